// Watches one mailbox for as long as this instance holds its lease, over as many connections as that takes.
// Guarantees: one effective owner per mailbox (I14); a refused password is never hammered; every stall shows in health (I16).
import { Backoff, type Channel, type Connector, type ConnectorPorts, type HeldLease, pause } from '#channels/contract';
import type { EmailSettings, ImapSettings } from '../email.settings.js';
import { ImapProblem, needsLongPause, problemOf } from './imap.problem.js';
import { runImapSession } from './imap.session.js';
import { createImapSignIn, type ImapSignIn } from './imap.sign-in.js';
import { IMAP_TIMINGS, type ImapTimings } from './imap.timings.js';

/** The lease that all instances contend for. */
export function mailboxLease(channelId: number): string {
  return `mailbox:${channelId}`;
}

/** @throws Error where the channel has no IMAP settings */
export function createImapConnector(
  channel: Channel<EmailSettings>,
  ports: ConnectorPorts,
  timings: ImapTimings = IMAP_TIMINGS,
): Connector {
  const { imap } = channel.settings;
  if (!imap) throw new Error(`Channel ${channel.key} has no IMAP settings`);
  const stop = new AbortController();
  let running: Promise<void> | null = null;
  return {
    async start() {
      running ??= new MailboxWatch(channel, imap, ports, timings, stop.signal).run();
    },
    async stop() {
      stop.abort();
      await running;
    },
  };
}

class MailboxWatch {
  private readonly signIn: ImapSignIn;

  constructor(
    private readonly channel: Channel<EmailSettings>,
    private readonly imap: ImapSettings,
    private readonly ports: ConnectorPorts,
    private readonly timings: ImapTimings,
    private readonly stop: AbortSignal,
  ) {
    this.signIn = createImapSignIn(channel, imap, ports, timings);
    stop.addEventListener('abort', () => this.signIn.giveUpWaiting(), { once: true });
  }

  /** Never rejects: whatever happens is reported, and tried again. */
  async run(): Promise<void> {
    this.ports.reportHealth(this.channel.id, { state: 'starting' });
    const backoff = new Backoff(this.timings.retry);
    while (!this.stop.aborted) {
      const tenure = new AbortController();
      // The lease outlives `stop` by the polite end of the session: the last batch is still ours.
      try {
        const lease = await this.waitForLease(tenure.signal);
        backoff.reset();
        await this.hold(lease);
      } catch (error) {
        if (this.stop.aborted) break;
        await this.report(problemOf(error, this.imap), backoff.next());
      } finally {
        tenure.abort();
      }
    }
    await this.signIn.close();
  }

  private async waitForLease(signal: AbortSignal): Promise<HeldLease> {
    const waiting = new AbortController();
    const giveUp = () => waiting.abort(new Error('stopping'));
    this.stop.addEventListener('abort', giveUp, { once: true });
    const standby = setTimeout(() => {
      this.ports.reportHealth(this.channel.id, { state: 'standby', detail: 'another instance watches this mailbox' });
    }, this.timings.standbyAfter);
    const forwarded = () => waiting.abort(signal.reason);
    signal.addEventListener('abort', forwarded, { once: true });
    try {
      return await this.ports.holdLease(mailboxLease(this.channel.id), waiting.signal);
    } finally {
      clearTimeout(standby);
      this.stop.removeEventListener('abort', giveUp);
    }
  }

  /** Session after session, until the lease is lost or we stop. */
  private async hold(lease: HeldLease): Promise<void> {
    const ordinary = new Backoff(this.timings.retry);
    const refused = new Backoff(this.timings.refused);
    while (!this.stop.aborted && !lease.lost.aborted) {
      let openedAt: number | null = null;
      try {
        const onOpen = () => {
          openedAt = performance.now();
          refused.reset();
        };
        const { channel, imap, ports, timings, stop, signIn } = this;
        await runImapSession({ channel, imap, ports, lease, stop, timings, signIn, onOpen });
      } catch (error) {
        const problem = problemOf(error, this.imap);
        if (problem.code === 'LEASE.LOST') throw problem;
        if (this.stop.aborted) return;
        if (problem.code === 'IMAP.AUTH' && this.signIn.mayTryAnother()) continue;
        if (openedAt !== null && performance.now() - openedAt > this.timings.stableAfter) {
          ordinary.reset();
          this.ports.log.info(
            { channelId: this.channel.id, code: problem.code },
            'connection ended after long use: again at once',
          );
          continue;
        }
        const backoff = needsLongPause(problem) ? refused : ordinary;
        await this.report(problem, Math.max(backoff.next(), problem.waitAtLeast), lease.lost);
      }
    }
  }

  private async report(problem: ImapProblem, wait: number, lost?: AbortSignal): Promise<void> {
    const { channel, ports, stop } = this;
    ports.log.warn(
      { channelId: channel.id, code: problem.code, waitMs: wait, err: problem.message },
      'mailbox not reachable',
    );
    ports.reportHealth(channel.id, {
      state: 'failing',
      at: new Date(),
      problem: problem.message,
      code: problem.code,
      retryAt: new Date(Date.now() + wait),
    });
    await pause(wait, lost ? AbortSignal.any([stop, lost]) : stop);
  }
}
