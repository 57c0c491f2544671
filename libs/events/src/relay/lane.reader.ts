// What one lane reads next. Guarantee: an unsent row is never passed over for longer than FULL_SCAN_MS, whatever the order in which ids
// become visible.
import type { UnsentEvent } from '#store';

export const FULL_SCAN_MS = 5_000;
/** The mark stays this far behind, so that a transaction that commits late is found by the next ordinary read. */
export const MARK_LAG_MS = 2_000;

export class LaneReader {
  #mark = 0;
  #nextMark = 0;
  #markedAt = 0;
  #sentUpTo = 0;
  #full = true;
  #nextFullAt = 0;

  /** The id above which to read: the low-water mark, or 0 when it is time to look at everything. */
  above(now: number): number {
    if (now >= this.#nextFullAt) this.#full = true;
    return this.#full ? 0 : this.#mark;
  }

  /** @param whole  true where the read came to its end: there were fewer rows than asked for */
  hasRead(whole: boolean, now: number): void {
    if (!this.#full || !whole) return;
    this.#full = false;
    this.#nextFullAt = now + FULL_SCAN_MS;
  }

  /** Rows that were marked as sent, in order. */
  hasSent(rows: UnsentEvent[], now: number): void {
    this.#sentUpTo = Math.max(this.#sentUpTo, rows.at(-1)?.id ?? 0);
    if (now < this.#markedAt + MARK_LAG_MS) return;
    this.#mark = this.#nextMark;
    this.#nextMark = this.#sentUpTo;
    this.#markedAt = now;
  }

  /** What was read was not sent: it must be found again, wherever the mark is. */
  hasFailed(): void {
    this.#full = true;
  }
}
