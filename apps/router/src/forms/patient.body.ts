// The bytes of a body as they come, for as long as there is hope: a sender that falls silent, or takes too long in all, is given up.
import { FormFault } from './form.fault.js';

export interface Patience {
  /** Between two pieces. */
  idleMs: number;
  totalMs: number;
}

export const PATIENCE: Patience = { idleMs: 10_000, totalMs: 60_000 };

/** @throws FormFault FORM.TOO_SLOW */
export async function* patientBody(
  body: AsyncIterable<Uint8Array>,
  { idleMs, totalMs }: Patience,
): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  const end = performance.now() + totalMs;
  for (;;) {
    const piece = await within(pieces.next(), Math.min(idleMs, end - performance.now()));
    if (piece.done) return;
    yield piece.value;
  }
}

function within<T>(waiting: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new FormFault('FORM.TOO_SLOW', 'The form came too slowly, and was given up. Send it again.')),
      Math.max(0, ms),
    );
  });
  // Whichever loses is nobody's business any more.
  waiting.catch(() => undefined);
  return Promise.race([waiting, late]).finally(() => clearTimeout(timer));
}
