// Guesses the charset of short 8-bit text that nobody declared. Statistics alone (chardet) fail on a subject of ten bytes, so
// each candidate is decoded and judged by what a reader would judge: are these letters that stand together in one language?
// Guarantee: always answers; a candidate that cannot decode the bytes is never chosen while another can.
import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { scoreDoubleByte, scoreSingleByte } from './charset.score.js';

/** Bytes that are looked at: enough for certainty, little enough for any body. */
const SAMPLE_BYTES = 4096;
const DOUBLE_BYTE = ['gb18030', 'shift_jis', 'euc-jp', 'big5hkscs', 'cp949'] as const;
/** With a bonus for how usual it is, which decides between readings that are equally good. */
const SINGLE_BYTE: [name: string, prior: number][] = [
  ['windows-1252', 0.15],
  ['windows-1250', 0],
  ['windows-1251', 0],
  ['koi8-r', 0],
  ['windows-1254', -0.1],
  ['windows-1253', 0],
  ['windows-1255', 0],
  ['windows-1256', 0],
];
/** chardet's names for the candidates above. */
const STATISTICS: Record<string, string> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
};

/**
 * Name of the likeliest charset, as iconv-lite calls it.
 * @param hint preferred where it decodes cleanly: what the mail declares elsewhere
 */
export function guessCharset(bytes: Buffer, hint: string | null = null): string {
  const sample = highText(bytes);
  if (isUtf8(sample)) return 'utf-8';
  if (hint && hint !== 'ascii' && hint !== 'utf-8' && decodesCleanly(sample, hint)) return hint;
  let best = { name: 'windows-1252', score: Number.NEGATIVE_INFINITY };
  const consider = (name: string, score: number) => {
    if (score > best.score + 1e-9) best = { name, score };
  };
  const statistics = statisticsOf(sample);
  for (const [name, prior] of SINGLE_BYTE) {
    const text = iconv.decode(sample, name);
    if (!isBroken(text)) consider(name, scoreSingleByte(text, name) + prior + (statistics.get(name) ?? 0));
  }
  for (const name of DOUBLE_BYTE) {
    const text = iconv.decode(sample, name);
    if (!isBroken(text)) consider(name, scoreDoubleByte(sample, text, name));
  }
  return best.name;
}

/** The beginning of the bytes, cut at an ASCII byte so that no character is cut in two. */
function highText(bytes: Buffer): Buffer {
  if (bytes.length <= SAMPLE_BYTES) return bytes;
  let start = 0;
  while (start < bytes.length && bytes[start]! < 0x80) start++;
  let end = Math.min(bytes.length, start + SAMPLE_BYTES);
  while (end > start + 1 && bytes[end - 1]! >= 0x40) end--;
  return bytes.subarray(Math.max(0, start - 32), end > start + 1 ? end : Math.min(bytes.length, start + SAMPLE_BYTES));
}

function decodesCleanly(sample: Buffer, name: string): boolean {
  return iconv.encodingExists(name) && !isBroken(iconv.decode(sample, name));
}

/** Replacement characters, C1 controls or private use: nobody wrote this. */
function isBroken(text: string): boolean {
  return /[\ufffd\u0080-\u009f\ue000-\uf8ff]/.test(text);
}

/** chardet's opinion on single-byte charsets as a small bonus (0 to 0.4), which decides between equals. */
function statisticsOf(sample: Buffer): Map<string, number> {
  const bonus = new Map<string, number>();
  for (const match of chardet.analyse(sample)) {
    const name = STATISTICS[match.name] ?? match.name.toLowerCase();
    bonus.set(name, Math.max(bonus.get(name) ?? 0, (match.confidence / 100) * 0.4));
  }
  return bonus;
}
