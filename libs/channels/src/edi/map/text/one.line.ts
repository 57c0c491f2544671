// Text of a document where one line is shown. Pure.

/** A name may hold line ends: they are no delimiters in most interchanges. */
export const oneLine = (text: string): string => (hasControl(text) ? text.replace(/\p{Cc}+/gu, ' ') : text);

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}
