// How far a mailbox was taken. Stored with the mail in one transaction; a cursor never passes a UID that is not stored (I13).

export interface ImapCursor {
  /** The folder that the UIDs belong to. Another folder or account starts anew. */
  place: string;
  /** RFC 3501, section 2.3.1.1; a decimal text, because a server may exceed 32 bits. */
  uidValidity: string;
  /** Every mail up to this UID is stored, or was confirmed gone. */
  lastUid: number;
  /** Up to this UID, `\Seen` or the move is known to be done; a crash in between repeats only the rest. */
  settledUid: number;
}

/** The cursor for the folder as it is now: the stored one where it still fits, else a fresh start over the whole folder. */
export function cursorFor(stored: unknown, place: string, uidValidity: string): { cursor: ImapCursor; isNew: boolean } {
  if (isCursor(stored) && stored.place === place && stored.uidValidity === uidValidity) {
    return { cursor: { ...stored, settledUid: Math.min(stored.settledUid, stored.lastUid) }, isNew: false };
  }
  return { cursor: { place, uidValidity, lastUid: 0, settledUid: 0 }, isNew: true };
}

function isCursor(value: unknown): value is ImapCursor {
  if (typeof value !== 'object' || value === null) return false;
  const { place, uidValidity, lastUid, settledUid } = value as Partial<Record<keyof ImapCursor, unknown>>;
  return (
    typeof place === 'string' &&
    typeof uidValidity === 'string' &&
    Number.isSafeInteger(lastUid) &&
    Number.isSafeInteger(settledUid)
  );
}
