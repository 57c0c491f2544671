// Whether an interchange came before. Pure; the router decides by it, and a preview says it. A control number counts for as long as was agreed with the partner.

/** The newest of its key that was taken: same standard, sender, receiver, control number and test flag. */
export interface EarlierInterchange {
  /** Null: it stands earlier in the same file, of which nothing is stored yet. */
  messageId: number | null;
  /** Hex, of its bytes. */
  sha256: string;
  receivedAt: Date;
}

export interface CameInterchange extends EarlierInterchange {
  /** ISA13 / UNB 0020. */
  controlRef: string;
}

/** `first`: it is taken. `repeated`: the same bytes again open nothing, and what was answered is sent again. `reused`: other bytes are held. */
export type Repetition<E extends EarlierInterchange = EarlierInterchange> =
  | { outcome: 'first' }
  | { outcome: 'repeated'; earlier: E; reason: 'edi.repeated-interchange'; detail: string }
  | { outcome: 'reused'; earlier: E; reason: 'edi.control-number-reused'; detail: string };

const DAY_MS = 86_400_000;

/** A message that is read again is no repetition of itself. */
export function repetitionOf<E extends EarlierInterchange>(
  came: CameInterchange,
  earlier: E | undefined,
  { duplicateWindowDays }: { duplicateWindowDays: number },
): Repetition<E> {
  if (!earlier || isItself(came, earlier)) return { outcome: 'first' };
  const age = came.receivedAt.getTime() - earlier.receivedAt.getTime();
  if (age > duplicateWindowDays * DAY_MS) return { outcome: 'first' };
  const where = earlier.messageId === null ? 'earlier in this file' : `in message ${earlier.messageId}`;
  if (earlier.sha256 === came.sha256) {
    const detail = `The same interchange came ${where}; its acknowledgement is sent again`;
    return { outcome: 'repeated', earlier, reason: 'edi.repeated-interchange', detail };
  }
  const detail = `Control number ${came.controlRef} came before with other bytes, ${where}`;
  return { outcome: 'reused', earlier, reason: 'edi.control-number-reused', detail };
}

export const isItself = (came: EarlierInterchange, earlier: EarlierInterchange): boolean =>
  came.messageId !== null && came.messageId === earlier.messageId;
