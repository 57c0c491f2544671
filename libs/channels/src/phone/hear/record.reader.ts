// A record's bytes to what it says. Guarantees: pure, never throws for any bytes; what cannot be used has a named reason and its place.
import { createHash } from 'node:crypto';
import type { CallFacts, Position } from '#tickets';
import { decodeText, type Separator, type Width } from '../csv/dialect.js';
import { parseRow } from '../csv/field.parser.js';
import { type PhoneSettings, readsFiles } from '../phone.settings.js';
import { postedDocument } from '../post/posted.document.js';
import { callFacts } from './call.facts.js';
import type { Listener, RecordKeys } from './call.source.js';
import { CALL_SOURCES, formFields, jsonFields, rowFields } from './call.sources.js';
import { RecordFault, type RecordFields } from './record.fields.js';

/** What the transport knows of a record: of a row how its file is written, of a post what it was sent as. */
export interface RecordFacts {
  width?: Width | undefined;
  separator?: Separator | undefined;
  columns?: readonly string[] | null | undefined;
  /** In the file, or among the posts of a file. */
  line?: number | undefined;
  contentType?: string | undefined;
  /** ISO 8601. */
  receivedAt?: string | undefined;
}

export type ReadRecord =
  | { outcome: 'call'; call: CallFacts; rules: string[] }
  | { outcome: 'passed-over'; rule: string }
  | { outcome: 'faulty'; reason: string; detail: string; position: Position };

export function readRecord(raw: Uint8Array, facts: RecordFacts, listener: Listener): ReadRecord {
  const { settings } = listener;
  try {
    const fields = fieldsOf(raw, facts, settings);
    const source = CALL_SOURCES[settings.source];
    const receivedAt = facts.receivedAt === undefined ? Number.NaN : Date.parse(facts.receivedAt);
    const heard = source.hear(fields, listener, Number.isNaN(receivedAt) ? null : receivedAt);
    if ('rule' in heard) return { outcome: 'passed-over', rule: heard.rule };
    const keys = source.keys(fields);
    const call = callFacts(heard, keys.call ?? keys.record ?? hashOf(raw), listener);
    if (settings.since !== undefined && heard.span.startedAt < Date.parse(settings.since))
      return { outcome: 'passed-over', rule: 'phone.before-since' };
    return { outcome: 'call', call, rules: heard.span.rules };
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error;
    return { outcome: 'faulty', reason: error.code, detail: error.message, position: error.position };
  }
}

/** What two envelopes of one record, and of one call, have in common. Where the record cannot be read, its bytes are its key. */
export function keysOfRecord(
  raw: Uint8Array,
  facts: RecordFacts,
  settings: PhoneSettings,
): { record: string; call: string } {
  const { record, call } = foundKeys(raw, facts, settings);
  const own = record ?? hashOf(raw);
  return { record: own, call: call ?? own };
}

/** As the record itself says them. */
export function foundKeys(raw: Uint8Array, facts: RecordFacts, settings: PhoneSettings): RecordKeys {
  try {
    return CALL_SOURCES[settings.source].keys(fieldsOf(raw, facts, settings));
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error;
    return { record: null, call: null };
  }
}

/** @throws RecordFault */
export function fieldsOf(raw: Uint8Array, facts: RecordFacts, settings: PhoneSettings): RecordFields {
  if (!readsFiles(settings.source)) {
    const document = postedDocument(raw, facts, settings.source);
    return document instanceof URLSearchParams
      ? formFields(document, facts.line)
      : jsonFields(settings, document, facts.line);
  }
  const text = decodeText(raw, facts.width ?? '8-bit', settings.encoding);
  const { line } = facts;
  const place = line === undefined ? {} : { row: line };
  if (text.trim() === '') throw new RecordFault('phone.empty', 'There is nothing in this row.', place);
  const { values, openColumn } = parseRow(text, facts.separator ?? settings.separator ?? ',');
  if (openColumn !== null)
    throw new RecordFault('phone.quote-open', `Column ${openColumn} opens a quote that nobody closes.`, {
      ...place,
      column: openColumn,
    });
  return rowFields(settings, { values, columns: facts.columns ?? null, line });
}

const hashOf = (raw: Uint8Array): string => createHash('sha256').update(raw).digest('hex');
