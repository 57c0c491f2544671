// Bytes of a sample as they are sent. Pure.

/** As the API takes it (LARGEST_SAMPLE there). */
export const LARGEST_SAMPLE = 8_000_000;

/** In pieces: a call takes no million arguments. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
