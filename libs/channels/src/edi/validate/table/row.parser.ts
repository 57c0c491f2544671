// The tables are written as text, one row for a thing; this reads them. Guarantee: a row that names something that is not in the tables throws when the
// table is first used, so that no typing error passes a test.
import type { CompositeRule, ElementRule, Relation, Slot, ValueType } from './rule.js';

/** Rows without blanks around them; `#` begins a remark. */
export function rowsOf(text: string): string[] {
  return text
    .split('\n')
    .map(row => row.replace(/#.*/, '').trimEnd())
    .filter(row => row.trim() !== '');
}

/** Rows two blanks further in, as what a loop holds. */
export const inside = (rows: string): string => rows.replaceAll('\n', '\n  ');

const X12_TYPES: Record<string, ValueType> = { AN: 'text', ID: 'text', R: 'decimal', DT: 'date', TM: 'time' };
const EDIFACT_TYPES: Record<string, ValueType> = { a: 'letters', an: 'text', n: 'decimal' };

/**
 * `127 AN 1 30 >004020:50` or `1004 an..35 >1997A:70`: number, type, length, and from which version on it may be longer, or (`>004010:8..8`) has another length. Codes stand behind `=`, also
 * as `01..48`.
 * @param version comparable as text, see version.reader.ts
 */
export function readElement(row: string, version: string): ElementRule {
  const [shape = '', codes] = row.split(' =');
  const [number = '', type = '', ...rest] = shape.trim().split(/\s+/);
  const growth = rest.filter(word => word.startsWith('>')).map(word => word.slice(1).split(':'));
  const grown = growth.filter(([since]) => version >= since!).at(-1)?.[1];
  const edifact = /^(an|a|n)(\.\.)?(\d+)$/.exec(type);
  const known = edifact ? EDIFACT_TYPES[edifact[1]!] : (X12_TYPES[type] ?? (/^N\d$/.test(type) ? 'whole' : undefined));
  if (!known) throw new Error(`No type of an element: ${row}`);
  const [least, most = least] = (grown ?? (edifact ? edifact[3] : rest[1]) ?? '').split('..');
  const min =
    most !== least || grown?.includes('..')
      ? Number(least)
      : edifact
        ? edifact[2]
          ? 1
          : Number(least)
        : Number(rest[0]);
  const max = Number(most);
  if (!(min > 0 && max >= min)) throw new Error(`No length of an element: ${row}`);
  return {
    number,
    type: known,
    min,
    max,
    codes: codes === undefined ? null : new Set(codes.trim().split(/\s+/).flatMap(range)),
  };
}

function range(word: string): string[] {
  const [first = '', last] = word.split('..');
  if (last === undefined) return [first];
  const codes: string[] = [];
  for (let code = Number(first); code <= Number(last); code++) codes.push(String(code).padStart(first.length, '0'));
  return codes;
}

export interface Dictionary {
  element(number: string): ElementRule;
  composite(tag: string): CompositeRule | null;
}

/**
 * `PO1 350 330 355 (235 234)10 ; C0302 P04..13`: tag, its elements, relations. M: mandatory. (…)10: ten times. `...`: more may follow. P04..13: pairs
 * from 4 to 13.
 */
export function readSegment(row: string, dictionary: Dictionary): CompositeRule {
  const [shape = '', notes = ''] = row.split(';');
  const [tag = '', ...words] = unfolded(shape).trim().split(/\s+/);
  const open = words.at(-1) === '...';
  if (open) words.pop();
  return {
    tag,
    slots: words.map(word => slotOf(word, dictionary)),
    open,
    relations: notes.split(' ').flatMap(relationsOf),
  };
}

const unfolded = (shape: string): string =>
  shape.replace(/\(([^)]*)\)(\d+)/g, (_, words: string, times: string) => `${words} `.repeat(Number(times)));

function slotOf(word: string, dictionary: Dictionary): Slot {
  const mandatory = word.startsWith('M');
  const name = mandatory ? word.slice(1) : word;
  const composite = dictionary.composite(name);
  return { mandatory, composite, element: composite ? null : dictionary.element(name) };
}

function relationsOf(word: string): Relation[] {
  if (word === '') return [];
  const pairs = /^P(\d\d)\.\.(\d\d)$/.exec(word);
  if (pairs) {
    const found: Relation[] = [];
    for (let at = Number(pairs[1]); at < Number(pairs[2]); at += 2) found.push({ kind: 'P', places: [at, at + 1] });
    return found;
  }
  if (!/^[PRECL](\d\d){2,}$/.test(word)) throw new Error(`No relation: ${word}`);
  return [{ kind: word[0] as Relation['kind'], places: word.slice(1).match(/\d\d/g)!.map(Number) }];
}
