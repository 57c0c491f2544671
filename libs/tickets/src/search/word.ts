// What a word is for the search, the same for what is written and for what is looked for, in any language and on any database: letters and digits, in lower
// case, without accents. Pure. The database compares words only; its locale, dictionaries and extensions decide nothing.

/** Longer ones (a line of base64) are found by their first characters. */
export const WORD_CHARACTERS = 40;

export interface Word {
  /** Place in the text. */
  start: number;
  end: number;
  /** Its spelling first, then others that people use for it: `muller`, `mueller`. */
  spellings: string[];
}

const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const ASCII_RUN = /[A-Za-z0-9]+/g;
const ASCII = /^[\x00-\x7f]*$/;
/** Written without blanks between words: each character counts as a word, so that any part of a sentence is found. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const UNSPACED_PARTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const UMLAUT = /[äöü]/;
/** Letters that Unicode takes for their own, and people for others. */
const OTHERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };
const OTHER = /[ßæœøłđıς]/g;

/** The words of a text in their order. */
export function* wordsOf(text: string): Generator<Word> {
  if (ASCII.test(text)) {
    for (const { 0: run, index } of text.matchAll(ASCII_RUN))
      yield { start: index, end: index + run.length, spellings: [run.slice(0, WORD_CHARACTERS).toLowerCase()] };
    return;
  }
  for (const { 0: run, index } of text.matchAll(RUN)) {
    let start = index;
    for (const { length, spellings } of partsOf(run)) {
      if (spellings.length > 0) yield { start, end: start + length, spellings };
      start += length;
    }
  }
}

type Part = Pick<Word, 'spellings'> & { length: number };

/** Words come again and again, and one with an accent costs more than looking it up. */
const known = new Map<string, Part[]>();
const KNOWN = 5_000;
const KNOWN_CHARACTERS = 24;

function partsOf(run: string): Part[] {
  if (ASCII.test(run)) return [{ length: run.length, spellings: spellingsOf(run) }];
  const found = known.get(run);
  if (found) return found;
  const parts = UNSPACED.test(run) ? run.match(UNSPACED_PARTS)! : [run];
  const made = parts.map(part => ({ length: part.length, spellings: spellingsOf(part) }));
  if (run.length <= KNOWN_CHARACTERS) {
    if (known.size >= KNOWN) known.clear();
    known.set(run, made);
  }
  return made;
}

/** None where nothing but accents is left. */
function spellingsOf(run: string): string[] {
  const lower = run.toLowerCase();
  if (ASCII.test(lower)) return [lower.slice(0, WORD_CHARACTERS)];
  const composed = lower.normalize('NFC').replace(OTHER, letter => OTHERS[letter]!);
  const plain = bare(composed);
  const written = UMLAUT.test(composed) ? bare(composed.replace(/[äöü]/g, letter => `${letter}e`)) : plain;
  return plain === '' ? [] : written === plain ? [plain] : [plain, written];
}

/** Without accents; what is composed of letters (ﬁ, ½) comes apart. */
const bare = (text: string): string =>
  // No half of a surrogate pair may stay behind at the cut.
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, WORD_CHARACTERS)
    .replace(/[\ud800-\udbff]$/, '');
