// What changed between two versions of a kind or a contract, in words. Pure.
import type { HandoffContract } from '../contracts/contract.js';
import { pointerTo, propertiesOf } from './fields.js';
import type { TicketKind } from './kind.js';

export interface Difference {
  /** RFC 6901, into the definition. */
  pointer: string;
  what: 'added' | 'removed' | 'changed';
  before: unknown;
  after: unknown;
  /** "Field Flow rate is required now" */
  words: string;
}

export function kindDifferences(before: TicketKind, after: TicketKind): Difference[] {
  return [
    ...valueDifference('/title', 'Title', before.title, after.title),
    ...valueDifference(
      '/toleranceMinutes',
      'Tolerance in working minutes',
      before.toleranceMinutes,
      after.toleranceMinutes,
    ),
    ...valueDifference('/business', 'Business', before.business, after.business),
    ...valueDifference('/acknowledgement', 'Acknowledgement', before.acknowledgement, after.acknowledgement),
    ...fieldDifferences('/schema', 'Field', before.schema, after.schema),
    ...listDifferences('/outcomes', 'Outcome', before.outcomes, after.outcomes, one => one.code),
    ...listDifferences('/checklist', 'Checklist item', before.checklist, after.checklist, one => one.key),
    ...listDifferences('/attachments', 'Attachment', before.attachments, after.attachments, one => one.key),
    ...setDifferences('/requiredToClose', 'needed to close', before.requiredToClose, after.requiredToClose),
  ];
}

export function contractDifferences(before: HandoffContract, after: HandoffContract): Difference[] {
  return [
    ...valueDifference('/title', 'Title', before.title, after.title),
    ...valueDifference('/fromDepartment', 'Sending department', before.fromDepartment, after.fromDepartment),
    ...valueDifference('/toDepartment', 'Receiving department', before.toDepartment, after.toDepartment),
    ...valueDifference('/kind', 'Kind of ticket', before.kind, after.kind),
    ...valueDifference('/acceptMinutes', 'Working minutes to accept', before.acceptMinutes, after.acceptMinutes),
    ...valueDifference('/finishMinutes', 'Working minutes to finish', before.finishMinutes, after.finishMinutes),
    ...valueDifference('/correctMinutes', 'Working minutes to correct', before.correctMinutes, after.correctMinutes),
    ...setDifferences('/acceptanceCriteria', 'a criterion', before.acceptanceCriteria, after.acceptanceCriteria),
    ...listDifferences(
      '/returnReasons',
      'Reason to send back',
      before.returnReasons,
      after.returnReasons,
      one => one.code,
    ),
    ...fieldDifferences('/resultSchema', 'Result', before.resultSchema, after.resultSchema),
    ...valueDifference('/prefill', 'What is filled in from the ticket', before.prefill, after.prefill),
  ];
}

/** A field may be called like something that every object answers to. */
const own = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** None or one: of two values, by content. `name`: what the words call it. */
export function valueDifference(pointer: string, name: string, before: unknown, after: unknown): Difference[] {
  if (same(before, after)) return [];
  return [{ pointer, what: 'changed', before, after, words: `${name}: ${short(before)} is ${short(after)} now` }];
}

type Schema = Readonly<Record<string, unknown>>;

function fieldDifferences(pointer: string, name: string, before: Schema, after: Schema): Difference[] {
  const [old, fresh] = [propertiesOf(before), propertiesOf(after)];
  const at = (field: string) => `${pointer}/properties${pointerTo(field)}`;
  const title = (field: string, from: typeof old) => String(from[field]?.title ?? field);
  const [neededOld, neededNew] = [requiredOf(before), requiredOf(after)];
  const found: Difference[] = [];
  for (const field of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    const [a, b] = [own(old, field), own(fresh, field)];
    if (a === undefined)
      found.push({
        pointer: at(field),
        what: 'added',
        before: null,
        after: b,
        words: `${name} ${title(field, fresh)} is new`,
      });
    else if (b === undefined)
      found.push({
        pointer: at(field),
        what: 'removed',
        before: a,
        after: null,
        words: `${name} ${title(field, old)} is gone`,
      });
    else if (!same(a, b))
      found.push({
        pointer: at(field),
        what: 'changed',
        before: a,
        after: b,
        words: `${name} ${title(field, fresh)}: ${partsOf(a, b)}`,
      });
    const [was, is] = [neededOld.includes(field), neededNew.includes(field)];
    if (was !== is && b !== undefined)
      found.push({
        pointer: `${pointer}/required`,
        what: 'changed',
        before: was,
        after: is,
        words: `${name} ${title(field, fresh)} is ${is ? 'required now' : 'no longer required'}`,
      });
  }
  const order = (of: typeof old) =>
    Object.keys(of).filter(field => Object.hasOwn(old, field) && Object.hasOwn(fresh, field));
  if (!same(order(old), order(fresh)))
    found.push({
      pointer: `${pointer}/properties`,
      what: 'changed',
      before: order(old),
      after: order(fresh),
      words: 'The fields stand in another order',
    });
  const rest = ({ properties: _, required: __, ...other }: Record<string, unknown>) => other;
  return [...found, ...valueDifference(pointer, 'The rest of the schema', rest({ ...before }), rest({ ...after }))];
}

/** The parts of a field that differ: "minimum 0 is 1 now". */
function partsOf(before: Schema, after: Schema): string {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    key => !same(before[key], after[key]),
  );
  return keys.map(key => `${key.replace(/^x-/, '')} ${short(before[key])} is ${short(after[key])} now`).join(', ');
}

const requiredOf = (schema: Schema): string[] => (Array.isArray(schema.required) ? schema.required.map(String) : []);

function listDifferences<T extends { title: string }>(
  pointer: string,
  name: string,
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
): Difference[] {
  const old = new Map(before.map(one => [keyOf(one), one]));
  const fresh = new Map(after.map(one => [keyOf(one), one]));
  const found: Difference[] = [];
  for (const [key, one] of fresh) {
    const was = old.get(key);
    if (!was)
      found.push({
        pointer: `${pointer}${pointerTo(key)}`,
        what: 'added',
        before: null,
        after: one,
        words: `${name} "${one.title}" is new`,
      });
    else if (!same(was, one))
      found.push({
        pointer: `${pointer}${pointerTo(key)}`,
        what: 'changed',
        before: was,
        after: one,
        words: `${name} "${was.title}": ${partsOf(was as unknown as Schema, one as unknown as Schema)}`,
      });
  }
  for (const [key, one] of old)
    if (!fresh.has(key))
      found.push({
        pointer: `${pointer}${pointerTo(key)}`,
        what: 'removed',
        before: one,
        after: null,
        words: `${name} "${one.title}" is gone`,
      });
  const order = (of: Map<string, T>) => [...of.keys()].filter(key => old.has(key) && fresh.has(key));
  if (!same(order(old), order(fresh)))
    found.push({
      pointer,
      what: 'changed',
      before: order(old),
      after: order(fresh),
      words: `${name}s stand in another order`,
    });
  return found;
}

function setDifferences(
  pointer: string,
  what: string,
  before: readonly string[],
  after: readonly string[],
): Difference[] {
  const added = after.filter(one => !before.includes(one));
  const removed = before.filter(one => !after.includes(one));
  return [
    ...added.map(
      (one): Difference => ({ pointer, what: 'added', before: null, after: one, words: `"${one}" is ${what} now` }),
    ),
    ...removed.map(
      (one): Difference => ({
        pointer,
        what: 'removed',
        before: one,
        after: null,
        words: `"${one}" is no longer ${what}`,
      }),
    ),
    ...(added.length + removed.length === 0 && !same(before, after)
      ? [{ pointer, what: 'changed' as const, before, after, words: `What is ${what} stands in another order` }]
      : []),
  ];
}

/** By content; the order of an object's keys does not matter (jsonb does not keep it). */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

function short(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
