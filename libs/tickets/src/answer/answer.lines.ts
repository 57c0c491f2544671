// The lines of an answer, each as what it is: a command, something under a label of the form, or not understood. Pure.
import { type AnswerForm, type AnswerStep, COMMANDS, type FormField, keyOf, LABELS } from './answer.form.js';

/** `text`: as it was written, for naming it. `value`: what stands behind the colon, with the lines that go on with it. */
export type ReadLine = { text: string; value: string } & (
  | { is: 'command'; step: AnswerStep }
  | { is: 'words' | 'fields' | 'ticked' | 'unknown' }
  | { is: 'place' | 'result'; field: FormField }
);

/** Marks of a list in front of a line, and of emphasis around it. */
const BULLET = /^(?:(?:[-*•·–—]|\d{1,2}[.)])\s+)+/;
const EMPHASIS = /^([*_]{1,2})([^*_]+)\1(:?)/;
/** A line of the form that was left as it was printed, name and all. */
const UNFILLED = /^<[^<>]*>(?: ?: ?<[^<>]*>)?$/;

/** Empty lines are left out. @param own see ownLines() */
export function readLines(own: readonly string[], form: AnswerForm): ReadLine[] {
  const lines: ReadLine[] = [];
  const step = stepAmong(own);
  for (const raw of own) {
    const text = plainLine(raw);
    if (text === '' || UNFILLED.test(text)) continue;
    const line = commandOf(text) ?? labelOf(text, form, step);
    const last = lines.at(-1);
    // Words that a mail program has wrapped, or that somebody wrote on several lines.
    if (!line && last && goesOn(last)) last.value = `${last.value}\n${raw}`.trim();
    else lines.push(line ?? { is: 'unknown', text, value: text });
  }
  return lines;
}

const plainLine = (raw: string): string =>
  raw
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim()
    .replace(BULLET, '')
    .replace(EMPHASIS, '$2$3')
    .trim();

function stepAmong(own: readonly string[]): AnswerStep | null {
  for (const raw of own) {
    const command = commandOf(plainLine(raw));
    if (command?.is === 'command') return command.step;
  }
  return null;
}

/** The word alone on its line, or with something behind a colon. In a sentence it is no command. */
function commandOf(text: string): ReadLine | null {
  const colon = text.search(/[:：]/);
  const word = keyOf(colon < 0 ? text.replace(/[.!]+$/, '') : text.slice(0, colon));
  const value = colon < 0 ? '' : text.slice(colon + 1).trim();
  for (const [step, words] of Object.entries(COMMANDS) as [AnswerStep, readonly string[]][])
    if (words.includes(word)) return { is: 'command', step, text, value };
  return null;
}

/** The longest name that stands in front of a colon: a title may have a colon of its own. */
function labelOf(text: string, form: AnswerForm, step: AnswerStep | null): ReadLine | null {
  const lower = text.toLowerCase();
  const valueAfter = (name: string): string | null => {
    const behind = lower.startsWith(name) ? text.slice(name.length).trimStart() : '';
    return /^[:：]/.test(behind) ? behind.slice(1).trim() : null;
  };
  for (const [is, names] of Object.entries(LABELS) as [keyof typeof LABELS, readonly string[]][])
    for (const name of names) {
      const value = valueAfter(name);
      if (value !== null) return { is, text, value };
    }
  // "Tolerance: …" is a field at fault in a return, and one of the result in a completion.
  const sides = step === 'return' ? (['place', 'result'] as const) : (['result', 'place'] as const);
  for (const is of sides) {
    const fields = is === 'place' ? form.places : form.result;
    const found = fields
      .flatMap(field => field.names.map(name => ({ field, name, value: valueAfter(name) })))
      .filter(one => one.value !== null)
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (found) return { is, field: found.field, text, value: found.value ?? '' };
  }
  return null;
}

function goesOn(line: ReadLine): boolean {
  if (line.is === 'words' || line.is === 'place') return line.value !== '';
  if (line.is === 'command') return line.step === 'cancel' && line.value !== '';
  return line.is === 'result' && line.field.schema['x-wide'] === true;
}
