// Reads a company's document from YAML 1.2. Guarantees: only plain values (the core schema, no tags of one's own); neither a large text, nor deep nesting,
// nor aliases that multiply can exhaust the process; whatever is wrong is said with line, column and path, and nothing of the document is used then.
import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { CompanyDocument } from './company.document.js';
import { DocumentPlaces, type PlacedFault, pointerOf } from './document.place.js';

export const LARGEST_BYTES = 2_000_000;
const MOST_ALIASES = 100;
const MOST_FAULTS = 50;
const DEEPEST = 32;
// NUL cannot be stored as text, and half a surrogate pair is no character.
const UNSTORABLE = /\0|\p{Surrogate}/u;

export type ReadOutcome =
  | { outcome: 'read'; document: CompanyDocument; places: DocumentPlaces }
  | { outcome: 'faulty'; faults: PlacedFault[] };

export function readDocument(bytes: Uint8Array): ReadOutcome {
  const start = { line: 1, column: 1, pointer: '' };
  if (bytes.length > LARGEST_BYTES)
    return faulty([{ ...start, detail: `The document is larger than ${LARGEST_BYTES / 1_000_000} MB` }]);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return faulty([{ ...start, detail: 'The document is not UTF-8 text' }]);
  }
  try {
    return readText(text);
  } catch (error) {
    // The reader walks by recursion: far too deep is the one thing that it cannot say a place for.
    if (error instanceof RangeError) return faulty([{ ...start, detail: 'The document is nested too deeply' }]);
    throw error;
  }
}

function readText(text: string): ReadOutcome {
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    stringKeys: true,
    uniqueKeys: true,
    prettyErrors: false,
    // 'silent' would take the first of several documents and leave the rest unsaid.
    logLevel: 'error',
    lineCounter: lines,
  });
  const places = new DocumentPlaces(parsed, lines);
  // A tag that is not known is a warning only for the parser; its value would be read as something else than its writer meant.
  const wrong = [...parsed.errors, ...parsed.warnings];
  if (wrong.length > 0)
    return faulty(wrong.map(({ pos, message }) => ({ ...places.at(pos[0]), pointer: '', detail: wordsOf(message) })));
  const values: PlacedFault[] = [];
  visit(parsed, {
    Scalar(_, { value, range }) {
      if (typeof value === 'number' && !Number.isFinite(value))
        values.push({ ...places.at(range?.[0] ?? 0), pointer: '', detail: 'Is no number that can be kept' });
      if (typeof value === 'string' && UNSTORABLE.test(value))
        values.push({ ...places.at(range?.[0] ?? 0), pointer: '', detail: 'Contains a character that is no text' });
    },
    Alias(_, node, path) {
      const named = node.resolve(parsed);
      if (named !== undefined && path.includes(named))
        values.push({ ...places.at(node.range?.[0] ?? 0), pointer: '', detail: 'The alias stands within itself' });
    },
  });
  if (values.length > 0) return faulty(values);
  let value: unknown;
  try {
    value = parsed.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const first = { ...places.at(firstAlias(parsed)), pointer: '' };
    return faulty([{ ...first, detail: 'Aliases (*name) repeat too much' }]);
  }
  if (value === null || value === undefined) return faulty([places.fault('', 'The document is empty')]);
  const deep = tooDeep(value, []);
  if (deep) return faulty([places.fault(pointerOf(deep), 'Is nested too deeply')]);
  const checked = CompanyDocument.safeParse(value);
  if (!checked.success) return faulty(checked.error.issues.flatMap(issue => faultsOf(issue, places)));
  return { outcome: 'read', document: checked.data, places };
}

/** The parser walks by recursion, too, and says so in the words of the engine. */
const wordsOf = (message: string): string => (/call stack/.test(message) ? 'Is nested too deeply' : message);

/** The first path that is too long, aliases followed; null where there is none. */
function tooDeep(value: unknown, path: string[]): string[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= DEEPEST) return path;
  for (const [key, item] of Object.entries(value)) {
    const found = tooDeep(item, [...path, key]);
    if (found) return found;
  }
  return null;
}

function firstAlias(parsed: ReturnType<typeof parseDocument>): number {
  let offset = 0;
  visit(parsed, {
    Alias(_, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Unknown keys stand each at its own place: the issue names only what holds them. */
function faultsOf(issue: z.core.$ZodIssue, places: DocumentPlaces): PlacedFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => places.fault(pointerOf([...issue.path, key]), `There is no "${key}" here`));
  if (issue.code === 'invalid_key' && issue.issues[0])
    return [places.fault(pointerOf(issue.path), `The key ${issue.issues[0].message}`)];
  return [places.fault(pointerOf(issue.path), issue.message)];
}

const faulty = (faults: PlacedFault[]): ReadOutcome => ({
  outcome: 'faulty',
  faults: faults.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST_FAULTS),
});
