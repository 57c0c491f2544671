// What holds of reports and automatic replies whatever the bytes: they never throw, what they say can be stored, and a hostile one costs no more than its length.
import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../convert.limits.js';
import { convertOne } from '../convert.worker.js';
import { parseBounceText } from './bounce-text.parser.js';
import { parseDeliveryStatus } from './delivery-status.parser.js';

const daemon = (text: string, subject = 'failure notice') => ({
  senderAddress: 'mailer-daemon@mx.example.net',
  senderName: '',
  subject,
  text,
  failedRecipients: [] as string[],
  nullReturnPath: true,
});

const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'Final-Recipient: rfc822; ',
      'Original-Recipient: ',
      'Action: ',
      'Status: ',
      '5.1.1',
      'Diagnostic-Code: smtp; ',
      'failed',
      'delayed',
    ],
    ...['\n', '\r', '\r\n', '\n\n', ' \n\t', '<', '>', "'", '@', 'a@b.example', ':', ';', '\x00', '\ud800', '()'],
    ...[
      'could not be delivered',
      '--- Below this line is a copy',
      'Message-ID: <',
      'Subject: ',
      'to: ',
      '550 5.1.1 ',
      '>>> RCPT TO:<a@b.example>',
    ],
  ),
  fc.string({ maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''));

it('any bytes are a report of at most 500 recipients, each with a name', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 600 }),
        text.map(words => Buffer.from(words, 'latin1')),
      ),
      bytes => {
        const { reports } = parseDeliveryStatus(Buffer.from(bytes));
        expect(reports.length).toBeLessThanOrEqual(500);
        for (const { recipient, status, action, diagnostic = '' } of reports) {
          expect(recipient).not.toBe('');
          expect(status === '' || /^[245]\.\d{1,3}\.\d{1,3}$/.test(status)).toBe(true);
          expect(action).toBe(action.toLowerCase());
          expect(diagnostic.length).toBeLessThanOrEqual(1_000);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('any text of a daemon is read, and names nobody twice', () => {
  fc.assert(
    fc.property(text, words => {
      const reports = parseBounceText(daemon(words))?.reports ?? [];
      const named = reports.map(({ recipient }) => recipient);
      expect(new Set(named).size).toBe(named.length);
      expect(named.every(address => address.includes('@'))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it('any pieces of a report make one draft whose strings can be stored', () => {
  fc.assert(
    fc.property(text, words => {
      const head =
        'From: MAILER-DAEMON@mx.example.net\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n';
      const raw = Buffer.from(
        `${head}--b\r\n\r\n${words}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${words}\r\n--b--`,
        'utf8',
      );
      const { drafts, quarantined } = convertOne({ raw, transport: {}, organisationDomains: [] }, DEFAULT_LIMITS);
      expect(quarantined).toEqual([]);
      const json = JSON.stringify(drafts);
      expect(json).not.toContain('\\u0000');
      expect(json.toWellFormed()).toBe(json);
      expect(drafts[0]!.automatic.isBounce).toBe(true);
    }),
    { numRuns: 150 },
  );
});

/** Eight times as long may take more than eight times as much, by what a busy machine adds; what grows with the square takes 64 times. */
describe.each([
  ['a line of one character', (n: number) => 'a'.repeat(n)],
  ['dashes', (n: number) => '-'.repeat(n)],
  ['at signs', (n: number) => `<${'@'.repeat(n)}`],
  ['quotes that never close', (n: number) => "'a@".repeat(n / 3)],
  ['recipients without end', (n: number) => 'Final-Recipient: rfc822; a@b.example\nAction: failed\n\n'.repeat(n / 57)],
  ['fields that go on and on', (n: number) => `Diagnostic-Code: smtp; ${'\n x'.repeat(n / 3)}`],
  ['words of delay', (n: number) => 'delivery '.repeat(n / 9)],
  ['blank lines', (n: number) => '--\n\n\n'.repeat(n / 5)],
])('a hostile report of %s', (_, make) => {
  const cost = (bytes: number): number => {
    const words = make(bytes);
    const body = Buffer.from(words);
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now();
      parseDeliveryStatus(body);
      parseBounceText(daemon(`could not be delivered\n${words}`, words.slice(0, 1_000)));
      return performance.now() - start;
    });
    return Math.min(...times);
  };

  it('of 1 MB takes no more than its length is worth', () => {
    cost(64 * 1024);
    const small = Math.max(cost(128 * 1024), 0.5);
    expect(cost(1024 * 1024) / small).toBeLessThan(30);
  });
});
