// Says things to a screen reader, politely, through one live region that the shell shows.
type Listener = (words: string) => void;

let listener: Listener | null = null;

/** A short sentence about what just happened. */
export function announce(words: string): void {
  listener?.(words);
}

export function onAnnounce(next: Listener): () => void {
  listener = next;
  return () => {
    if (listener === next) listener = null;
  };
}
