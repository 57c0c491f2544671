// Keeps drafts in the browser's storage at every stroke, and in memory for this tab. Guarantees: what is kept outlives a crash, a reload and a
// closed laptop; a draft is its writer's alone; two tabs of one person show one draft, each with the pad that it has open.
import { type Draft, EMPTY, holds, type Mode } from './draft.js';

const PREFIX = 'rail.draft.';
/** From before drafts had a writer: nobody knows whose they are. */
const NAMELESS = /^rail\.draft\.\d+$/;

export type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Where the draft of a person on a ticket is kept. */
export const draftKey = (personId: number, ticketId: number): string => `${PREFIX}${personId}.${ticketId}`;

export class DraftStore {
  private readonly cache = new Map<string, Draft>();
  private readonly listeners = new Set<() => void>();

  /** `storage` is asked at each use: a browser may refuse it. */
  constructor(private readonly storage: () => Kept) {}

  read(key: string): Draft {
    const known = this.cache.get(key);
    if (known) return known;
    let draft = EMPTY;
    try {
      draft = parse(this.storage().getItem(key));
    } catch (error) {
      console.warn(`The draft ${key} cannot be read`, error);
    }
    this.cache.set(key, draft);
    return draft;
  }

  change(key: string, change: Partial<Draft>): void {
    const before = this.read(key);
    const draft = { ...before, ...change };
    this.cache.set(key, draft);
    try {
      const isEmpty = !draft.reply && !draft.note && !holds(draft, 'reply') && !holds(draft, 'note');
      // Written once more before it goes, so that other tabs hear why it went.
      if (!isEmpty || draft.done !== before.done)
        this.storage().setItem(key, JSON.stringify({ ...draft, flying: EMPTY.flying }));
      if (isEmpty) this.storage().removeItem(key);
    } catch (error) {
      console.warn(`The draft ${key} is kept in this tab only: storage refused`, error);
    }
    this.tell();
  }

  /** Takes in what another tab wrote; answers what that tab has sent, where this one had it, too. */
  takeIn(key: string | null, value: string | null): Mode | null {
    const before = key === null ? undefined : this.cache.get(key);
    if (key === null || !before) return null;
    let other = EMPTY;
    try {
      other = parse(value);
    } catch (error) {
      console.warn(`The draft ${key} of another tab cannot be read`, error);
      return null;
    }
    // What goes up and down here is this tab's own; a removal does not say what was done last.
    const { open, flying } = before;
    this.cache.set(key, { ...other, open, flying, done: other.done ?? before.done });
    this.tell();
    const { done } = other;
    return done && done.key !== before.done?.key && before[done.mode] !== '' && other[done.mode] === ''
      ? done.mode
      : null;
  }

  dropNameless(): void {
    try {
      const storage = this.storage();
      const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
      for (const key of keys) if (NAMELESS.test(key)) storage.removeItem(key);
    } catch (error) {
      console.warn('Old drafts cannot be dropped: storage refused', error);
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    for (const tell of this.listeners) tell();
  }
}

const parse = (value: string | null): Draft => ({ ...EMPTY, ...(JSON.parse(value ?? '{}') as Partial<Draft>) });
