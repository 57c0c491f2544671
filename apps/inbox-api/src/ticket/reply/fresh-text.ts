// The part of a mail that is new in it, for display only: the quoted mail below, its attribution and the signature are trimmed; the full text is always
// beside it. Guarantee: time grows with the length of the text alone.
import { isCut, readableLines } from '#tickets';

export function freshText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const read = readableLines(lines);
  let end = read.findIndex((_, at) => isCut(read, at));
  if (end < 0) end = lines.length;
  // A quote at the end goes; one that is answered below, point by point, stays.
  while (end > 0 && (read[end - 1] === '' || read[end - 1]!.startsWith('>'))) end -= 1;
  const fresh = lines.slice(0, end).join('\n').trim();
  // A mail that is nothing but a quote or a signature is shown as it is.
  return fresh === '' ? text : fresh;
}
