// Bytes as people compare them: an offset, sixteen pairs of digits, and the signs of ASCII. Pure.

export type HexRow = { offset: string; digits: string; signs: string };

/** @param hex two digits a byte @param start offset of the first byte in the message */
export function hexRows(hex: string, start: number): HexRow[] {
  const rows: HexRow[] = [];
  for (let at = 0; at < hex.length; at += 32) {
    const pairs = hex.slice(at, at + 32).match(/../g) ?? [];
    rows.push({
      offset: (start + at / 2).toString(16).padStart(8, '0'),
      digits: pairs.join(' '),
      signs: pairs.map(pair => signOf(Number.parseInt(pair, 16))).join(''),
    });
  }
  return rows;
}

/** What has no sign in ASCII is a dot: nothing from outside is obeyed. */
const signOf = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.');
