// The converter with its threads: order, blame, bounds. Needs the compiled worker (npm run build).
import type { Conversion, Converter, ConvertInput } from '../../contract/converter.js';
import type { ConvertLimits } from './convert.limits.js';
import { createEmailConverter } from './email.converter.js';

const HEAD = 'From: A <a@brightmill.example>\r\nTo: support@nordwerk.example\r\nSubject: s\r\n';
const mail = (rest: string, oversize?: ConvertInput['oversize']): ConvertInput => ({
  raw: Buffer.from(HEAD + rest, 'latin1'),
  transport: {},
  organisationDomains: [],
  ...(oversize ? { oversize } : {}),
});
const plain = (text: string) => mail(`\r\n${text}\r\n`);
const html = (text: string) => mail(`Content-Type: text/html\r\n\r\n${text}`);
const tables = html('<table><tr><td>'.repeat(133_000));

let open: Converter[] = [];
function converter(limits: Partial<ConvertLimits> = {}): Converter {
  const made = createEmailConverter(limits);
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.map(one => one.close()));
  open = [];
});

const reasons = (conversion: Conversion | undefined) => conversion?.quarantined.map(({ reason }) => reason);

it('answers in the order of the batch, large mails among small ones', async () => {
  const inputs = Array.from({ length: 80 }, (_, index) =>
    plain(`mail ${index} ${index % 20 === 7 ? 'x'.repeat(300_000) : ''}`),
  );
  const results = await converter().convert(inputs);
  expect(results.map(({ drafts }) => drafts[0]?.text.split(' ')[1])).toEqual(inputs.map((_, index) => String(index)));
});

it('leaves the bytes of the caller as they were', async () => {
  const pooled = Buffer.from(`${HEAD}\r\nkept`);
  const copy = Buffer.from(pooled);
  await converter().convert([{ raw: pooled, transport: {}, organisationDomains: [] }]);
  expect(pooled.equals(copy)).toBe(true);
});

it('quarantines only the mail that is too slow, and its neighbours become drafts', async () => {
  const unbounded = { htmlDepth: 1e9, htmlElements: 1e9, taskMilliseconds: 700 };
  // Under the size that travels alone, so that it is in one chunk with the others.
  const slow = html('<table><tr><td>'.repeat(17_000));
  const results = await converter(unbounded).convert([plain('one'), slow, plain('two')]);
  expect(results.map(({ drafts }) => drafts[0]?.text)).toEqual(['one', undefined, 'two']);
  expect(reasons(results[1])).toEqual(['mail.too-slow']);
}, 30_000);

it('quarantines a mail that takes too much memory, and goes on with the next', async () => {
  const small = { heapMegabytes: 24, htmlElements: 1e9, htmlCharacters: 1e9, links: 1e9, taskMilliseconds: 60_000 };
  const one = converter(small);
  const [large] = await one.convert([html('<p title="x">word</p>'.repeat(500_000))]);
  expect(reasons(large)).toEqual(['mail.too-much-memory']);
  const [next] = await one.convert([plain('next')]);
  expect(next?.drafts[0]?.text).toBe('next');
}, 60_000);

it.each([
  [
    '500,000 empty parts',
    mail(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n'.repeat(500_000)}`),
    'mail.too-many-parts',
  ],
  [
    '3,000 nested parts',
    mail(
      Array.from(
        { length: 3000 },
        (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`,
      ).join(''),
    ),
    'mail.too-deep',
  ],
  ['200,000 header fields', mail(`${'X:\r\n'.repeat(200_000)}\r\nx`), 'mail.too-many-headers'],
  ['a header of 10 MB', mail(`X: ${'y'.repeat(10_000_000)}\r\n\r\nx`), 'mail.header-too-large'],
  ['2 MB of unclosed tables', tables, 'mail.html-too-deep'],
  ['200,000 links', html('<a href="https://x.example/">x</a> '.repeat(200_000)), 'mail.too-many-links'],
])('quarantines %s', async (_name, input, reason) => {
  // The limit of time is short: these end at their own bounds, not at the clock.
  const [result] = await converter({ taskMilliseconds: 5_000 }).convert([input]);
  expect(reasons(result)).toEqual([reason]);
  expect(result?.drafts).toEqual([]);
});

it('shows a mail with exactly 5,000 links', async () => {
  const [result] = await converter().convert([html('<a href="https://x.example/">x</a> '.repeat(5_000))]);
  expect(result?.drafts).toHaveLength(1);
});

it('keeps HTML that is too much to show as an attachment, and its words as text', async () => {
  const [result] = await converter({ htmlElements: 10 }).convert([html('<p>word &amp; word</p>'.repeat(20))]);
  expect(result?.drafts[0]).toMatchObject({
    html: null,
    warnings: ['html too large to show'],
    attachments: [{ filename: 'message.html' }],
  });
  expect(result?.drafts[0]?.text).toContain('word & word\n');
});

it('makes a ticket of the envelope where the mail was too large to take in', async () => {
  const stub = mail('Date: Mon, 02 Mar 2026 09:15:00 +0100\r\n', {
    declaredBytes: 52 * 1024 * 1024,
    limitBytes: 25 * 1024 * 1024,
  });
  const [result] = await converter().convert([stub]);
  const [draft] = result!.drafts;
  expect(draft).toMatchObject({
    subject: 's',
    requester: { address: 'a@brightmill.example' },
    fields: { oversizeBytes: 52 * 1024 * 1024 },
  });
  expect(draft!.text).toContain('52 MB');
  expect(draft!.text).toContain('still in the mailbox');
  expect(draft!.warnings).toContain('mail too large');
});

it('takes the empty reverse-path and the recipients of the SMTP envelope as facts', async () => {
  const input = { ...plain('hi'), transport: { mailFrom: '', rcptTo: ['Alias@Nordwerk.example'] } };
  const [result] = await converter().convert([input]);
  expect(result?.drafts[0]?.automatic).toMatchObject({ isAutoReply: true, isBounce: false });
  expect(result?.drafts[0]?.deliveredTo).toEqual(['Alias@nordwerk.example', 'support@nordwerk.example']);
});

it('refuses work after it was closed', async () => {
  const closed = converter();
  await closed.close();
  await expect(closed.convert([plain('x')])).rejects.toThrow('closed');
});
