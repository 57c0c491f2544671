// Sends queued replies. Taking is one transaction, sending has none, settling is another: a crash between them leaves `unknown`, which only a
// person sends again (I12).
import { channelKind } from '#channels';
import type { Deliverer, RecipientOutcome } from '#channels/contract';
import { failpoint, type PrivateHost, type SecretBox } from '#runtime';
import { ChannelStore, type Database, type DueMail, LeaseStore, OutboundStore, StoreSecretPorts } from '#store';
import { openChannel } from '../connect/channel.supervisor.js';

export interface SenderDeps {
  /** Letters leave a few at a time, as mail servers like it; acknowledgements of EDI many, and neither waits for the other. */
  carries: 'letters' | 'edi';
  database: Database;
  secrets: SecretBox;
  instance: string;
  /** Hosts of our own network that ops have opened. */
  privateHosts: readonly PrivateHost[];
  log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}

const POLL_MS = 500;
const AT_ONCE = { letters: 5, edi: 200 };
/** Longer than a server may take for a whole mail; after it nobody believes that the sender still lives. */
const SENDING_SECONDS = 600;

export class OutboundSender {
  private readonly store: OutboundStore;
  private readonly channels = new ChannelStore();
  private readonly ports: StoreSecretPorts;
  private readonly deliverers = new Map<number, { version: number; deliverer: Deliverer }>();
  private readonly asking = new Map<number, Promise<Deliverer>>();
  private stopped = false;
  private turning: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(private readonly deps: SenderDeps) {
    this.store = new OutboundStore(deps.database);
    this.ports = new StoreSecretPorts({ ...deps, leases: new LeaseStore(deps.database) });
  }

  start(): void {
    this.turning = this.turn();
  }

  /** Finishes the mails in hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.turning;
    await Promise.all([...this.deliverers.values()].map(({ deliverer }) => deliverer.close()));
  }

  private async turn(): Promise<void> {
    while (!this.stopped) {
      let sent = 0;
      try {
        const { instance, carries } = this.deps;
        const mails = await this.store.takeDue(instance, {
          limit: AT_ONCE[carries],
          seconds: SENDING_SECONDS,
          carries,
        });
        await failpoint('smtp.claimed');
        if (carries === 'edi') await this.sendTogether(mails);
        else await Promise.all(mails.map(mail => this.send(mail)));
        sent = mails.length;
      } catch (error) {
        this.deps.log.warn({ err: error }, 'Replies could not be taken or settled; trying again');
      }
      if (sent === 0 && !this.stopped) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, POLL_MS);
          this.wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  }

  /** Delivering one of these again does no harm, so what became of all of them is written at once. */
  private async sendTogether(mails: DueMail[]): Promise<void> {
    if (mails.length === 0) return;
    const settled = await Promise.all(mails.map(async mail => ({ mail, outcomes: await this.deliver(mail) })));
    const ends = await this.store.settleAll(this.deps.instance, settled);
    const sent = ends.filter(end => end === 'sent').length;
    if (sent > 0) this.deps.log.info({ sent }, 'EDI was delivered');
    for (const [i, { mail, outcomes }] of settled.entries()) {
      if (ends[i] === 'sent') continue;
      const fields = { outboundId: mail.outboundId, ticketId: mail.ticketId, end: ends[i] };
      this.deps.log.warn({ ...fields, responses: outcomes.map(one => one.response) }, 'EDI was not delivered');
    }
  }

  private async send(mail: DueMail): Promise<void> {
    const outcomes = await this.deliver(mail);
    await failpoint('smtp.250_uncommitted');
    const end = await this.store.settle(this.deps.instance, mail, outcomes);
    await failpoint('smtp.done');
    const fields = { outboundId: mail.outboundId, ticketId: mail.ticketId, end };
    if (end === 'sent') this.deps.log.info(fields, 'A reply was sent');
    else
      this.deps.log.warn({ ...fields, responses: outcomes.map(outcome => outcome.response) }, 'A reply was not sent');
  }

  /** A channel that cannot send now (paused away, its secret lost) defers: nothing has left. */
  private async deliver(mail: DueMail): Promise<RecipientOutcome[]> {
    try {
      const deliverer = await this.delivererOf(mail.channelId);
      return await deliverer.deliver({
        outboundId: mail.outboundId,
        raw: mail.raw,
        envelope: { from: mail.envelopeFrom, to: mail.to },
      });
    } catch (error) {
      const response = error instanceof Error ? error.message : String(error);
      return mail.to.map(address => ({ address, outcome: 'deferred', response, heldUp: true }));
    }
  }

  /** Each asks what the channel is now; those who ask at the same time share one look. */
  private delivererOf(channelId: number): Promise<Deliverer> {
    const asked = this.asking.get(channelId) ?? this.lookFor(channelId).finally(() => this.asking.delete(channelId));
    this.asking.set(channelId, asked);
    return asked;
  }

  private async lookFor(channelId: number): Promise<Deliverer> {
    const row = await this.channels.byId(this.deps.database, channelId);
    if (!row) throw new Error(`Channel ${channelId} is gone`);
    const known = this.deliverers.get(channelId);
    if (known?.version === row.version) return known.deliverer;
    await known?.deliverer.close();
    const kind = channelKind(row.kind);
    if (!kind.deliverer) throw new Error(`A channel of kind ${row.kind} sends no mail`);
    const channel = await openChannel(this.deps, row);
    // Another mail of this channel may have been here meanwhile: one deliverer, and one access token, per channel.
    const meanwhile = this.deliverers.get(channelId);
    if (meanwhile?.version === row.version) return meanwhile.deliverer;
    const deliverer = kind.deliverer(channel, this.ports);
    this.deliverers.set(channelId, { version: row.version, deliverer });
    return deliverer;
  }
}
