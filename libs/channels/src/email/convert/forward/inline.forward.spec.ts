// Forwards in the text, against texts that were made to cost time. What a worker may take is its own limit: a mail beyond it would be quarantined.
import { createEmailConverter } from '../email.converter.js';
import { readInlineForward } from './inline.forward.js';

const DOMAINS = ['own.test'];
const read = (text: string, subject = 'Fwd: Seals') => readInlineForward({ subject, text, offsetMinutes: 60 }, DOMAINS);
const HEAD = [
  '---------- Forwarded message ---------',
  'From: Anna Weber <anna@kranich.test>',
  'Date: Thu, Feb 26, 2026 at 4:12 PM',
  'Subject: Seals',
  'To: <tom@own.test>',
  '',
  '',
].join('\n');
const MEGABYTE = 1_000_000;
const filled = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length));

const HOSTILE: [string, string][] = [
  ['one line of brackets', filled('<')],
  ['one line of addresses', filled('<a@b> ')],
  ['blanks alone', filled(' ')],
  ['empty lines alone', filled('\n')],
  ['lines of blanks', filled(`${' '.repeat(70)}\n`)],
  ['blanks between words', filled(`a${' '.repeat(20)}`)],
  ['fields that are never a head', filled('From: <\n')],
  ['long fields', filled(`To: ${'<x>,'.repeat(240)}\n`)],
  ['separators alone', filled(`${'-'.repeat(10)} Forwarded message ${'-'.repeat(10)}\n`)],
  [
    'heads inside each other',
    filled(HEAD.replace('Subject: Seals', 'Subject: Fwd: Seals').replace('kranich.test', 'own.test')),
  ],
  ['words of a quotation', filled('On a, "b" <c> wrote <d> kirjoitti "e" [f> skrev \n')],
  ['a quotation in one line', filled('On a, "b" <c> wrote <d> kirjoitti "e" [f> skrev ')],
  ['quote marks', filled('> > > > ')],
  ['dashes', filled('-----\n')],
  ['underlines', filled(`${'_'.repeat(32)}\n`)],
  ['places for what was taken out', filled('\ue0001\ue001\n')],
];

describe('a forward in the text', () => {
  it.each(HOSTILE)('is read within the time of its worker where it holds a megabyte of %s', async (_, text) => {
    const converter = createEmailConverter({ threads: 1 });
    try {
      const mails = [text, HEAD + text, `${text}\n${HEAD}Hello`].map(whole => ({
        raw: Buffer.from(
          `From: Tom <tom@own.test>\nSubject: Fwd: Seals\nContent-Type: text/plain; charset=utf-8\n\n${whole}`,
        ),
        transport: {},
        organisationDomains: DOMAINS,
      }));
      const conversions = await converter.convert(mails);
      expect(conversions.map(({ drafts, quarantined }) => [drafts.length, quarantined])).toEqual([
        [1, []],
        [1, []],
        [1, []],
      ]);
    } finally {
      await converter.close();
    }
  });

  it('keeps every character of a long mail below its head', () => {
    const long = `${'A long line. '.repeat(400)}\n\n${'\n'.repeat(40)}${'line\n'.repeat(30_000)}the end`;
    expect(read(HEAD + long)?.text).toBe(long);
  });

  it('cannot be made to repeat what was taken out', () => {
    const text = read(`${HEAD}${'x'.repeat(2_000)}\n\ue0000\ue001\n\ue0000\ue001`)?.text ?? '';
    expect(text).toBe(`${'x'.repeat(2_000)}\n\ue0000\ue001\n\ue0000\ue001`);
  });

  it('is not read out of an ordinary mail, nor out of an answer', () => {
    expect(read('Hello\nFrom: here to there', 'Directions')).toBeNull();
    expect(read(`Yes.\n\n${HEAD}Hello`, 'Re: Seals')).toBeNull();
    expect(read('On Monday, "Anna" <anna@kranich.test> wrote:\nHello', 'Seals')).toBeNull();
  });

  it('names nobody where the head names no address', () => {
    const found = read('---------- Forwarded message ---------\nFrom: Anna Weber\nSubject: Seals\n\nHello');
    expect(found).toMatchObject({ sender: null });
  });

  it('believes no address that could not be written to', () => {
    expect(read(HEAD.replace('anna@kranich.test', 'anna@kranich.test\u0000@own'))?.sender ?? null).toBeNull();
  });
});
