// Which segment of a document a byte stands in. Pure.

/** Index in a list that rises by `byte`; -1 for a byte before the first. A byte between two segments belongs to the one before it. */
export function segmentAt(segments: readonly { byte: number }[], byte: number): number {
  let from = 0;
  let to = segments.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (segments[middle]!.byte <= byte) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
