// What is typed and not saved yet, and who wants to leave it. Pure: it knows no page and no browser. Guarantees: nothing leaves an address that
// something unsaved stands on before it was asked for; the newest wish to leave is the one that is asked about.

export type Unsaved = {
  /** The address that it stands on, with its query. */
  here: string;
  /** Other addresses that show the same form. */
  stays?: (to: string) => boolean;
  /** Lets go of what is typed where it outlives its form. */
  drop?: () => void;
};

export type LeaveGuard = ReturnType<typeof makeLeaveGuard>;

/** A session that is over shows the sign-in, whatever is typed: nothing could be saved either. */
const isSignIn = (to: string): boolean => /^\/sign-in($|[?#])/.test(to);

export function makeLeaveGuard() {
  const held = new Set<Unsaved>();
  const watchers = new Set<() => void>();
  let wish: (() => void) | null = null;
  const ask = (next: (() => void) | null): void => {
    wish = next;
    for (const watcher of watchers) watcher();
  };
  return {
    /** @returns lets go of it: it is saved, or its form is gone */
    hold(unsaved: Unsaved): () => void {
      held.add(unsaved);
      return () => {
        held.delete(unsaved);
        if (held.size === 0 && wish) ask(null);
      };
    },
    /** What would be lost by going there; null where nothing is. */
    against(to: string): Unsaved | null {
      if (isSignIn(to)) return null;
      return [...held].find(unsaved => unsaved.here !== to && !unsaved.stays?.(to)) ?? null;
    },
    /** Goes at once where nothing is lost; otherwise when the answer is yes. */
    leave(to: string, go: () => void): void {
      if (this.against(to)) ask(go);
      else go();
    },
    /** The wish that waits for its answer. */
    asked: (): (() => void) | null => wish,
    watch(watcher: () => void): () => void {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    answer(leaves: boolean): void {
      const go = wish;
      ask(null);
      if (!leaves || !go) return;
      const lost = [...held];
      held.clear();
      for (const unsaved of lost) unsaved.drop?.();
      go();
    },
  };
}
