// Bytes of a message as text, around a place or by the page. Pure. Guarantee: any bytes give text; a character is never cut in two, neither at the place nor at the ends.

/** @param place index of the byte that is marked, with the character that it is part of; null: none is. Beyond the end nothing is marked. */
export function excerptOf(bytes: Uint8Array, place: number | null): { before: string; marked: string; after: string } {
  const isUtf8 = isUtf8Text(bytes);
  const decode = (some: Uint8Array): string =>
    // With `stream`, the beginning of a character that is cut off is left out.
    isUtf8
      ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(some, { stream: true })
      : Buffer.from(some).toString('latin1');
  const whole = isUtf8 ? bytes.subarray(restOfCharacter(bytes)) : bytes;
  if (place === null) return { before: '', marked: '', after: decode(whole) };
  let from = Math.max(0, place - (bytes.length - whole.length));
  if (from >= whole.length) return { before: decode(whole), marked: '', after: '' };
  let to = from + 1;
  while (isUtf8 && from > 0 && isContinuation(whole[from]!)) from -= 1;
  while (isUtf8 && to < whole.length && isContinuation(whole[to]!)) to += 1;
  return {
    before: decode(whole.subarray(0, from)),
    marked: decode(whole.subarray(from, to)),
    after: decode(whole.subarray(to)),
  };
}

/** A character has at most so many bytes behind its first. */
export const REST_BYTES = 3;

/**
 * The characters that begin within a page, so that the pages of a message, one after the other, are the whole of its text.
 * @param window the page, and the up to REST_BYTES bytes behind it @param length of the page
 */
export function pageText(window: Uint8Array, length: number): string {
  if (!isUtf8Text(window)) return Buffer.from(window.subarray(0, length)).toString('latin1');
  const start = restOfCharacter(window);
  let end = Math.min(length, window.length);
  while (end < window.length && isContinuation(window[end]!)) end += 1;
  return start < end ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(window.subarray(start, end)) : '';
}

/** Else it is read as Latin-1, in which every byte is a character. The cut of the excerpt itself says nothing against UTF-8. */
function isUtf8Text(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(restOfCharacter(bytes)), { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** How many bytes at the beginning belong to a character that began before them. */
function restOfCharacter(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && count < bytes.length && isContinuation(bytes[count]!)) count += 1;
  return count;
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;
