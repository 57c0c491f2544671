// How an interchange begins, and which delimiters it says it has.
import type { Delimiters } from './segment.js';

export interface Opening {
  standard: 'x12' | 'edifact';
  /** First byte of ISA or UNB. */
  header: number;
  /** X12: the byte after ISA's terminator. ISA holds blanks and its own delimiters as values: it is never cut like other segments. */
  headerEnd: number;
  delimiters: Delimiters;
  /** One plain sentence; null where the header is as the standards have it. */
  problem: string | null;
  /** `length`: all that is needed is there, in another width. `invalid`: the delimiters are a guess. */
  severity: 'none' | 'length' | 'invalid';
}

const LETTER_OR_DIGIT = /[A-Za-z0-9]/;

/** Whether it can be a delimiter: any byte that is no letter and no digit. */
export const canDelimit = (text: string | undefined): text is string =>
  text !== undefined && text !== '' && !LETTER_OR_DIGIT.test(text);
