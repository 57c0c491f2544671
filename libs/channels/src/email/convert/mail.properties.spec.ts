// What holds for any bytes at all.
import fc from 'fast-check';
import type { ConvertInput } from '../../contract/converter.js';
import { DEFAULT_LIMITS } from './convert.limits.js';
import { convertOne } from './convert.worker.js';

const read = (raw: Uint8Array) =>
  convertOne({ raw, transport: {}, organisationDomains: ['nordwerk.example'] } satisfies ConvertInput, DEFAULT_LIMITS);

/** Pieces that mail is made of, so that random mail reaches deep. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'From: ',
      'To: ',
      'Subject: ',
      'Content-Type: ',
      'multipart/mixed; boundary=b',
      'text/html',
      'message/rfc822',
      '\r\n',
      '\r\n\r\n',
    ],
    ...[
      '--b\r\n',
      '--b--',
      '=?utf-8?B?',
      '=?gb2312?Q?',
      '?=',
      '<',
      '>',
      '"',
      '(',
      ',',
      ';',
      '@',
      '<table>',
      '<a href="',
      'charset=',
      'iso-2022-jp',
    ],
    ...[
      'Content-Transfer-Encoding: base64\r\n',
      'x-uuencode',
      "filename*0*=utf-8''%",
      '\x1b$B',
      '\x00',
      '=C3',
      'Date: ',
      'References: ',
    ],
  ),
  fc.string({ maxLength: 8 }),
);

it('any bytes become one draft or one quarantine, whose strings can be stored', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.array(piece, { maxLength: 40 }).map(pieces => new Uint8Array(Buffer.from(pieces.join(''), 'latin1'))),
  );
  fc.assert(
    fc.property(bytes, raw => {
      const { drafts, quarantined } = read(raw);
      expect(drafts.length + quarantined.length).toBe(1);
      expect(quarantined.map(({ reason }) => reason)).not.toContain('mail.unreadable');
      const json = JSON.stringify(drafts);
      expect(json).not.toContain('\\u0000');
      expect(JSON.parse(json)).toEqual(drafts);
      expect(json.toWellFormed()).toBe(json);
    }),
    { numRuns: 400 },
  );
});

it('the same mail has one content key, whether its lines end in CR, LF or CRLF', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '-', '.', 'ß', '>'), maxLength: 20 });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), line, (lines, subject) => {
      const mail = (eol: string) =>
        Buffer.from(
          [
            'From: a@brightmill.example',
            `Subject: x${subject}`,
            'Content-Type: multipart/mixed; boundary=bound',
            '',
            '--bound',
            '',
            ...lines,
            '--bound',
          ]
            .concat(['Content-Type: text/csv; name=a.csv', '', ...lines, '--bound--', ''])
            .join(eol),
        );
      const keys = ['\r', '\n', '\r\n'].map(eol => read(mail(eol)).drafts[0]?.contentKey);
      expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(new Set(keys).size).toBe(1);
    }),
    { numRuns: 200 },
  );
});

it('two mails that a reader can tell apart have different content keys', () => {
  const mail = (text: string) => Buffer.from(`From: a@brightmill.example\nMessage-ID: <same@x.example>\n\n${text}\n`);
  expect(read(mail('one')).drafts[0]?.contentKey).not.toBe(read(mail('two')).drafts[0]?.contentKey);
});
