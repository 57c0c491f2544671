// Many small facts in few notifications. Pure.

/**
 * JSON arrays of these parts, in order, each shorter than `largest` bytes. A part that is longer by itself stands alone.
 * @param parts  JSON texts
 */
export function packNotices(parts: readonly string[], largest: number): string[] {
  const packs: string[] = [];
  let pack: string[] = [];
  let size = 2;
  for (const part of parts) {
    // One comma each. In bytes: a name is not ASCII everywhere.
    const bytes = Buffer.byteLength(part) + 1;
    if (pack.length > 0 && size + bytes > largest) {
      packs.push(`[${pack.join(',')}]`);
      pack = [];
      size = 2;
    }
    pack.push(part);
    size += bytes;
  }
  if (pack.length > 0) packs.push(`[${pack.join(',')}]`);
  return packs;
}
