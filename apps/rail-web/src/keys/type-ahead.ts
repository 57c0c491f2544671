// Keys that fall after the command that opens a field or a list, and before that has the focus. Pure: the times are handed in.
// Guarantees: such a key runs no command and is not typed elsewhere; what was typed is handed on whole and in order, or dropped when nothing took it.

/** So long after the command, in ms, keys wait for what it opens: a slow computer under load draws a dialog for three seconds. */
export const PATIENCE_MS = 10_000;
/** So much longer once the page has drawn: what has not taken the focus by then most likely will not, for it was open already, or holds no field. */
export const NEAR_MS = 2_000;

export function makeTypeAhead() {
  let until = Number.NEGATIVE_INFINITY;
  let typed = '';
  return {
    /** A command ran that opens something to type in. */
    opens(at: number): void {
      until = at + PATIENCE_MS;
      typed = '';
    },
    /** The page has drawn, and no place to type has the focus yet. */
    near(at: number): void {
      until = Math.min(until, at + NEAR_MS);
    },
    /** Nothing opens after all, or the person went elsewhere. */
    drops(): void {
      until = Number.NEGATIVE_INFINITY;
    },
    /** Whether the key was kept, so that nobody else may have it. An Enter is: it was meant for what is opening, and waits for nobody. */
    keeps(key: string, at: number): boolean {
      if (at >= until) return false;
      if (key === 'Enter') return true;
      if (key === 'Escape') this.drops();
      if ([...key].length !== 1) return false;
      typed += key;
      return true;
    },
    /** What was opened has the focus: answers the keys that are its. */
    arrived(at: number): string {
      const kept = at < until ? typed : '';
      this.drops();
      return kept;
    },
  };
}
