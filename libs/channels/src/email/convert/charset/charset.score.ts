// How much a decoded text looks like a language: the judge behind the charset guess. Scores are per high byte (about 1 for
// text as people write it, 0 or less for noise), so that single-byte and double-byte readings of the same bytes compare.

/** Non-ASCII characters that the languages of each Latin code page really use. */
const LATIN_LETTERS: Record<string, string> = {
  'windows-1252': 'äöüßÄÖÜéèêëàâçîïôûùñáíóúÉÈÀÇÑÁÍÓÚãõÃÕâåøæÅØÆœŒìò',
  'windows-1250': 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉÍŇŘŠŤÚŮÝŽőűŐŰäöüßÄÖÜăâîşţôľĺŕ',
  'windows-1254': 'çğıöşüÇĞİÖŞÜâî',
};
const PUNCTUATION = '“”„‘’‚–—…«»€§°´·®©™¡¿№\u00a0';
const SCRIPTS: Record<string, RegExp> = {
  'windows-1251': /[\u0400-\u04ff]/,
  'koi8-r': /[\u0400-\u04ff]/,
  'windows-1253': /[\u0370-\u03ff]/,
  'windows-1255': /[\u05d0-\u05ea]/,
  'windows-1256': /[\u0621-\u064a\u067e\u0686\u0698\u06af]/,
};
/** Vowels, which are four of ten letters in Russian and Greek; tells them from noise, and from Hebrew read as Cyrillic. */
const CYRILLIC_VOWELS = /[аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ]/g;
const VOWELS: Record<string, RegExp> = {
  'windows-1251': CYRILLIC_VOWELS,
  'koi8-r': CYRILLIC_VOWELS,
  'windows-1253': /[αεηιουωάέήίόύώϊϋΑΕΗΙΟΥΩΆΈΉΊΌΎΏ]/g,
};

/** Judges a single-byte reading. */
export function scoreSingleByte(text: string, name: string): number {
  const script = SCRIPTS[name];
  let score = 0;
  let high = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character < '\u0080') continue;
    high++;
    const before = text[at - 1] ?? ' ';
    const after = text[at + 1] ?? ' ';
    if (PUNCTUATION.includes(character)) score += 0.5;
    else if (script) score += script.test(character) ? scriptLetter(character, before, after, script) : -0.6;
    else score += latinLetter(character, before, after, LATIN_LETTERS[name] ?? '');
  }
  if (high === 0) return 0;
  const vowels = VOWELS[name];
  if (vowels && high >= 4 && (text.match(vowels)?.length ?? 0) < high / 4) score -= high * 0.5;
  return score / high;
}

/** A letter of one script beside another of it, in an order of cases that people write. */
function scriptLetter(character: string, before: string, after: string, script: RegExp): number {
  if (/[A-Za-z]/.test(before) || /[A-Za-z]/.test(after)) return -0.6;
  const besideScript = script.test(before);
  if (!besideScript && !script.test(after)) return 0.1;
  const isUpper = character !== character.toLowerCase();
  const beforeIsLower = besideScript && before !== before.toUpperCase();
  if (isUpper && beforeIsLower) return -1;
  return 0.95;
}

/** An accented letter: usual in the language, in a word of mostly plain letters. */
function latinLetter(character: string, before: string, after: string, letters: string): number {
  if (!letters.includes(character)) return /\p{L}/u.test(character) ? -0.4 : -0.8;
  const plainBeside = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after);
  // "Żółć": a word of accented letters only, each of them usual.
  if (!plainBeside) return letters.includes(before) || letters.includes(after) ? 0.6 : 0.2;
  const isUpper = character !== character.toLowerCase();
  return isUpper && /[a-z]/.test(before) ? -0.5 : 1;
}

/** Judges a double-byte reading: common ideographs, kana and hangul count, rare ones hardly. */
export function scoreDoubleByte(bytes: Buffer, text: string, name: string): number {
  // Two ideographs say nothing about Chinese or Korean; the more frequent sender is meant.
  const short = bytes.length < 6 && name === 'cp949';
  const kana = (text.match(/[\u3041-\u30ff]/g) ?? []).length;
  let score = 0;
  let high = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    if (name === 'shift_jis' && lead >= 0xa1 && lead <= 0xdf) {
      // A half-width kana: one byte, rare in mail except in runs.
      score += 0.15;
      high++;
      continue;
    }
    const trail = bytes[at + 1] ?? 0;
    score += pairScore(name, lead, trail, kana > 0);
    high += 2;
    at++;
  }
  return high === 0 ? 0 : (score / high) * (short ? 0.9 : 1);
}

function pairScore(name: string, lead: number, trail: number, hasKana: boolean): number {
  switch (name) {
    case 'gb18030':
      if (trail < 0xa1) return 0;
      if (lead >= 0xb0 && lead <= 0xd7) return 1.7;
      return lead >= 0xd8 && lead <= 0xf7 ? 0.4 : lead === 0xa1 || lead === 0xa3 ? 1 : 0.1;
    case 'big5hkscs':
      if (lead >= 0xa4 && lead <= 0xc6) return 1.65;
      return lead === 0xa1 ? 0.8 : lead >= 0xc9 ? 0.2 : 0.1;
    case 'cp949':
      if (trail < 0xa1) return 0.1;
      return lead >= 0xb0 && lead <= 0xc8 ? 1.8 : lead === 0xa1 || lead === 0xa3 ? 0.6 : 0.1;
    case 'shift_jis':
      if (lead === 0x82 || lead === 0x83) return 1.9;
      if (lead === 0x81) return 1;
      return lead >= 0x88 && lead <= 0x98 ? (hasKana ? 1.7 : 1.3) : 0.3;
    default:
      if (lead === 0xa4 || lead === 0xa5) return 1.9;
      if (lead === 0xa1 || lead === 0xa3) return hasKana ? 1 : 0.5;
      return lead >= 0xb0 && lead <= 0xcf ? (hasKana ? 1.7 : 1.2) : 0.3;
  }
}
