// UNA and UNB: ISO/IEC 9735 section 6 and annex A. Guarantee: a service string advice holds for its own interchange only; without one the standard's
// delimiters hold.

import type { Delimiters } from '../segment/segment.js';
import type { Opening } from './opening.js';
import { canDelimit, isShared } from './opening.js';

const USUAL: Delimiters = { element: '+', component: ':', repetition: null, release: '?', terminator: "'" };
/** Level B of the first versions separates with control characters, and releases nothing. */
const LEVEL_B: Delimiters = { element: '\x1d', component: '\x1f', repetition: null, release: null, terminator: '\x1c' };
/** Blanks between UNA and UNB. */
const GAP = 64;

export function readUnb(text: string, at: number): Opening {
  if (text.startsWith('UNA', at)) return readUna(text, at);
  const separator = text[at + 3]!;
  const delimiters = separator === LEVEL_B.element ? LEVEL_B : { ...USUAL, element: separator };
  const known = separator === USUAL.element || separator === LEVEL_B.element;
  const problem = known ? whyUnusable(delimiters) : `UNB is separated by "${separator}", and no UNA says so.`;
  return opening(text, at, delimiters, problem, 'invalid');
}

function readUna(text: string, at: number): Opening {
  // The reserved blank before the terminator gets lost where somebody trimmed lines.
  const short = text.startsWith('UNB', at + 8) && !text.startsWith('UNB', at + 9);
  const advice = text.slice(at + 3, at + (short ? 8 : 9));
  const [component, element, , release] = advice;
  const terminator = advice.at(-1);
  const delimiters: Delimiters = {
    element: element ?? USUAL.element,
    component: component ?? USUAL.component,
    repetition: short || !canDelimit(advice[4]) || advice[4] === ' ' ? null : advice[4]!,
    release: release === undefined || release === ' ' ? null : release,
    terminator: terminator ?? USUAL.terminator,
  };
  const unb = afterBlanks(text, at + (short ? 8 : 9));
  if (!text.startsWith('UNB', unb)) return opening(text, unb, delimiters, 'UNA is not followed by UNB.', 'invalid');
  if (text[unb + 3] !== delimiters.element) {
    return opening(text, unb, delimiters, 'UNB is not separated as UNA says.', 'invalid');
  }
  const wrong = whyUnusable(delimiters);
  if (wrong) return opening(text, unb, delimiters, wrong, 'invalid');
  return opening(text, unb, delimiters, short ? 'UNA has five characters; the standard says six.' : null, 'length');
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (at < from + GAP && /^\s$/.test(text[at] ?? '')) at++;
  return at;
}

function whyUnusable({ element, component, release, terminator }: Delimiters): string | null {
  const all = [element, component, terminator, ...(release === null ? [] : [release])];
  const odd = all.find(delimiter => !canDelimit(delimiter));
  if (odd !== undefined) return `"${odd}" cannot be a delimiter.`;
  return isShared(all) ? 'One character is used for two kinds of delimiters.' : null;
}

function opening(
  text: string,
  header: number,
  delimiters: Delimiters,
  problem: string | null,
  severity: 'length' | 'invalid',
): Opening {
  const { element, component, release, terminator } = delimiters;
  return {
    standard: 'edifact',
    header,
    headerEnd: header,
    delimiters: { element, component, repetition: repetitionOf(text, header, delimiters), release, terminator },
    problem,
    severity: problem === null ? 'none' : severity,
  };
}

/** Elements repeat from version 4 on; before that, the place in UNA is reserved and says nothing. */
function repetitionOf(
  text: string,
  header: number,
  { component, element, repetition, release, terminator }: Delimiters,
): string | null {
  // Syntax and version stand in the first element: `UNOC:3`.
  const near = text.slice(header + 4, header + 20);
  const after = near.indexOf(component) + 1;
  const end = near.indexOf(element);
  if (after === 0 || near[after] !== '4' || (end !== -1 && end < after)) return null;
  const next = near[after + 1];
  if (next !== undefined && next !== component && next !== element) return null;
  const found = repetition ?? '*';
  return [component, element, release, terminator].includes(found) ? null : found;
}
