// Names made from titles, hours from minutes, and what is wrong with rows before they can be sent. Pure.
import { type Fault, readNumber } from '../../form/field.shape.js';
import { type FieldRow, isNumeric, isWritten } from './field-row.js';

const plain = (title: string): string[] =>
  title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** `Flow rate` → `flowRate`; '' while it would not begin with a letter. */
export function nameFrom(title: string): string {
  const name = plain(title)
    .map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
    .slice(0, 60);
  return /^[a-z]/.test(name) ? name : '';
}

/** `Order entered` → `order-entered`. */
export function codeFrom(title: string): string {
  const code = plain(title).join('-').slice(0, 60);
  return /^[a-z]/.test(code) ? code : '';
}

/** Minutes as hours, as they are typed: `240` → `4`, `20` → `0.3333`. */
export const hoursOf = (minutes: number): string => String(Math.round((minutes / 60) * 10_000) / 10_000);

/** Whole minutes; null where it is no positive number of hours, or more than a year. */
export function minutesOf(hours: string): number | null {
  const value = readNumber(hours);
  if (typeof value !== 'number') return null;
  const minutes = Math.round(value * 60);
  return minutes >= 1 && minutes <= 525_600 ? minutes : null;
}

export const HOURS_FAULT = 'Say it in working hours, like 4 or 0.5.';

/** A row of a list whose entries have a code and a title. `endings`: as typed, `pdf, step`. */
export type KeyedRow = { key: string; title: string; required: boolean; endings: string; fresh: boolean };
export const newKeyed = (): KeyedRow => ({ key: '', title: '', required: false, endings: '', fresh: true });

/** @param part what the code is called in the pointer */
export const keyedFaults = (rows: readonly KeyedRow[], pointer: string, part: 'key' | 'code'): Fault[] =>
  rows.flatMap((row, i) => [
    ...(row.title.trim() === '' ? [{ pointer: `${pointer}/${i}/title`, detail: 'The title is missing.' }] : []),
    ...(row.key === ''
      ? [{ pointer: `${pointer}/${i}/${part}`, detail: 'The code is missing.' }]
      : /^[a-z][a-z0-9-]{0,60}$/.test(row.key)
        ? []
        : [
            {
              pointer: `${pointer}/${i}/${part}`,
              detail: 'A code is small letters, digits and dashes, and begins with a letter.',
            },
          ]),
  ]);

export const endingsOf = (typed: string): string[] =>
  typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .map(ending => ending.replace(/^\./, ''))
    .filter(Boolean);

/** What a schema cannot say: a name that is missing or there twice, a limit that is no number. Pointers are the server's. */
export function rowFaults(rows: readonly FieldRow[], pointer: string): Fault[] {
  const names = rows.map(row => row.name);
  return rows.flatMap((row, i) => {
    const at = `${pointer}/properties/${row.name}`;
    const bad = (words: string): boolean => words.trim() !== '' && typeof readNumber(words) !== 'number';
    const faults: Fault[] = [];
    if (row.name === '') faults.push({ pointer: at, detail: 'The field needs a name.' });
    else if (names.indexOf(row.name) < i) faults.push({ pointer: at, detail: `“${row.name}” is there twice.` });
    if (isNumeric(row.type) && bad(row.minimum)) faults.push({ pointer: `${at}/minimum`, detail: 'Is no number.' });
    if (isNumeric(row.type) && bad(row.maximum)) faults.push({ pointer: `${at}/maximum`, detail: 'Is no number.' });
    if (isWritten(row.type) && row.longest.trim() !== '' && !/^[1-9]\d{0,5}$/.test(row.longest.trim()))
      faults.push({ pointer: `${at}/maxLength`, detail: 'Is no number of characters.' });
    const values = row.choices.map(choice => choice.value);
    if (row.type === 'choice' && (values.length === 0 || values.includes('')))
      faults.push({ pointer: `${at}/enum`, detail: 'A choice is empty.' });
    else if (new Set(values).size < values.length)
      faults.push({ pointer: `${at}/enum`, detail: 'A choice is there twice.' });
    return faults;
  });
}

/** What is wrong at a place, and below it. */
export const faultsAt = (faults: readonly Fault[], pointer: string): string[] =>
  faults
    .filter(fault => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
    .map(fault => fault.detail);
export const faultAt = (faults: readonly Fault[], pointer: string): string | undefined => faultsAt(faults, pointer)[0];
