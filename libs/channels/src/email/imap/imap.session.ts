// The life of one IMAP connection: connect, then look for mail on every hint, poll and resync, until it ends.
// imapflow never reconnects: a session is used once. Its owner (imap.connector) decides when to build the next.
import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import {
  addressNow,
  Backoff,
  type Channel,
  type ConnectorPorts,
  type Envelope,
  type HeldLease,
  isRetryable,
  pause,
} from '#channels/contract';
import type { EmailSettings, ImapSettings } from '../email.settings.js';
import type { ImapCursor } from './imap.cursor.js';
import { ImapProblem, problemOf } from './imap.problem.js';
import type { ImapCredentials, ImapSignIn } from './imap.sign-in.js';
import type { ImapTimings } from './imap.timings.js';
import { watch } from './imap.watchdog.js';
import { catchUp, heedOrders } from './look.back.js';
import { MailboxIntake } from './mailbox.intake.js';

export interface SessionInput {
  channel: Channel<EmailSettings>;
  imap: ImapSettings;
  ports: ConnectorPorts;
  lease: HeldLease;
  signIn: ImapSignIn;
  /** Aborts to end politely: the batch under way is finished and marked first. */
  stop: AbortSignal;
  timings: ImapTimings;
  /** Called once the mailbox is open and the first look is done. */
  onOpen(): void;
}

/** Resolves after a polite end. @throws ImapProblem for every other end of the connection */
export async function runImapSession(input: SessionInput): Promise<void> {
  const { imap, lease, stop, timings, signIn } = input;
  // Without a token the mail server is not even asked.
  const credentials = await signIn.credentials();
  if (stop.aborted) return;
  if (lease.lost.aborted) throw new ImapProblem('LEASE.LOST', 'Another instance took over this mailbox.');
  const address = await addressNow(input.ports, imap.host, imap.port);
  if (stop.aborted) return;
  const client = clientFor(credentials, imap, address, timings);
  const over = new AbortController();
  const bell = new Bell();
  let silent = false;
  let late = false;
  client.on('error', error => over.abort(error));
  client.on('close', () => over.abort(new ImapProblem('IMAP.CLOSED', closedText(client, imap))));
  client.on('exists', () => bell.ring());
  client.on('alert', alert => input.ports.log.warn({ channelId: input.channel.id, alert }, 'the mail server says'));
  // The lease is gone: cut the socket at once, so that nothing more is marked at the source.
  const cut = () => client.close();
  lease.lost.addEventListener('abort', cut, { once: true });
  const connectDeadline = setTimeout(() => {
    late = true;
    client.close();
  }, timings.connect);
  let endWatch: (() => void) | undefined;
  let farewell: NodeJS.Timeout | undefined;
  const onStop = () => {
    bell.ring();
    farewell = setTimeout(cut, timings.farewell);
  };
  stop.addEventListener('abort', onStop, { once: true });

  try {
    await client.connect();
    clearTimeout(connectDeadline);
    signIn.accepted();
    endWatch = watch(
      { received: () => client.stats().received, probe: () => client.noop() },
      imap.watchdogSeconds * 1000,
      () => {
        silent = true;
        client.close();
      },
    );
    await look(input, client, bell, over.signal);
    await client.logout();
  } catch (error) {
    if (stop.aborted) return;
    if (lease.lost.aborted) throw new ImapProblem('LEASE.LOST', 'Another instance took over this mailbox.');
    if (silent) {
      throw new ImapProblem('IMAP.SILENT', `${imap.host}:${imap.port} stopped answering; the connection was dropped.`);
    }
    if (late)
      throw new ImapProblem('IMAP.UNREACHABLE', `${imap.host}:${imap.port} did not finish the sign-in in time.`);
    // A command that was cut off says only "no connection"; the connection's own error says why.
    const cause = over.signal.reason instanceof Error && isConnectionGone(error) ? over.signal.reason : error;
    const problem = problemOf(cause, imap, client.byeReason);
    const refusal = problem.code === 'IMAP.AUTH' ? signIn.refused() : null;
    if (refusal === null) throw problem;
    throw new ImapProblem('IMAP.AUTH', `${problem.message}. ${refusal.message}`, refusal.waitAtLeast, { cause: error });
  } finally {
    clearTimeout(connectDeadline);
    clearTimeout(farewell);
    endWatch?.();
    lease.lost.removeEventListener('abort', cut);
    stop.removeEventListener('abort', onStop);
    client.close();
  }
}

async function look(input: SessionInput, client: ImapFlow, bell: Bell, over: AbortSignal): Promise<void> {
  const { imap, ports, channel, timings, stop, lease, signIn } = input;
  const ending = AbortSignal.any([stop, over, lease.lost]);
  const store = (envelopes: Envelope[], cursor: ImapCursor) => storeDurably(input, ending, envelopes, cursor);
  const intake = new MailboxIntake({ client, channel, imap, ports, lease, ending, store });
  const well = () => {
    const warning = signIn.warning();
    const detail = `watching ${imap.folder}`;
    ports.reportHealth(channel.id, { state: 'ok', at: new Date(), detail, ...(warning === null ? {} : { warning }) });
  };
  let opened = 0;
  let first = true;
  while (!ending.aborted) {
    const now = performance.now();
    if (first || now - opened >= imap.resyncMinutes * 60_000) {
      await intake.open();
      opened = now;
      signIn.keepFresh();
    }
    const result = await intake.pass();
    if (first) input.onOpen();
    first = false;
    if (result.outcome === 'withheld') {
      const problem = `The server lists mail ${result.uid} but does not hand it over (${result.why}). It is tried again.`;
      const retryAt = new Date(Date.now() + timings.rereadAfter);
      ports.reportHealth(channel.id, { state: 'failing', at: new Date(), problem, code: 'IMAP.UNREADABLE', retryAt });
      await pause(timings.rereadAfter, ending);
      continue;
    }
    well();
    await catchUp(ports, {
      ...{ channelId: channel.id, stop, lost: lease.lost },
      look: (since, told) =>
        intake.lookBack(since, count => {
          well();
          return told(count);
        }),
      connected: () => client.usable && !over.aborted,
    });
    const deaf = heedOrders(ports, channel.id, () => bell.ring());
    await bell.wait(imap.pollSeconds * 1000, ending);
    deaf();
  }
  if (over.aborted && !stop.aborted) throw over.reason;
}

/** Keeps the mails in hand and the connection open while the ledger is away; the mailbox keeps them too. */
async function storeDurably(
  { ports, channel, lease, timings }: SessionInput,
  ending: AbortSignal,
  envelopes: Envelope[],
  cursor: ImapCursor,
): Promise<void> {
  const backoff = new Backoff(timings.store);
  for (;;) {
    try {
      await ports.accept(envelopes, { lease, value: cursor });
      return;
    } catch (error) {
      if (!isRetryable(error) || ending.aborted) throw error;
      const wait = backoff.next();
      const text = error instanceof Error ? error.message : String(error);
      ports.reportHealth(channel.id, {
        state: 'failing',
        at: new Date(),
        problem: `Mail waits on the server, because it cannot be stored here: ${text}`,
        code: 'STORE.AWAY',
        retryAt: new Date(Date.now() + wait),
      });
      await pause(wait, ending);
      if (ending.aborted) throw error;
    }
  }
}

function clientFor(auth: ImapCredentials, imap: ImapSettings, address: string, timings: ImapTimings): ImapFlow {
  const limit = Math.ceil(imap.maxMailMegabytes * 1024 * 1024);
  return new ImapFlow({
    host: address,
    // What was judged is connected to; what was entered has to stand in the certificate.
    ...(isIP(imap.host) ? {} : { servername: imap.host }),
    port: imap.port,
    secure: imap.tls === 'implicit',
    // Never opportunistic: true fails without STARTTLS, false is clear text because ops said so.
    ...(imap.tls === 'implicit' ? {} : { doSTARTTLS: imap.tls === 'starttls' }),
    auth,
    logger: false,
    autoIdleDelay: timings.idleAfter,
    connectionTimeout: timings.connect,
    greetingTimeout: timings.connect,
    // Partial fetches keep literals below this; a server that ignores them loses the connection, not our memory.
    maxLiteralSize: limit * 2 + 1024 * 1024,
    disableBinary: true,
  });
}

function closedText(client: ImapFlow, imap: ImapSettings): string {
  const bye = client.byeReason ? `: ${client.byeReason}` : '';
  return `${imap.host}:${imap.port} closed the connection${bye}.`;
}

function isConnectionGone(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return code === 'NoConnection' || code === 'EConnectionClosed' || code === 'StateLogout';
}

/** A hint that is never lost: one that rings before anybody waits ends the next wait at once. */
class Bell {
  private rung = false;
  private wake: () => void = () => undefined;

  ring(): void {
    this.rung = true;
    this.wake();
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.rung) {
      const heard = new AbortController();
      this.wake = () => heard.abort();
      await pause(ms, AbortSignal.any([signal, heard.signal]));
      this.wake = () => undefined;
    }
    this.rung = false;
  }
}
