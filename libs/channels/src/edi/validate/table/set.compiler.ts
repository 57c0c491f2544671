// Tables to rules: once for each set and step of versions, when the first such set comes.
import type { TradeStandard } from '#tickets';
import { edifactElements } from './edifact/element.table.js';
import { edifactComposites, edifactSegments, otherEdifactTags } from './edifact/segment.table.js';
import { edifactSets } from './edifact/set.table.js';
import { type Dictionary, readElement, readSegment, rowsOf } from './row.parser.js';
import type { CompositeRule, ElementRule, LoopRule, Place, SegmentRule, SetRule } from './rule.js';
import { stepOf } from './version.reader.js';
import { x12Elements } from './x12/element.table.js';
import { otherX12Tags, x12Composites, x12Segments } from './x12/segment.table.js';
import { x12Sets } from './x12/set.table.js';

/** Of one standard, as text. */
export interface Tables {
  elements: string;
  composites: string;
  segments: string;
  sets: ReadonlyMap<string, string>;
  /** Tags that the standard has and no set here. */
  otherTags: string;
}

const TABLES: Record<TradeStandard, Tables> = {
  x12: {
    elements: x12Elements,
    composites: x12Composites,
    segments: x12Segments,
    sets: x12Sets,
    otherTags: otherX12Tags,
  },
  edifact: {
    elements: edifactElements,
    composites: edifactComposites,
    segments: edifactSegments,
    sets: edifactSets,
    otherTags: otherEdifactTags,
  },
};

const compiled = new Map<string, SetRule>();
const books = new Map<string, Book>();

/** Null: nothing is known of such a set. */
export function setRuleOf(standard: TradeStandard, type: string, version: string): SetRule | null {
  const text = TABLES[standard].sets.get(type);
  if (text === undefined) return null;
  const step = stepOf(standard, version);
  const key = `${standard} ${type} ${step}`;
  const rule = compiled.get(key) ?? compileSet(text, bookOf(standard, step));
  compiled.set(key, rule);
  return rule;
}

/** A segment outside sets, such as TA1. */
export const segmentRuleOf = (standard: TradeStandard, tag: string, version: string): SegmentRule =>
  bookOf(standard, stepOf(standard, version)).segment(tag);

/** Every set of which a table is there. */
export const knownSets = (standard: TradeStandard): string[] => [...TABLES[standard].sets.keys()];

function bookOf(standard: TradeStandard, step: string): Book {
  const key = `${standard} ${step}`;
  const book = books.get(key) ?? new Book(TABLES[standard], step);
  books.set(key, book);
  return book;
}

/** Segments, composites and elements of one step. */
class Book implements Dictionary {
  readonly tags: ReadonlySet<string>;
  private readonly elements: ReadonlyMap<string, ElementRule>;
  private readonly composites = new Map<string, CompositeRule>();
  private readonly segments = new Map<string, SegmentRule>();

  constructor(tables: Tables, step: string) {
    this.elements = new Map(
      rowsOf(tables.elements)
        .map(row => readElement(row, step))
        .map(rule => [rule.number, rule]),
    );
    for (const row of rowsOf(tables.composites)) this.keep(this.composites, row, step);
    for (const row of rowsOf(tables.segments)) this.keep(this.segments, row, step);
    this.tags = new Set([...this.segments.keys(), ...tables.otherTags.trim().split(/\s+/)]);
  }

  element(number: string): ElementRule {
    const rule = this.elements.get(number);
    if (!rule) throw new Error(`No element ${number} in the table`);
    return rule;
  }

  composite(tag: string): CompositeRule | null {
    return this.composites.get(tag) ?? null;
  }

  segment(tag: string): SegmentRule {
    const rule = this.segments.get(tag);
    if (!rule) throw new Error(`No segment ${tag} in the table`);
    return rule;
  }

  /** `DTM<004010 …` holds for older versions, and stands behind the usual row. */
  private keep(rules: Map<string, CompositeRule>, row: string, step: string): void {
    const before = /^\w+<(\w+)/.exec(row)?.[1];
    if (before !== undefined && step >= before) return;
    const rule = readSegment(row.replace(/^(\w+)<\w+/, '$1'), this);
    rules.set(rule.tag, rule);
  }
}

interface Row {
  depth: number;
  words: string[];
}

/** Rows `BEG M 1` and `@N1 O 200`, which opens a loop whose rows stand two blanks further in. `n`: as often as one likes. */
function compileSet(text: string, book: Book): SetRule {
  const rows = rowsOf(text).map(row => ({ depth: row.search(/\S/) / 2, words: row.trim().split(/\s+/) }));
  const base = rows[0]?.depth ?? 0;
  const segments = new Map<string, SegmentRule>();
  const root = compileLoop(null, rows, base, book, segments);
  return { root, segments, knows: tag => book.tags.has(tag) };
}

/** Takes its rows from the front. */
function compileLoop(
  name: string | null,
  rows: Row[],
  depth: number,
  book: Book,
  segments: Map<string, SegmentRule>,
): LoopRule {
  const places: Place[] = [];
  while (rows.length > 0 && rows[0]!.depth === depth) {
    const [tag = '', need, often] = rows.shift()!.words;
    const loop = tag.startsWith('@') ? compileLoop(tag.slice(1), rows, depth + 1, book, segments) : null;
    const own = loop?.places[0]?.tag ?? tag;
    const segment = book.segment(own);
    segments.set(own, segment);
    places.push({ tag: own, mandatory: need === 'M', max: often === 'n' ? Infinity : Number(often), loop, segment });
  }
  const byTag = new Map<string, number[]>();
  for (const [index, { tag }] of places.entries()) byTag.set(tag, [...(byTag.get(tag) ?? []), index]);
  return { name, places, byTag };
}
