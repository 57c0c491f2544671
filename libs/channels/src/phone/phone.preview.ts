// `rail preview phone`: what the converter makes of phone logs, one JSON line per file, without a database. Guarantees: lines in the order of the files; each
// record as one draft, and beside them the calls that their legs make together; what is held has its line and column.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Conversion } from '#channels/contract';
import { type CallFacts, mergeCalls, type Position } from '#tickets';
import { previewDraft } from '../draft.preview.js';
import { CallFile } from './csv/call.file.js';
import { RECORD_LIMIT } from './csv/record.splitter.js';
import type { Listener } from './hear/call.source.js';
import { listenerOf } from './hear/call.sources.js';
import type { RecordFacts } from './hear/record.reader.js';
import { converted } from './phone.converter.js';
import { type PhoneSettings, phoneSettings, readsFiles } from './phone.settings.js';

export interface PreviewRecord {
  raw: Uint8Array;
  facts: RecordFacts;
  declaredBytes?: number;
}

interface PreviewLine {
  file: string;
  drafts: unknown[];
  acks: [];
  suppressed: string | null;
  quarantined: { reason: string; detail: string; position: Position }[];
  calls: CallFacts[];
  /** Records that make no ticket, by the rule that says so. */
  passedOver: Record<string, number>;
}

/** As of a channel that does not exist: what is not said is the usual. @throws Error with one line for settings that cannot be used */
export function previewSettings(given: Record<string, unknown>): PhoneSettings {
  const source = given.source ?? 'asterisk-csv';
  const files = readsFiles(source as PhoneSettings['source']) ? { files: ['/preview'] } : {};
  const ours = { extensions: ['xx', 'xxx', 'xxxx', 'xxxxx'], numbers: [] };
  const parsed = phoneSettings.safeParse({
    country: 'DE',
    timeZone: 'Europe/Berlin',
    ours,
    ...files,
    ...given,
    source,
  });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; '));
}

/** @param write  gets pieces of lines, line ends included */
export async function previewPhone(
  files: string[],
  settings: PhoneSettings,
  write: (piece: string) => void | Promise<void>,
): Promise<void> {
  const listener = listenerOf(settings);
  for (const file of files) await write(`${JSON.stringify(await previewFile(file, listener))}\n`);
}

async function previewFile(file: string, listener: Listener): Promise<PreviewLine> {
  const line: PreviewLine = {
    file,
    drafts: [],
    acks: [],
    suppressed: null,
    quarantined: [],
    calls: [],
    passedOver: {},
  };
  const calls = new Map<string, CallFacts>();
  try {
    for await (const record of recordsOf(file, listener.settings)) add(line, calls, conversionOf(record, listener));
  } catch (error) {
    // Of the file system; anything else is ours.
    if (!(error as NodeJS.ErrnoException).syscall) throw error;
    line.quarantined.push({ reason: 'file.unreadable', detail: (error as Error).message, position: {} });
  }
  line.calls = [...calls.values()];
  const isEmpty = line.drafts.length + line.quarantined.length + Object.keys(line.passedOver).length === 0;
  if (isEmpty) line.quarantined.push({ reason: 'phone.empty', detail: 'There is no call in this file.', position: {} });
  if (line.drafts.length + line.quarantined.length === 0) line.suppressed = Object.keys(line.passedOver)[0] ?? null;
  return line;
}

function conversionOf({ raw, facts, declaredBytes }: PreviewRecord, listener: Listener): Conversion {
  const conversion = converted(raw, listener, facts);
  if (declaredBytes === undefined) return conversion;
  const detail = `The line has ${declaredBytes} bytes; a call has ${RECORD_LIMIT} at most.`;
  return {
    ...conversion,
    drafts: [],
    suppressed: null,
    quarantined: [{ reason: 'phone.too-large', detail, position: { row: facts.line ?? 1 } }],
  };
}

function add(line: PreviewLine, calls: Map<string, CallFacts>, { drafts, suppressed, quarantined }: Conversion): void {
  if (suppressed) line.passedOver[suppressed] = (line.passedOver[suppressed] ?? 0) + 1;
  for (const { reason, detail = '', position = {} } of quarantined) line.quarantined.push({ reason, detail, position });
  for (const draft of drafts) {
    line.drafts.push({ ...previewDraft(draft), warnings: draft.warnings, call: draft.call });
    const { call } = draft;
    const known = call && calls.get(call.callId);
    if (call) calls.set(call.callId, known ? mergeCalls(known, call) : call);
  }
}

/** Rows of a log; of posts one each line, or a whole document, or an array of them. */
export async function* recordsOf(file: string, settings: PhoneSettings): AsyncGenerator<PreviewRecord> {
  if (!readsFiles(settings.source)) {
    // As if it came when the file was written.
    const receivedAt = (await stat(file)).mtime.toISOString();
    for (const record of postsIn(await readFile(file), settings))
      yield { ...record, facts: { ...record.facts, receivedAt } };
    return;
  }
  const reader = new CallFile(settings);
  const records = function* (found: ReturnType<CallFile['push']>): Generator<PreviewRecord> {
    for (const { bytes, declaredBytes, width, separator, columns, line } of found)
      yield {
        raw: bytes,
        facts: { width, separator, columns, line },
        ...(declaredBytes === undefined ? {} : { declaredBytes }),
      };
  };
  for await (const chunk of createReadStream(file)) yield* records(reader.push(chunk as Buffer));
  yield* records(reader.end());
}

function postsIn(bytes: Buffer, { source }: PhoneSettings): PreviewRecord[] {
  const text = bytes.toString('utf8');
  const lines = text.split(/\r?\n/);
  const record = (raw: string, line: number): PreviewRecord[] =>
    raw.trim() === '' ? [] : [{ raw: Buffer.from(raw), facts: { line } }];
  if (source === 'twilio') return lines.flatMap((raw, at) => record(raw, at + 1));
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole.flatMap((one, at) => record(JSON.stringify(one), at + 1));
  const isLines = whole === undefined && lines.some(raw => parsed(raw) !== undefined || /^\s*cdr=/.test(raw));
  return isLines ? lines.flatMap((raw, at) => record(raw, at + 1)) : record(text, 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
