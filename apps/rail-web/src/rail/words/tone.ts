// How yellow a slip is: six steps from paper to amber as its working time runs down; late adds the red edge. Pure.

export type Tone = { step: 0 | 1 | 2 | 3 | 4 | 5; urgency: 'none' | 'fresh' | 'soon' | 'late' };

/** `minutesLeft` and `minutesAllowed` in working minutes. Done tickets (null) are plain paper. */
export function toneOf(minutesLeft: number | null, minutesAllowed: number): Tone {
  if (minutesLeft === null) return { step: 0, urgency: 'none' };
  if (minutesLeft < 0) return { step: 5, urgency: 'late' };
  const used = minutesAllowed > 0 ? 1 - minutesLeft / minutesAllowed : 1;
  const step = Math.min(5, Math.max(0, Math.floor(used * 6))) as Tone['step'];
  return { step, urgency: step >= 4 ? 'soon' : 'fresh' };
}
