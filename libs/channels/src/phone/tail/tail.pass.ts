// One look after another at all logs of a channel: what is new goes to the ledger together with the place behind it.
import type { ConnectorPorts, HeldLease } from '#channels/contract';
import type { PhoneSettings } from '../phone.settings.js';
import { rowEnvelope } from '../record.transport.js';
import { LogFault } from './log.fault.js';
import { expandPaths } from './log.file.js';
import { LogTail, type TailStep } from './log.tail.js';
import { freshState, type TailCursor, type TailState } from './tail.cursor.js';
import type { TailTimings } from './tail.timings.js';

export interface PassInput {
  channelId: number;
  settings: PhoneSettings;
  lease: HeldLease;
  ports: Pick<ConnectorPorts, 'accept' | 'moveCursor' | 'log'>;
  timings: TailTimings;
  /** Aborts when nothing more may be begun: we stop, or the lease is lost. */
  ending: AbortSignal;
}

export interface Seen {
  /** Logs that could be read. */
  read: number;
  problems: LogFault[];
  troubles: string[];
}

export class TailPass {
  private cursor: TailCursor = { files: {} };
  private readonly tails = new Map<string, LogTail>();

  constructor(private readonly input: PassInput) {}

  begin(cursor: TailCursor): void {
    this.cursor = cursor;
  }

  async close(): Promise<void> {
    for (const tail of this.tails.values()) await tail.close();
  }

  /** @throws as `accept` rejects, where the ledger is away or the lease is lost */
  async look(): Promise<Seen> {
    const { settings, ending } = this.input;
    const { paths, problems, left } = await expandPaths(settings.files ?? []);
    const seen: Seen = { read: 0, problems, troubles: [] };
    if (left > 0) seen.troubles.push(`${left} files more than a channel reads: move old ones away`);
    await this.forget(new Set(paths));
    for (const path of paths) {
      if (ending.aborted) break;
      try {
        await this.follow(path, seen);
        seen.read += 1;
      } catch (error) {
        if (!(error instanceof LogFault)) throw error;
        seen.problems.push(error);
      }
    }
    return seen;
  }

  private async follow(path: string, seen: Seen): Promise<void> {
    const { settings, timings, ending } = this.input;
    const isNamed = settings.files?.includes(path) ?? false;
    const tail = this.tails.get(path) ?? new LogTail(path, settings, timings, isNamed);
    this.tails.set(path, tail);
    const state = this.cursor.files[path] ?? freshState();
    for await (const step of tail.look(state, ending)) await this.store(path, step);
    if (tail.trouble) seen.troubles.push(tail.trouble);
  }

  private async store(path: string, { records, state }: TailStep): Promise<void> {
    const { channelId, settings, lease, ports } = this.input;
    const value = this.with(path, state);
    const origin = { channelId, settings, receivedAt: new Date() };
    if (records.length === 0) {
      if (JSON.stringify(state) === JSON.stringify(this.cursor.files[path])) return;
      await ports.moveCursor(channelId, lease, value);
    } else
      await ports.accept(
        records.map(record => rowEnvelope(record, path, origin)),
        { lease, value },
      );
    this.cursor = value;
    if (records.length > 0)
      ports.log.info({ channelId, file: path, records: records.length }, 'calls of a log were stored');
  }

  private with(path: string, state: TailState): TailCursor {
    return { files: { ...this.cursor.files, [path]: state } };
  }

  /** Logs that nobody names any more, and files that a `*` no longer finds: read again, they store nothing twice. */
  private async forget(paths: ReadonlySet<string>): Promise<void> {
    for (const [path, tail] of this.tails) {
      if (paths.has(path)) continue;
      await tail.close();
      this.tails.delete(path);
    }
    const kept = Object.entries(this.cursor.files).filter(([path]) => paths.has(path));
    this.cursor = { files: Object.fromEntries(kept) };
  }
}
