import type { TicketDraft } from '#tickets';
import { ediAttachments, looksLikeEdi } from './edi.sniffer.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

it.each([
  'ISA*00*          *00*',
  'ISA|00|',
  "UNB+UNOA:3+A+B+261128:1030+1'",
  "UNA:+.? 'UNB+UNOC:3+A+B",
  "UNA:+.? '\r\nUNB+UNOC:3+A+B",
  'UNA;#.! ~UNB#UNOC;3',
  '\xef\xbb\xbf \r\n\tISA*00*',
])('%j begins like EDI', text => {
  expect(looksLikeEdi(bytes(text))).toBe(true);
});

it.each([
  '',
  'ISA',
  'ISABELLA wrote',
  'UNABLE to deliver',
  'UNA:+.? and so on',
  'UNBELIEVABLE',
  '%PDF-1.7 ISA*',
  'Dear all, ISA*00*',
])('%j does not', text => {
  expect(looksLikeEdi(bytes(text))).toBe(false);
});

it('finds the attachments of a mail that begin like EDI, each once, in their order', () => {
  const attachment = (filename: string, sha256: string) => ({
    filename,
    sha256,
    contentType: 'application/octet-stream',
    size: 1,
  });
  const draft = {
    attachments: [
      attachment('b.edi', 'b'),
      attachment('x.pdf', 'x'),
      attachment('a.txt', 'a'),
      attachment('b2.edi', 'b'),
    ],
  } as TicketDraft;
  const blobs = new Map<string, Uint8Array>([
    ['a', bytes("UNB+UNOA:3+A+B'")],
    ['b', bytes('ISA*00*')],
    ['x', bytes('%PDF')],
  ]);
  expect(ediAttachments({ drafts: [draft], blobs })).toEqual([
    { filename: 'b.edi', sha256: 'b', bytes: blobs.get('b') },
    { filename: 'a.txt', sha256: 'a', bytes: blobs.get('a') },
  ]);
});
