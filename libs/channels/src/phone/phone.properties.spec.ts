// What holds for all bytes: nothing throws, and how a file is cut changes nothing.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CallFile, type FileRecord } from './csv/call.file.js';
import { parseRow } from './csv/field.parser.js';
import { RECORD_LIMIT } from './csv/record.splitter.js';
import { listenerOf } from './hear/call.sources.js';
import { keysOfRecord, readRecord } from './hear/record.reader.js';
import { PHONE_SOURCES, type PhoneSettings, phoneSettings, readsFiles } from './phone.settings.js';

const mapping = { startedAt: 'Begin', from: 2, to: 3, outcome: 4 };
const settingsOf = (source: PhoneSettings['source'], more = {}): PhoneSettings =>
  phoneSettings.parse({
    source,
    country: 'DE',
    timeZone: 'Europe/Berlin',
    ours: { extensions: ['2xx'] },
    ...(readsFiles(source) ? { files: ['/log'] } : {}),
    ...(source === '3cx' ? { columns: ['historyid', 'time-start', 'time-answered', 'from-no', 'to-no'] } : {}),
    ...(source === 'generic-csv' ? { columns: mapping } : {}),
    ...(source === 'generic-json' ? { columns: { startedAt: '/at', from: 'from', to: 'to' } } : {}),
    ...more,
  });

const piece = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom(',', ';', '"', '""', '\n', '\r\n', '\r', '\0', '%', '%41', '{', '"variables":{', '}', '&', '='),
  fc.constantFrom('ANSWERED', '2026-11-27 10:15:00', '2026-10-25 02:30:00', '201', '+493012345678', 'CallSid=CA1'),
  fc.constantFrom('CallStatus=completed&', 'hangup_cause', '"uuid":"a"', 'cdr=', '1795770900', '2', 'INTEGER'),
);
const bytes = fc.array(piece, { maxLength: 40 }).map(all => Buffer.from(all.join(''), 'latin1'));
const anyBytes = fc.oneof(
  bytes,
  bytes.map(all => Buffer.from(all.toString('latin1'), 'utf16le')),
  fc.uint8Array({ maxLength: 200 }).map(all => Buffer.from(all)),
);

it.each(PHONE_SOURCES)('a record of %s never throws, and has a reason or a call', source => {
  const settings = settingsOf(source);
  const listener = listenerOf(settings);
  fc.assert(
    fc.property(anyBytes, fc.constantFrom(undefined, 'application/x-www-form-base64-encoded'), (raw, contentType) => {
      const facts = { contentType, line: 7, columns: null };
      const read = readRecord(raw, facts, listener);
      if (read.outcome === 'faulty')
        expect([read.reason, read.detail]).toEqual([expect.stringMatching(/^phone\./), expect.stringMatching(/\.$/)]);
      expect(keysOfRecord(raw, facts, settings).record).not.toBe('');
    }),
    { numRuns: 300 },
  );
});

const rowsOf = (settings: PhoneSettings, chunks: Uint8Array[]): FileRecord[] => {
  const file = new CallFile(settings);
  return [...chunks.flatMap(chunk => file.push(chunk)), ...file.end()];
};

const cutAt = (whole: Buffer, places: readonly number[]): Buffer[] => {
  const cuts = [...new Set(places.map(place => place % (whole.length + 1)))].sort((a, b) => a - b);
  return [...cuts, whole.length].map((to, at) => whole.subarray(at === 0 ? 0 : cuts[at - 1], to));
};

it('a file gives the same records wherever it is cut', () => {
  const settings = settingsOf('asterisk-csv');
  fc.assert(
    fc.property(anyBytes, fc.array(fc.nat(400), { maxLength: 12 }), (whole, places) => {
      expect(rowsOf(settings, cutAt(whole, places))).toEqual(rowsOf(settings, [whole]));
    }),
    { numRuns: 1_500 },
  );
});

it.each(['\n', '\r\n', '\r'])(
  'a file with line ends %j gives the same records at every byte, from the place of any',
  end => {
    const settings = settingsOf('generic-csv');
    const names = 'Begin;from;to;state';
    const text = [names, '1;"a\nb";"c""d";x', '2;"Müller; Söhne";;y', '', '3;;;z', ''].join(end);
    for (const whole of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(text, 'latin1'),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    ]) {
      const all = rowsOf(settings, [whole]);
      expect(all).toHaveLength(3);
      expect(all.map(one => one.columns)).toEqual(Array(3).fill(names.split(';')));
      for (let at = 0; at <= whole.length; at++)
        expect(rowsOf(settings, [whole.subarray(0, at), whole.subarray(at)])).toEqual(all);
      for (const one of all) expect(whole.subarray(one.byteStart, one.byteStart + one.bytes.length)).toEqual(one.bytes);
      for (const [at, { next }] of all.entries()) {
        const later = new CallFile(settings, next);
        const rest = [...later.push(whole.subarray(next.offset)), ...later.end()];
        expect(rest).toEqual(all.slice(at + 1));
      }
    }
  },
);

it('a quote that nobody closes costs its line, and not the file', () => {
  const settings = settingsOf('generic-csv');
  const lines = ['1,"open,2,3', ...Array.from({ length: 40 }, (_, at) => `${at},b,c,d`)];
  const all = rowsOf(settings, [Buffer.from(`${lines.join('\n')}\n`)]);
  expect(all.map(one => one.bytes.toString())).toEqual(lines);
  const read = readRecord(all[0]!.bytes, { line: all[0]!.line }, listenerOf(settings));
  expect(read).toMatchObject({ outcome: 'faulty', reason: 'phone.quote-open', position: { row: 1, column: 2 } });
});

it.each(['', '"'])('a line without end (%j before it) is passed over with its size, however it comes', quote => {
  const settings = settingsOf('generic-csv');
  const long = `${quote}${'x'.repeat(RECORD_LIMIT + 5_000)}`;
  const whole = Buffer.from(`a,b,c\n${long}\n1,2,3\n`);
  const all = rowsOf(settings, [whole]);
  expect(all.map(one => one.declaredBytes)).toEqual([undefined, long.length, undefined]);
  expect(all.map(one => one.line)).toEqual([1, 2, 3]);
  expect(all[2]!.bytes.toString()).toBe('1,2,3');
  for (const size of [1_000, 65_536, 100_003]) {
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
      whole.subarray(at * size, (at + 1) * size),
    );
    expect(rowsOf(settings, chunks)).toEqual(all);
  }
});

it('reads a well-formed row as the rest of the world does', () => {
  const value = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'ü', ' ', ',', '"', '\n', ';') });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), values => {
      const row = values.map(one => `"${one.replaceAll('"', '""')}"`).join(',');
      expect(parseRow(row, ',')).toEqual({ values: parse(row)[0], openColumn: null });
      expect(parseRow(row, ',').values).toEqual(values);
    }),
  );
});
