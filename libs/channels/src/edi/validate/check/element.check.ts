// The elements of one segment: there or not, length, characters, codes, how they depend on each other. Guarantee: each element is read once; what is
// wrong is said of the element and component where it stands.
import type { TradeStandard } from '#tickets';
import type { FindingCode } from '../../envelope/finding.js';
import type { Segment } from '../../syntax/segment/segment.js';
import type { CompositeRule, ElementRule, Relation, SegmentRule, Slot } from '../table/rule.js';
import type { FaultList } from './fault.list.js';
import { momentFault } from './moment.check.js';
import { faultOf, mayBeThousands } from './value.check.js';

/** Where a fault is looked for. */
interface Where {
  standard: TradeStandard;
  segment: Segment;
  loop: string | null;
  faults: FaultList;
}

const isBlank = (value: string): boolean => value === '' || (value.charCodeAt(0) === 0x20 && value.trim() === '');

export function checkX12Segment(rule: SegmentRule, segment: Segment, loop: string | null, faults: FaultList): void {
  const where: Where = { standard: 'x12', segment, loop, faults };
  const { slots } = rule;
  const count = Math.max(segment.length, slots.length);
  let present = 0;
  for (let element = 1; element <= count; element++) {
    const slot = slots[element - 1];
    const value = element <= segment.length ? segment.value(element) : '';
    if (isBlank(value)) {
      if (slot?.mandatory) missing(where, slot, element);
      continue;
    }
    if (element < 31) present |= 1 << element;
    if (!slot) {
      if (!rule.open) return void tooMany(where, element, undefined);
      return checkRelations(where, rule, present);
    }
    if (slot.element) checkValue(where, slot.element, value, element, undefined);
    else checkComposite(where, slot.composite!, element, segment.components(element), slot.mandatory);
  }
  if (rule.relations.length > 0) checkRelations(where, rule, present);
}

export function checkEdifactSegment(rule: SegmentRule, segment: Segment, loop: string | null, faults: FaultList): void {
  const where: Where = { standard: 'edifact', segment, loop, faults };
  const { slots } = rule;
  const count = Math.max(segment.length, slots.length);
  for (let element = 1; element <= count; element++) {
    const slot = slots[element - 1];
    const components = element <= segment.length ? segment.components(element) : 0;
    if (components === 0) {
      if (slot?.mandatory) missing(where, slot, element);
      continue;
    }
    if (!slot) {
      if (!rule.open) tooMany(where, element, undefined);
      return;
    }
    if (slot.composite) {
      checkComposite(where, slot.composite, element, components, slot.mandatory);
      continue;
    }
    const value = segment.value(element);
    if (!isBlank(value)) checkValue(where, slot.element!, value, element, undefined);
    else if (slot.mandatory) missing(where, slot, element);
    if (components > 1 && anyFrom(segment, element, 2, components)) tooMany(where, element, 2);
  }
  if (segment.tag === 'DTM') {
    const code = momentFault(segment.value(1, 2), segment.value(1, 3));
    if (code) fault(where, code, `is not in the format ${segment.value(1, 3)}`, 1, 2, '2380');
  }
}

/** @param count of components that are there */
function checkComposite(where: Where, rule: CompositeRule, element: number, count: number, mandatory: boolean): void {
  const { segment } = where;
  const { slots } = rule;
  let present = 0;
  for (let component = 1; component <= Math.max(count, slots.length); component++) {
    const slot = slots[component - 1];
    const value = component <= count ? segment.value(element, component) : '';
    if (isBlank(value)) {
      // What a composite must hold matters once it holds anything.
      if (slot?.mandatory && (mandatory || anyFrom(segment, element, 1, count)))
        missing(where, slot, element, component);
      continue;
    }
    present |= 1 << component;
    if (!slot) {
      if (!rule.open) tooMany(where, element, component);
      return;
    }
    checkValue(where, slot.element!, value, element, component);
  }
  for (const { kind, places } of rule.relations) {
    const broken = brokenPlace(kind, places, present);
    if (broken === 0) continue;
    const code = kind === 'E' ? 'element.exclusion' : 'element.conditional';
    fault(where, code, relationWords(kind, places), element, broken, slots[broken - 1]?.element?.number);
  }
  if (segment.repetitions(element) > 1) tooMany(where, element, undefined);
}

const anyFrom = (segment: Segment, element: number, from: number, to: number): boolean => {
  for (let component = from; component <= to; component++) if (segment.value(element, component) !== '') return true;
  return false;
};

function checkRelations(where: Where, { relations, slots }: SegmentRule, present: number): void {
  for (const { kind, places } of relations) {
    const broken = brokenPlace(kind, places, present);
    if (broken === 0) continue;
    const code = kind === 'E' ? 'element.exclusion' : 'element.conditional';
    fault(where, code, relationWords(kind, places), broken, undefined, numberOf(slots[broken - 1]));
  }
}

/** The element at fault; 0 where the relation holds. X12.6 section 3.7. */
function brokenPlace(kind: Relation['kind'], places: readonly number[], present: number): number {
  const has = (place: number): boolean => (present & (1 << place)) !== 0;
  switch (kind) {
    case 'P':
      return places.some(has) ? (places.find(place => !has(place)) ?? 0) : 0;
    case 'R':
      return places.some(has) ? 0 : places[0]!;
    case 'E':
      return places.filter(has)[1] ?? 0;
    case 'C':
      return has(places[0]!) ? (places.slice(1).find(place => !has(place)) ?? 0) : 0;
    case 'L':
      return has(places[0]!) && !places.slice(1).some(has) ? places[1]! : 0;
  }
}

function relationWords(kind: Relation['kind'], places: readonly number[]): string {
  const list = places.join(', ');
  switch (kind) {
    case 'P':
      return `is missing: of the elements ${list} all or none must stand`;
    case 'R':
      return `is missing: of the elements ${list} one must stand`;
    case 'E':
      return `may not stand: of the elements ${list} only one may`;
    case 'C':
      return `is missing: element ${places[0]} asks for ${places.slice(1).join(', ')}`;
    case 'L':
      return `is missing: element ${places[0]} asks for one of ${places.slice(1).join(', ')}`;
  }
}

const numberOf = (slot: Slot | undefined): string | undefined => slot?.element?.number ?? slot?.composite?.tag;

function checkValue(where: Where, rule: ElementRule, value: string, element: number, component?: number): void {
  const code = faultOf(value, rule);
  if (code) fault(where, code, WORDS[code]?.(rule) ?? 'is wrong', element, component, rule.number);
  else if (rule.type === 'decimal' && where.standard === 'x12' && mayBeThousands(value)) {
    const what = 'may be thousands or a fraction: X12 writes a point, and no other mark';
    fault(where, 'element.bad-number', what, element, component, rule.number);
  }
}

const WORDS: Partial<Record<FindingCode, (rule: ElementRule) => string>> = {
  'element.too-short': ({ min }) => `is shorter than ${min}`,
  'element.too-long': ({ max }) => `is longer than ${max}`,
  'element.bad-character': () => 'holds a character that may not stand there',
  'element.bad-code': ({ number }) => `is no code of ${number}`,
  'element.bad-date': () => 'is no date',
  'element.bad-time': () => 'is no time',
  'element.bad-number': ({ type }) => `is no ${type === 'whole' ? 'whole ' : ''}number`,
};

const missing = (where: Where, slot: Slot, element: number, component?: number): void =>
  fault(where, 'element.missing', 'is missing', element, component, numberOf(slot));

const tooMany = (where: Where, element: number, component: number | undefined): void =>
  fault(where, 'element.too-many', 'stands where nothing may stand any more', element, component);

function fault(
  { segment, loop, faults }: Where,
  code: FindingCode,
  what: string,
  element: number,
  component?: number,
  dataElement?: string,
): void {
  faults.add({
    ...{ code, what, segment, loop, element },
    ...(component === undefined ? {} : { component }),
    ...(dataElement === undefined ? {} : { dataElement }),
  });
}
