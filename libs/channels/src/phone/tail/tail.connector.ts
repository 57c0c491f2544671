// Reads the logs of a channel for as long as this instance holds its lease. Guarantees: one reader per channel (I14); the place moves with the records, in one
// transaction (I13); a log that is missing, locked or moved shows in health, in words, and is tried again (I16).
import {
  Backoff,
  type Connector,
  type ConnectorPorts,
  connectorOf,
  type HeldLease,
  pause,
  tellAndWait,
  workUnderLease,
} from '#channels/contract';
import type { PhoneSettings } from '../phone.settings.js';
import { readTailCursor } from './tail.cursor.js';
import { TailPass } from './tail.pass.js';
import { TAIL_TIMINGS, type TailTimings } from './tail.timings.js';

export interface TailInput {
  channelId: number;
  settings: PhoneSettings;
}

export function createTailConnector(
  input: TailInput,
  ports: ConnectorPorts,
  timings: TailTimings = TAIL_TIMINGS,
): Connector {
  return connectorOf(stop => new LogWatch(input, ports, timings, stop).run());
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

  run(): Promise<void> {
    const standby = { detail: 'another instance reads these logs', after: this.timings.standbyAfter };
    return workUnderLease(
      {
        ...{ channelId: this.input.channelId, standby },
        hold: lease => this.hold(lease),
        failed: error => this.report(problemOf(error), this.backoff.next()),
      },
      this.ports,
      this.stop,
    );
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

  private report(problem: { code: string; text: string }, wait: number, lost?: AbortSignal): Promise<void> {
    const until = lost ? AbortSignal.any([this.stop, lost]) : this.stop;
    return tellAndWait(this.ports, this.input.channelId, 'logs not usable', { ...problem, wait }, until);
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
