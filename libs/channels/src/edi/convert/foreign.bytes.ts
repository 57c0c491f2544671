// What bytes are that are no interchange, in a word that helps: somebody sent the PDF of an order.
const KINDS: readonly [RegExp, string][] = [
  [/^%PDF-/, 'a PDF'],
  [/^PK\x03\x04/, 'a ZIP archive or an Office document'],
  [/^\x1f\x8b/, 'a gzip archive'],
  [/^\xd0\xcf\x11\xe0/, 'an old Office document'],
  [/^(\xff\xd8\xff|\x89PNG|GIF8)/, 'a picture'],
  [/^(\xfe\xff|\xff\xfe)/, 'text in UTF-16'],
  [/^\s*<(!doctype\s+html|html)/i, 'a web page'],
  [/^\s*<(\?xml|[A-Za-z])/, 'XML'],
  [/^\s*[{[]/, 'JSON'],
  [/^(GS|ST|UNH|UNG|GE|SE|IEA|UNT|UNZ|UNE)[^A-Za-z0-9\s]/, 'EDI whose header (ISA, UNB) is missing'],
];

/** One plain sentence. */
export function foreignWords(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const kind = KINDS.find(([pattern]) => pattern.test(head))?.[1];
  return kind ? `This is ${kind}, and no interchange.` : 'It begins with neither ISA nor UNA nor UNB.';
}
