// Reads the logs of a channel for as long as this instance holds its lease. Guarantees: one reader per channel (I14); the place moves with the records, in one
// transaction (I13); a log that is missing, locked or moved shows in health, in words, and is tried again (I16).
import { Backoff, type Connector, type ConnectorPorts, type HeldLease, pause } from '#channels/contract';
import type { PhoneSettings } from '../phone.settings.js';
import { readTailCursor } from './tail.cursor.js';
import { TailPass } from './tail.pass.js';
import { TAIL_TIMINGS, type TailTimings } from './tail.timings.js';

export interface TailInput {
  channelId: number;
  settings: PhoneSettings;
}

/** The lease that all instances contend for; the name is the same for every kind of channel. */
export const logLease = (channelId: number): string => `mailbox:${channelId}`;

export function createTailConnector(
  input: TailInput,
  ports: ConnectorPorts,
  timings: TailTimings = TAIL_TIMINGS,
): Connector {
  const stop = new AbortController();
  let running: Promise<void> | null = null;
  return {
    async start() {
      running ??= new LogWatch(input, ports, timings, stop.signal).run();
    },
    async stop() {
      stop.abort();
      await running;
    },
  };
}

class LogWatch {
  private readonly backoff: Backoff;
  private news: { text: string; until: number }[] = [];

  constructor(
    private readonly input: TailInput,
    private readonly ports: ConnectorPorts,
    private readonly timings: TailTimings,
    private readonly stop: AbortSignal,
  ) {
    this.backoff = new Backoff(timings.retry);
  }

  /** Never rejects: whatever happens is reported, and tried again. */
  async run(): Promise<void> {
    this.ports.reportHealth(this.input.channelId, { state: 'starting' });
    while (!this.stop.aborted) {
      // The lease outlives `stop` by the end of the pass: what is in hand is still ours.
      const tenure = new AbortController();
      try {
        await this.hold(await this.waitForLease(tenure));
      } catch (error) {
        if (!this.stop.aborted) await this.report(problemOf(error), this.backoff.next());
      } finally {
        tenure.abort();
      }
    }
  }

  private async waitForLease(tenure: AbortController): Promise<HeldLease> {
    const giveUp = () => tenure.abort(new Error('stopping'));
    this.stop.addEventListener('abort', giveUp, { once: true });
    const standby = setTimeout(() => {
      this.ports.reportHealth(this.input.channelId, { state: 'standby', detail: 'another instance reads these logs' });
    }, this.timings.standbyAfter);
    try {
      return await this.ports.holdLease(logLease(this.input.channelId), tenure.signal);
    } finally {
      clearTimeout(standby);
      this.stop.removeEventListener('abort', giveUp);
    }
  }

  /** Pass after pass, until the lease is lost or we stop. What fails begins again at the stored place. */
  private async hold(lease: HeldLease): Promise<void> {
    const ending = AbortSignal.any([this.stop, lease.lost]);
    while (!ending.aborted) {
      const pass = new TailPass({ ...this.input, lease, ending, ports: this.ports, timings: this.timings });
      try {
        pass.begin(readTailCursor(await this.ports.readCursor(this.input.channelId)));
        while (!ending.aborted) {
          const seen = await pass.look();
          if (ending.aborted) return;
          this.backoff.reset();
          this.tell(seen);
          await pause(this.input.settings.pollSeconds * 1000, ending);
        }
      } catch (error) {
        if (ending.aborted) return;
        await this.report(problemOf(error), this.backoff.next(), lease.lost);
      } finally {
        await pass.close();
      }
    }
  }

  private tell({ read, problems, troubles }: Awaited<ReturnType<TailPass['look']>>): void {
    const { channelId, settings } = this.input;
    const [problem] = problems;
    if (problem && read === 0) {
      const retryAt = new Date(Date.now() + settings.pollSeconds * 1000);
      const text = problems
        .map(one => one.message)
        .slice(0, 5)
        .join('. ');
      this.ports.reportHealth(channelId, {
        state: 'failing',
        at: new Date(),
        problem: text,
        code: problem.code,
        retryAt,
      });
      return;
    }
    const now = performance.now();
    const fresh = [...problems.map(one => one.message), ...troubles].map(text => ({
      text,
      until: now + this.timings.newsFor,
    }));
    // A file that is back is no news any more; what was lost stays to be seen.
    const past = this.news.filter(one => one.until > now && !fresh.some(({ text }) => text === one.text));
    this.news = [...past, ...fresh.slice(problems.length)].slice(-5);
    const warnings = [...new Set([...fresh, ...past].map(one => one.text))].slice(0, 5);
    const warning = warnings.length === 0 ? {} : { warning: `${warnings.join('. ')}.` };
    const detail = read === 1 ? 'reading 1 log' : `reading ${read} logs`;
    this.ports.reportHealth(channelId, { state: 'ok', at: new Date(), detail, ...warning });
  }

  private async report(
    { code, text }: { code: string; text: string },
    wait: number,
    lost?: AbortSignal,
  ): Promise<void> {
    const { channelId } = this.input;
    this.ports.log.warn({ channelId, code, waitMs: wait, err: text }, 'logs not usable');
    const retryAt = new Date(Date.now() + wait);
    this.ports.reportHealth(channelId, { state: 'failing', at: new Date(), problem: text, code, retryAt });
    await pause(wait, lost ? AbortSignal.any([this.stop, lost]) : this.stop);
  }
}

function problemOf(error: unknown): { code: string; text: string } {
  const text = error instanceof Error ? error.message : String(error);
  const { code, retryable } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    retryable?: unknown;
  };
  if (code === 'LEASE.LOST') return { code, text: 'Another instance took over these logs.' };
  if (retryable === true)
    return { code: 'STORE.AWAY', text: `The logs wait, because calls cannot be stored here: ${text}` };
  return { code: 'PHONE.UNREADABLE', text: `The logs wait, because something went wrong here: ${text}` };
}
