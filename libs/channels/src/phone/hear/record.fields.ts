// A record as readers see it: named texts, and where each stands, whatever form it came in.
import type { Position } from '#tickets';

export interface RecordFields {
  /** '' where the record has it not. */
  text(name: string): string;
  /** Where it stands, or should. */
  place(name: string): Position;
  /** How people find it: `column 3 (start)`, `/CallStatus`. */
  called(name: string): string;
}

/** Why a record is no call that can be used. Caught where the record is read; nobody else sees it. */
export class RecordFault extends Error {
  constructor(
    /** `phone.…` */
    readonly code: string,
    message: string,
    readonly position: Position = {},
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

export const LONGEST_SHOWN = 60;

/** Text of a sender as it may stand in a sentence. */
export function shown(text: string): string {
  const plain = text.replace(/[\0-\x1f\x7f]+/g, ' ').trim();
  return JSON.stringify(plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)}…` : plain);
}

/** @throws RecordFault phone.field-missing */
export function needed(fields: RecordFields, name: string): string {
  const text = fields.text(name);
  if (text !== '') return text;
  throw new RecordFault('phone.field-missing', `${fields.called(name)} is empty or missing.`, fields.place(name));
}

/** Seconds, from `42`, `42.5`, `00:01:30` or `1:30`; null where it is empty. @throws RecordFault phone.number-unreadable */
export function seconds(fields: RecordFields, name: string): number | null {
  const text = fields.text(name);
  if (text === '') return null;
  const clock = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,]\d+)?$/.exec(text);
  const value = clock
    ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
    : /^\d{1,9}(\.\d+)?$/.test(text)
      ? Math.round(Number(text))
      : null;
  if (value !== null) return value;
  const detail = `${fields.called(name)} is ${shown(text)}, and no number of seconds.`;
  throw new RecordFault('phone.number-unreadable', detail, fields.place(name));
}
