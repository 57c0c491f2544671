import { simpleParser } from 'mailparser';
import { cappedReferences, composeReply, type ReplyInput } from './reply.composer.js';
import { htmlOf } from './reply.html.js';

const base: ReplyInput = {
  messageId: '<t1.e2.x@own.test>',
  date: new Date('2024-05-06T07:08:09Z'),
  from: { name: 'Support', address: 'support@own.test' },
  to: [{ name: 'Ann', address: 'ann@customer.test' }],
  cc: [],
  subject: 'Re: Größe [#123]',
  text: 'Hello\n\nSee https://x.test/a?b=1&c=2.\nBye',
  inReplyTo: '<q1@customer.test>',
  references: ['<q0@customer.test>', '<q1@customer.test>'],
};
const headerOf = (raw: Buffer) => raw.toString('latin1').split('\r\n\r\n')[0] ?? '';

it('makes a mail that a parser reads back: header, threading, plain text and HTML', async () => {
  const mail = await simpleParser(await composeReply({ ...base, cc: [{ name: '', address: 'c@customer.test' }] }));
  expect(mail.subject).toBe(base.subject);
  expect(mail.messageId).toBe(base.messageId);
  expect(mail.inReplyTo).toBe('<q1@customer.test>');
  expect(mail.references).toEqual(base.references);
  expect(mail.date).toEqual(base.date);
  expect(mail.text?.trim()).toBe(base.text);
  expect(mail.html).toContain('<a href="https://x.test/a?b=1&amp;c=2" rel="noopener noreferrer">');
});

it('uses CRLF only, so that every attempt sends the committed bytes', async () => {
  const raw = (await composeReply(base)).toString('latin1');
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(raw.endsWith('\r\n')).toBe(true);
});

it('writes what the house tells a colleague as plain text, marked as made by a machine (RFC 3834)', async () => {
  const mail = (await composeReply({ ...base, notice: true })).toString();
  expect(mail).toContain('Auto-Submitted: auto-generated');
  expect(mail).toContain('Content-Type: text/plain');
  expect(mail).not.toMatch(/text\/html|multipart/);
});

it('marks automatic mail, and only that', async () => {
  expect(headerOf(await composeReply(base))).not.toMatch(/auto-submitted/i);
  expect(headerOf(await composeReply({ ...base, automatic: true }))).toContain('Auto-Submitted: auto-replied');
});

it('takes a Reply-To', async () => {
  const raw = await composeReply({ ...base, replyTo: { name: '', address: 'support+t1-abc@own.test' } });
  expect(headerOf(raw)).toContain('Reply-To: support+t1-abc@own.test');
});

describe('files', () => {
  const bytes = Buffer.from([0, 13, 10, 46, 13, 10, 255, 10]);
  const file = (filename: string, contentType = 'application/pdf') => ({ filename, contentType, bytes });

  it.each([
    'order.pdf',
    'Größentabelle für Pumpe.pdf',
    'a "quoted"; name, (1).pdf',
    'رسم 図面.pdf',
    `${'ä'.repeat(140)}.pdf`,
    "50% o'clock.pdf",
  ])('go along byte for byte under the name %s, in lines that any server takes', async filename => {
    const raw = await composeReply({ ...base, files: [file(filename)] });
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map(line => line.length),
      ),
    ).toBeLessThan(998);
    const { attachments, text } = await simpleParser(raw);
    expect(text?.trim()).toBe(base.text);
    expect(attachments.map(one => [one.filename, one.contentType, one.contentDisposition, one.content])).toEqual([
      [filename, 'application/pdf', 'attachment', bytes],
    ]);
  });

  it('keep their order, and stand beside the text, not in its place', async () => {
    const mail = await simpleParser(
      await composeReply({ ...base, files: [file('b.pdf'), file('a.png', 'image/png')] }),
    );
    expect(mail.attachments.map(one => one.filename)).toEqual(['b.pdf', 'a.png']);
    expect(mail.html).toContain('<a href=');
  });

  it.each([
    ['a line break in the name', { filename: 'a\r\nX: y.pdf' }, 'REPLY.LINE_BREAK'],
    ['a line break in the type', { contentType: 'a/b\r\nX: y' }, 'REPLY.LINE_BREAK'],
    ['a path in place of bytes', { bytes: '/etc/passwd' as unknown as Buffer }, 'REPLY.FIELD'],
  ])('are refused with %s', async (_name, change, code) => {
    await expect(composeReply({ ...base, files: [{ ...file('a.pdf'), ...change }] })).rejects.toMatchObject({ code });
  });

  it('are never read from a disk, whatever stands beside their bytes', async () => {
    const sly = { ...file('a.pdf'), path: '/etc/hostname', href: 'http://x.test', raw: 'x' };
    const { attachments } = await simpleParser(await composeReply({ ...base, files: [sly] }));
    expect(attachments.map(one => one.content)).toEqual([bytes]);
  });
});

const attacks: [string, Partial<ReplyInput>, string][] = [
  ['a line break in the subject', { subject: 'x\r\nBcc: evil@x.test' }, 'REPLY.LINE_BREAK'],
  ['a line break in a name', { from: { name: 'a\nBcc: evil@x.test', address: 'a@own.test' } }, 'REPLY.LINE_BREAK'],
  ['a line break in an address', { to: [{ name: '', address: 'a@x.test\r\nRCPT TO:<e@x.test' }] }, 'REPLY.LINE_BREAK'],
  ['a second address behind a comma', { to: [{ name: '', address: 'a@x.test,evil@x.test' }] }, 'REPLY.ADDRESS'],
  ['an address as text', { to: ['a@x.test' as unknown as { name: string; address: string }] }, 'REPLY.ADDRESS'],
  ['a line break in References', { references: ['<a@x>\r\nX: y'] }, 'REPLY.LINE_BREAK'],
  ['a line break in In-Reply-To', { inReplyTo: '<a@x>\nX: y' }, 'REPLY.LINE_BREAK'],
  ['raw', { raw: 'x' } as object, 'REPLY.FIELD'],
  ['path', { path: '/etc/passwd' } as object, 'REPLY.FIELD'],
  ['href', { href: 'http://x.test' } as object, 'REPLY.FIELD'],
  ['attachments by path', { attachments: [{ path: '/etc/passwd' }] } as object, 'REPLY.FIELD'],
  ['no recipient', { to: [] }, 'REPLY.NO_RECIPIENT'],
];
it.each(attacks)('refuses %s', async (_name, change, code) => {
  await expect(composeReply({ ...base, ...change })).rejects.toMatchObject({ code });
});

it('keeps a comma or quote in a display name a display name', async () => {
  const mail = await simpleParser(
    await composeReply({ ...base, to: [{ name: 'Ann, "CEO" <x@y>', address: 'ann@x.test' }] }),
  );
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  expect(to?.value).toEqual([{ name: 'Ann, "CEO" <x@y>', address: 'ann@x.test' }]);
});

it('caps References at the first and the last 20, below 2 kB, and drops what is no id', () => {
  const many = Array.from({ length: 100 }, (_, index) => `<id${index}@x.test>`);
  const kept = cappedReferences([...many, 'two words', '']);
  expect(kept[0]).toBe('<id0@x.test>');
  expect(kept.slice(1)).toEqual(many.slice(-20));
  const long = cappedReferences(Array.from({ length: 30 }, (_, index) => `<${'x'.repeat(200)}${index}@x.test>`));
  expect(long.join(' ').length).toBeLessThan(2_000);
  expect(long.at(-1)).toContain('29@');
});

it('escapes what looks like HTML, and links only web addresses', () => {
  const html = htmlOf('<script>alert(1)</script> & "q"\njavascript:alert(1) https://x.test/"onclick="x');
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
  expect(html.match(/<a /g)).toHaveLength(1);
  expect(html).toContain('<a href="https://x.test/" rel');
});
