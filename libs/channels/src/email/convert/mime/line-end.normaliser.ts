// Makes line ends readable for the walk. Guarantee: a mail whose lines end in CR alone reads like its LF twin; a mail
// with LF or CRLF comes back untouched (same memory), so that attachments keep their exact bytes.

const LF = 10;
const CR = 13;
/** Bytes at the beginning that tell the style of the whole. */
const SAMPLE_BYTES = 64 * 1024;

/** Bytes of the mail without leading noise (BOM, blank lines), each bare CR made LF where CR is the mail's line end. */
export function normaliseLineEnds(raw: Buffer): Buffer {
  const mail = raw.subarray(leadingNoise(raw));
  if (mail.indexOf(CR) === -1 || !endsLinesWithCr(mail)) return mail;
  const copy = Buffer.from(mail);
  for (let at = copy.indexOf(CR); at !== -1; at = copy.indexOf(CR, at + 1)) {
    if (copy[at + 1] !== LF) copy[at] = LF;
  }
  return copy;
}

/** True where bare CRs outnumber LFs. `CR CR LF`, which some relays make, has as many of both and is not meant. */
function endsLinesWithCr(mail: Buffer): boolean {
  const sample = mail.subarray(0, SAMPLE_BYTES);
  let bare = 0;
  let feeds = 0;
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] === LF) feeds++;
    else if (sample[at] === CR && sample[at + 1] !== LF) bare++;
  }
  return bare > feeds;
}

function leadingNoise(raw: Buffer): number {
  let at = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
  while (at < raw.length && (raw[at] === LF || raw[at] === CR)) at++;
  return at;
}

/** Bytes with CRLF and bare CR as LF: what two copies of one text agree on after any transport. */
export function canonicalLines(bytes: Buffer): Buffer {
  if (bytes.indexOf(CR) === -1) return bytes;
  const out = Buffer.allocUnsafeSlow(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte !== CR) out[length++] = byte;
    else if (bytes[at + 1] !== LF) out[length++] = LF;
  }
  return out.subarray(0, length);
}
