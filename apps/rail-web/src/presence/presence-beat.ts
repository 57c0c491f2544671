// What this page tells of its person: on which ticket, and whether they write. Pure: the browser is handed in. Guarantees: a keystroke costs a comparison,
// and nothing is sent at it; changes go half a second later at the latest, together; the same is said again every 15 s while the page is in sight and somebody
// is at it, and not at all while not; what the server refused for a ticket is not tried again for that ticket.
import type { TellPresence } from '#api';

export type Writing = 'writing-note' | 'writing-reply';
export type Sign = Omit<TellPresence, 'page'> & { ticketId: number };

export type Around = {
  /** Milliseconds. */
  now(): number;
  /** Answers what takes it back. */
  after(milliseconds: number, run: () => void): () => void;
  /** Answers false where the server says that this is not for us. */
  send(sign: Sign): Promise<boolean>;
  /** The page goes: nobody waits for an answer. */
  sendLast(sign: Sign): void;
};

const CHANGE_MS = 500;
const BEAT_MS = 15_000;
/** A pause to think is still writing. */
const PAUSE_MS = 60_000;
/** Without a key, a press or a move for so long nobody is at the page; a long mail is read in less. */
const AWAY_MS = 300_000;

export class PresenceBeat {
  private ticketId: number | null = null;
  private writing: Writing | null = null;
  private wroteAt = 0;
  private hidden = false;
  private actedAt: number;
  /** Nobody is at the page, and the others were told. */
  private away = false;
  /** What the others know. */
  private told: number | null = null;
  private refused: number | null = null;
  private step = 0;
  private waits: 'change' | 'beat' | null = null;
  private cancel = (): void => {};

  constructor(private readonly around: Around) {
    this.actedAt = around.now();
  }

  /** Null: no ticket is open. */
  look(ticketId: number | null): void {
    if (ticketId === this.ticketId) return;
    this.ticketId = ticketId;
    this.writing = null;
    this.refused = null;
    this.soon();
  }

  /** At each keystroke. */
  wrote(writing: Writing): void {
    const now = this.around.now();
    const begins = this.writing !== writing || now - this.wroteAt >= PAUSE_MS;
    this.writing = writing;
    this.wroteAt = now;
    this.acted();
    if (begins) this.soon();
  }

  /** At each key, press and move. */
  acted(): void {
    this.actedAt = this.around.now();
    if (!this.away) return;
    this.away = false;
    this.soon();
  }

  /** Put away, sent, or emptied. */
  stopped(): void {
    if (this.writing === null) return;
    this.writing = null;
    this.soon();
  }

  /** The page is out of sight, or in sight again. */
  hide(hidden: boolean): void {
    if (hidden === this.hidden) return;
    this.hidden = hidden;
    if (!hidden) {
      this.acted();
      return this.soon();
    }
    this.rest();
    if (this.away) return;
    if (this.told !== null && this.told === this.ticketId) void this.send(this.told, 'looking', true);
    // Opened and left within half a second: nobody has to know. What is still told is taken back.
    else if (this.told !== null) this.soon();
  }

  /** The page goes, or the person signs out. */
  leave(): void {
    this.rest();
    if (this.told === null) return;
    this.step += 1;
    this.around.sendLast({ ticketId: this.told, doing: 'gone', step: this.step, resting: false });
    this.told = null;
  }

  /** A page that was left is shown once more. */
  back(): void {
    if (this.ticketId !== null) this.soon();
  }

  private soon(): void {
    if (this.waits === 'change') return;
    this.rest();
    this.waits = 'change';
    this.cancel = this.around.after(CHANGE_MS, () => void this.beat());
  }

  private rest(): void {
    this.cancel();
    this.waits = null;
  }

  private async beat(): Promise<void> {
    this.waits = null;
    const { ticketId } = this;
    const isOn = ticketId !== null && ticketId !== this.refused && !this.hidden && !this.away;
    if (!isOn) {
      if (this.told !== null && this.told !== ticketId) await this.send(this.told, 'gone', false);
      return;
    }
    const now = this.around.now();
    if (this.told === ticketId && now - this.actedAt >= AWAY_MS) {
      this.away = true;
      await this.send(ticketId, 'looking', true);
      return;
    }
    if (this.writing !== null && now - this.wroteAt >= PAUSE_MS) this.writing = null;
    this.waits = 'beat';
    this.cancel = this.around.after(BEAT_MS, () => void this.beat());
    await this.send(ticketId, this.writing ?? 'looking', false);
  }

  private async send(ticketId: number, doing: Sign['doing'], resting: boolean): Promise<void> {
    this.step += 1;
    this.told = doing === 'gone' ? null : ticketId;
    if (await this.around.send({ ticketId, doing, step: this.step, resting })) return;
    this.refused = ticketId;
    if (this.told === ticketId) this.told = null;
  }
}
