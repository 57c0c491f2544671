// TA1 (X12.5): the answer to an interchange as such.
import type { Acknowledgement } from '../../contract/interchange.js';

/** TA104: accepted, accepted with errors, rejected. */
export type InterchangeCode = 'A' | 'E' | 'R';

export interface AnsweredInterchange {
  /** ISA13, ISA09, ISA10 as they came. */
  controlRef: string;
  date: string;
  time: string;
}

/** @param note I18, e.g. 025 for a control number that was used before */
export function interchangeBody(
  { controlRef, date, time }: AnsweredInterchange,
  code: InterchangeCode,
  note: string,
): Acknowledgement['body'] {
  // TA1 has digits in these places whatever came; what came is in the note.
  const digits = (value: string, length: number): string =>
    new RegExp(`^\\d{${length}}$`).test(value) ? value : '0'.repeat(length);
  const reference = /^\d{1,9}$/.test(controlRef) ? controlRef.padStart(9, '0') : '000000000';
  return [['TA1', reference, digits(date, 6), digits(time, 4), code, note]];
}
