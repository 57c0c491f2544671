// How an interchange begins, and which delimiters it says it has.
import type { Delimiters } from '../segment/segment.js';

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

const isLetterOrDigit = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** Whether it can be a delimiter: any byte that is no letter and no digit. */
export function canDelimit(text: string | undefined): text is string {
  if (text === undefined || text === '') return false;
  for (let at = 0; at < text.length; at++) if (isLetterOrDigit(text.charCodeAt(at))) return false;
  return true;
}

/** Whether one character has two roles. */
export const isShared = (delimiters: readonly string[]): boolean =>
  delimiters.some((one, at) => delimiters.indexOf(one) !== at);
