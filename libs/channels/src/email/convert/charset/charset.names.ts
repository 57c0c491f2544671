// The names by which mail calls charsets, and the decoder that is meant. Guarantee: null for what we do not know, never a guess.
import iconv from 'iconv-lite';

/** Names that mailers use beside the registered ones, or whose registered meaning is a subset of what mailers send. */
const ALIASES: Record<string, string> = {
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  utf8mb4: 'utf-8',
  cp65001: 'utf-8',
  'us-ascii': 'ascii',
  'ansi_x3.4-1968': 'ascii',
  'iso-646': 'ascii',
  'iso646-us': 'ascii',
  '7bit': 'ascii',
  // Superset: a "latin1" mail with curly quotes is windows-1252 in truth.
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso8859-1': 'windows-1252',
  'iso_8859-1': 'windows-1252',
  ansi: 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  'tis-620': 'windows-874',
  'iso-8859-8-i': 'windows-1255',
  'iso-8859-8-e': 'windows-1255',
  'iso-8859-8': 'windows-1255',
  'iso-8859-6-i': 'iso-8859-6',
  'unicode-1-1-utf-7': 'utf-7',
  utf7: 'utf-7',
  gb2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  'x-gbk': 'gb18030',
  'x-euc-cn': 'gb18030',
  'euc-cn': 'gb18030',
  'hz-gb-2312': 'hz',
  'x-sjis': 'shift_jis',
  sjis: 'shift_jis',
  'shift-jis': 'shift_jis',
  ms_kanji: 'shift_jis',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  'x-ms-cp932': 'shift_jis',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  csiso2022jp: 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
  '_iso-2022-jp$esc': 'iso-2022-jp',
  jis: 'iso-2022-jp',
  'x-euc-jp': 'euc-jp',
  eucjp: 'euc-jp',
  'eucjp-ms': 'euc-jp',
  'ks_c_5601-1987': 'cp949',
  'ks_c_5601-1989': 'cp949',
  ks_c_5601: 'cp949',
  ksc5601: 'cp949',
  ksc_5601: 'cp949',
  'euc-kr': 'cp949',
  euckr: 'cp949',
  'windows-949': 'cp949',
  'big5-hkscs': 'big5hkscs',
  big5: 'big5hkscs',
  'x-x-big5': 'big5hkscs',
  cp950: 'big5hkscs',
  'x-mac-roman': 'macintosh',
  'mac-roman': 'macintosh',
  'x-mac-cyrillic': 'maccyrillic',
  'x-mac-ce': 'maccenteuro',
};

const OWN_DECODERS = new Set(['utf-8', 'ascii', 'iso-2022-jp', 'iso-2022-kr', 'hz']);
const known = new Map<string, string | null>();

/** The decoder's name for a label from a mail, or null where the label is empty or unknown ("unknown-8bit", "x-user-defined"). */
export function charsetName(label: string | null | undefined): string | null {
  if (!label) return null;
  const given = label
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '');
  const cached = known.get(given);
  if (cached !== undefined) return cached;
  const name = find(given);
  // Bounded: labels come from senders.
  if (known.size < 500) known.set(given, name);
  return name;
}

function find(given: string): string | null {
  // `=?utf-8*en?…` carries a language (RFC 2231, 5).
  const plain = given.split('*')[0]!.trim();
  const variants = [
    plain,
    plain.replace(/^(?:cs|x-)/, ''),
    plain.replace(/^cp-?(\d)/, 'windows-$1'),
    plain.replace(/_/g, '-'),
  ];
  for (const variant of variants) {
    const name = ALIASES[variant] ?? variant;
    if (OWN_DECODERS.has(name)) return name;
    // `hex`, `base64` and the like are encodings of iconv-lite, not charsets of mail.
    if (/^(?:hex|base64|ucs2|binary|cesu8|ascii8bit)$/.test(name) || name === '' || name === 'unknown') continue;
    if (iconv.encodingExists(name)) return name;
  }
  return null;
}
