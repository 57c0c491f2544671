// What each source of calls says about its own records. A new source is one file that exports a CallSource, and one line in call.sources.ts.
import type { CallDirection } from '#tickets';
import type { NumberTest } from '../number/own.numbers.js';
import type { PhoneSettings } from '../phone.settings.js';
import type { Span } from '../time/call.span.js';
import type { RecordFields } from './record.fields.js';

/** A channel's settings, made ready for many records. */
export interface Listener {
  settings: PhoneSettings;
  isExtension: NumberTest;
  isOurNumber: NumberTest;
  isPilot: NumberTest;
}

/** One end of a call, as the source writes it. */
export interface HeardEnd {
  text: string;
  name: string;
  /** What the source knows for sure, e.g. by the line that it came over; undefined: the number tells. */
  isOurs?: boolean | undefined;
}

/** `nobody`: it rang, or a machine picked up; `busy` and `failed` where the source says so. */
export type Reached = 'person' | 'voicemail' | 'nobody' | 'busy' | 'failed';

/** What a record says, before it is decided who of the two is outside. */
export interface HeardCall {
  from: HeardEnd;
  to: HeardEnd;
  /** The source's own word. `sure`: it counts more than the numbers; else only where these say nothing. */
  direction?: { is: CallDirection; sure: boolean } | undefined;
  reached: Reached;
  span: Span;
  talkSeconds: number;
  /** Whoever of us spoke or was rung; '' where it was nobody; undefined: the record does not say, and a number of ours will do. */
  agent: string | undefined;
  ourNumber?: string | undefined;
  voicemail?: { seconds: number | null; url: string | null } | undefined;
  why: string[];
}

export interface RecordKeys {
  /** Of this record, the same whenever it is read again; null: it has none, and its bytes will do. */
  record: string | null;
  /** Of the call that it belongs to; null: it is a call by itself. */
  call: string | null;
}

export interface CallSource {
  /** @throws RecordFault only where the mapping does not fit the file */
  keys(fields: RecordFields): RecordKeys;
  /** A rule where the record is deliberately passed over. @throws RecordFault */
  hear(fields: RecordFields, listener: Listener, receivedAt: number | null): HeardCall | { rule: string };
}
