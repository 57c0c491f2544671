// Follows one path through growing, rotation (renamed and made anew, or copied and truncated) and being written anew. Guarantees: a line is given once its end
// is there; what the old file still got is read before the new one, and its half last line when it has been quiet.
import type { FileHandle } from 'node:fs/promises';
import type { PhoneSettings } from '../phone.settings.js';
import { logFault } from './log.fault.js';
import { bytesBefore, openLog, rotatedFrom } from './log.file.js';
import { LogReader, type Piece } from './log.reader.js';
import { freshState, type TailPlace, type TailState } from './tail.cursor.js';
import type { TailTimings } from './tail.timings.js';

export interface TailStep {
  records: Piece['records'];
  state: TailState;
}

export class LogTail {
  /** Survives a renaming, and a deletion. */
  private held: FileHandle | null = null;
  private quietLooks = 0;
  private unfinished: { size: number; since: number } | null = null;
  /** What ops should know of this look. */
  trouble: string | null = null;

  constructor(
    private readonly path: string,
    private readonly settings: PhoneSettings,
    private readonly timings: Pick<TailTimings, 'quietLooks' | 'lineAfter'>,
    /** Many files are not held open between two looks. */
    private readonly holds: boolean,
  ) {}

  async close(): Promise<void> {
    const { held } = this;
    this.held = null;
    await held?.close();
  }

  /** One look: each step is to be stored before the next is asked for. @throws LogFault */
  async *look(state: TailState, ending: AbortSignal): AsyncGenerator<TailStep> {
    this.trouble = null;
    let now = state;
    let handle: FileHandle | null = null;
    let absence: unknown = null;
    try {
      handle = await openLog(this.path).catch(error => {
        absence = error;
        return null;
      });
      const before = handle && (await bytesBefore(handle, now.place));
      if (!before && now.place.offset > 0 && (handle || isMissing(absence))) {
        // The names of the columns may stand in the first of many files only.
        now = { ...freshState(now.place.columns), rest: now.place };
        this.quietLooks = 0;
        yield { records: [], state: now };
      }
      if (now.rest) {
        for await (const step of this.readRest(now, now.rest, ending)) {
          now = step.state;
          yield step;
        }
      }
      if (!handle) throw absence;
      yield* this.readOn(handle, now, (before ?? (await bytesBefore(handle, now.place))) as Buffer, ending);
    } catch (error) {
      throw logFault(error, this.path);
    } finally {
      await this.keep(handle, now.rest !== null);
    }
  }

  private async *readOn(
    handle: FileHandle,
    state: TailState,
    before: Buffer,
    ending: AbortSignal,
  ): AsyncGenerator<TailStep> {
    const reader = new LogReader(handle, this.settings, state.place, before);
    const over = this.isOver();
    for await (const { records, place } of reader.read(false, ending)) yield { records, state: { ...state, place } };
    const isSame = over !== null && reader.waiting > 0 && reader.size === over;
    if (isSame) {
      for await (const { records, place } of reader.read(true, ending)) yield { records, state: { ...state, place } };
      this.unfinished = null;
    } else this.note(reader);
  }

  /** The size at which an unfinished line has stood long enough to be whole; null: there is none. */
  private isOver(): number | null {
    const { unfinished } = this;
    return unfinished && performance.now() - unfinished.since >= this.timings.lineAfter ? unfinished.size : null;
  }

  private note(reader: LogReader): void {
    if (reader.waiting === 0) this.unfinished = null;
    else if (this.unfinished?.size !== reader.size) this.unfinished = { size: reader.size, since: performance.now() };
  }

  private async *readRest(state: TailState, rest: TailPlace, ending: AbortSignal): AsyncGenerator<TailStep> {
    const found = await this.restOf(rest);
    if (!found) {
      this.trouble = `what "${this.path}" was before its rotation is not there: calls of its last moments may be missing`;
      yield { records: [], state: { ...state, rest: null } };
      return;
    }
    try {
      const reader = new LogReader(found.handle, this.settings, rest, found.before);
      const isOver = this.quietLooks >= this.timings.quietLooks;
      let after = rest;
      for await (const { records, place } of reader.read(isOver, ending)) {
        after = place;
        yield { records, state: { ...state, rest: place } };
      }
      if (ending.aborted) return;
      this.quietLooks = after.offset === rest.offset ? this.quietLooks + 1 : 0;
      if (isOver) yield { records: [], state: { ...state, rest: null } };
    } finally {
      if (found.handle !== this.held) await found.handle.close();
    }
  }

  private async restOf(rest: TailPlace): Promise<{ handle: FileHandle; before: Buffer } | null> {
    const held = this.held && (await bytesBefore(this.held, rest));
    if (this.held && held) return { handle: this.held, before: held };
    const handle = await rotatedFrom(this.path, rest);
    const before = handle && (await bytesBefore(handle, rest));
    if (handle && before) return { handle, before };
    await handle?.close();
    return null;
  }

  /** The file of this look is the one that a rotation may take away before the next. */
  private async keep(handle: FileHandle | null, isResting: boolean): Promise<void> {
    if (handle && this.holds && !isResting) {
      await this.close();
      this.held = handle;
    } else await handle?.close();
  }
}

const isMissing = (error: unknown): boolean => (error as { code?: string } | null)?.code === 'PHONE.MISSING';
