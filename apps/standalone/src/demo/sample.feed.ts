// Our own sample mails, sent through the real SMTP listener as a stranger's mail server would.
import { channelKind, sampleMails } from '#channels';
import type { Deliverer } from '#channels/contract';

export interface Fed {
  sent: number;
  refused: string[];
}

/** `addresses`: the company's own; a sample goes to those of them that stand in its To and Cc. */
export async function feedSamples(port: number, addresses: readonly string[]): Promise<Fed> {
  const settings = { addresses: ['demo@localhost.localdomain'], smtpOut: { host: '127.0.0.1', port, tls: 'none' } };
  const kind = channelKind('email');
  const deliverer: Deliverer = kind.deliverer!({
    id: 0,
    key: 'demo',
    kind: 'email',
    name: 'Demo',
    departmentId: 0,
    settings: kind.settings.parse(settings) as never,
    secrets: {},
  });
  const fed: Fed = { sent: 0, refused: [] };
  try {
    for (const [i, raw] of (await sampleMails()).entries()) {
      const header = headerOf(raw);
      const to = addresses.filter(address => header.includes(address));
      const outcomes = await deliverer.deliver({
        outboundId: i,
        raw,
        envelope: { from: 'postmaster@customer.example', to },
      });
      fed.sent += outcomes.filter(outcome => outcome.outcome === 'sent').length;
      fed.refused.push(...outcomes.filter(outcome => outcome.outcome !== 'sent').map(outcome => outcome.response));
    }
  } finally {
    await deliverer.close();
  }
  return fed;
}

const headerOf = (raw: Buffer): string =>
  raw
    .subarray(0, 20_000)
    .toString('latin1')
    .split(/\r?\n\r?\n/)[0]!
    .toLowerCase();
