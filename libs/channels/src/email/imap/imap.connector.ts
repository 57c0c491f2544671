// Watches one mailbox for as long as this instance holds its lease, over as many connections as that takes.
// Guarantees: one effective owner per mailbox (I14); a refused password is never hammered; every stall shows in health (I16).
import {
  Backoff,
  type Channel,
  type Connector,
  type ConnectorPorts,
  connectorOf,
  type HeldLease,
  tellAndWait,
  workUnderLease,
} from '#channels/contract';
import type { EmailSettings, ImapSettings } from '../email.settings.js';
import { ImapProblem, needsLongPause, problemOf } from './imap.problem.js';
import { runImapSession } from './imap.session.js';
import { createImapSignIn, type ImapSignIn } from './imap.sign-in.js';
import { IMAP_TIMINGS, type ImapTimings } from './imap.timings.js';

/** @throws Error where the channel has no IMAP settings */
export function createImapConnector(
  channel: Channel<EmailSettings>,
  ports: ConnectorPorts,
  timings: ImapTimings = IMAP_TIMINGS,
): Connector {
  const { imap } = channel.settings;
  if (!imap) throw new Error(`Channel ${channel.key} has no IMAP settings`);
  return connectorOf(stop => new MailboxWatch(channel, imap, ports, timings, stop).run());
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

  async run(): Promise<void> {
    const backoff = new Backoff(this.timings.retry);
    const standby = { detail: 'another instance watches this mailbox', after: this.timings.standbyAfter };
    await workUnderLease(
      {
        ...{ channelId: this.channel.id, standby },
        hold: lease => {
          backoff.reset();
          return this.hold(lease);
        },
        failed: error => this.report(problemOf(error, this.imap), backoff.next()),
      },
      this.ports,
      this.stop,
    );
    await this.signIn.close();
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

  private report({ code, message }: ImapProblem, wait: number, lost?: AbortSignal): Promise<void> {
    const until = lost ? AbortSignal.any([this.stop, lost]) : this.stop;
    return tellAndWait(this.ports, this.channel.id, 'mailbox not reachable', { code, text: message, wait }, until);
  }
}
