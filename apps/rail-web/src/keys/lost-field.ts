// Keys meant for a text field that was taken off the page under the typing hands. Pure: the times are handed in.
// Guarantees: such keys run no command until the hands have rested for a moment; a field that the
// person left by themselves, or had not typed in, holds no key back.

/** The hands rest when no key fell for so long, in ms. */
export const REST_MS = 1_500;

export type LostField = ReturnType<typeof makeLostField>;

export function makeLostField() {
  let typing = false;
  let until = Number.NEGATIVE_INFINITY;
  return {
    /** A key fell in a text field. Enter and Escape close fields: what goes away after them was sent or put away on purpose. */
    typed(key: string): void {
      typing = key !== 'Enter' && key !== 'Escape';
    },
    /** A text field was removed from the page while it had the focus. */
    removed(at: number): void {
      if (typing) until = at + REST_MS;
    },
    /** Another text field has the focus, or the person pressed with the pointer. */
    moved(): void {
      typing = false;
      until = Number.NEGATIVE_INFINITY;
    },
    /** Whether a key that fell outside of any field was meant for the one that is gone; it keeps the time running. */
    holds(at: number): boolean {
      if (at >= until) return false;
      until = at + REST_MS;
      return true;
    },
  };
}
