// What the ledger keeps beside the bytes of a record, and the envelope around both. Small and JSON-safe.
import type { Envelope } from '#channels/contract';
import type { FileRecord } from './csv/call.file.js';
import { SEPARATORS } from './csv/dialect.js';
import { RECORD_LIMIT } from './csv/record.splitter.js';
import { keysOfRecord, type RecordFacts } from './hear/record.reader.js';
import type { PhoneSettings } from './phone.settings.js';

export interface Origin {
  channelId: number;
  settings: PhoneSettings;
  receivedAt: Date;
}

/** Names of columns that are kept with each row; a header of more is no header of calls. */
const LONGEST_HEADER = 16 * 1024;

export function rowEnvelope(record: FileRecord, file: string, origin: Origin): Envelope {
  const columns = record.columns && JSON.stringify(record.columns).length <= LONGEST_HEADER ? record.columns : null;
  const facts: RecordFacts = { width: record.width, separator: record.separator, columns, line: record.line };
  const oversize =
    record.declaredBytes === undefined
      ? {}
      : { oversize: { declaredBytes: record.declaredBytes, limitBytes: RECORD_LIMIT } };
  const transport = { via: 'log', file, byteStart: record.byteStart, ...facts };
  return { ...envelopeOf(record.bytes, facts, origin), transport, ...oversize };
}

export function postEnvelope(raw: Buffer, facts: RecordFacts, origin: Origin, more: Record<string, unknown>): Envelope {
  return { ...envelopeOf(raw, facts, origin), transport: { via: 'http', ...facts, ...more } };
}

/** The identity is the source's own key, else the hash of the bytes: nothing that depends on where a record stands. */
function envelopeOf(
  raw: Buffer,
  facts: RecordFacts,
  { channelId, settings, receivedAt }: Origin,
): Omit<Envelope, 'transport'> {
  const { record, call } = keysOfRecord(raw, facts, settings);
  const conversationKey = JSON.stringify(['phone', channelId, call]);
  return { channelId, sourceIdentity: `phone\n${settings.source}\n${record}`, raw, receivedAt, conversationKey };
}

/** As it was kept; what is of another shape is left out. */
export function factsIn(transport: Record<string, unknown>): RecordFacts {
  const { width, separator, columns, line, contentType, receivedAt } = transport;
  const isNames = Array.isArray(columns) && columns.every(name => typeof name === 'string');
  return {
    width: width === 'utf-16le' || width === 'utf-16be' ? width : '8-bit',
    separator: SEPARATORS.find(one => one === separator),
    columns: isNames ? columns : null,
    line: Number.isSafeInteger(line) ? Number(line) : undefined,
    contentType: typeof contentType === 'string' ? contentType : undefined,
    receivedAt: typeof receivedAt === 'string' ? receivedAt : undefined,
  };
}
