// What the database keeps of a text for the search: its words with their places, written as a tsvector (see docs/decisions/0033). Pure. Guarantees: the result
// is valid whatever was written, and within what PostgreSQL stores; a text beyond the bounds is searched as far as they reach.
import { wordsOf } from './word.js';

export const SEARCH_LIMITS = {
  /** Of all texts of an entry together; what stands behind is not searched. */
  characters: 200_000,
  /** Different words. */
  words: 20_000,
  /** All different words together, in UTF-8: a tsvector ends at 1 MB. */
  bytes: 400_000,
} as const;

/** Places of one word that are kept (PostgreSQL: 255), and the last place there is (PostgreSQL: 16,383). Behind it words are found, and phrases are not. */
const PLACES = 50;
const LAST_PLACE = 16_383;
/** Between two texts, so that no phrase reaches from one into the other. */
const GAP = 10;
/** `4711-A/3` is also `4711a3`. */
const NUMBER_CHARACTERS = 40;
const JOINT = /[-‐–/.,_+:]/;
const DIGIT = /\d/;
const ASCII = /^[\x00-\x7f]*$/;

/** Words with one such sign between them, one of them with a digit: part numbers, order numbers, dates, amounts. */
export interface Joined {
  /** Index of the first and last word. */
  first: number;
  last: number;
  text: string;
}

/** @param words  of `text`, in their order */
export function joinedNumbers(
  text: string,
  words: readonly { start: number; end: number; spellings: string[] }[],
): Joined[] {
  const found: Joined[] = [];
  for (let first = 0; first < words.length; first++) {
    let last = first;
    while (last + 1 < words.length && isJoint(text, words[last]!.end, words[last + 1]!.start)) last++;
    if (last > first) {
      const joined = words
        .slice(first, last + 1)
        .map(word => word.spellings[0])
        .join('');
      if (joined.length <= NUMBER_CHARACTERS && DIGIT.test(joined)) found.push({ first, last, text: joined });
    }
    first = last;
  }
  return found;
}

const isJoint = (text: string, from: number, to: number): boolean => to - from === 1 && JOINT.test(text[from]!);

/** In UTF-8, at most: what is over is room that stays free. */
const sizeOf = (word: string): number => (ASCII.test(word) ? word.length : 3 * word.length);

/** The texts as a tsvector; '' where there is no word in them. */
export function indexOfTexts(texts: readonly string[]): string {
  const places = new Map<string, number[]>();
  let room: number = SEARCH_LIMITS.characters;
  let bytes = 0;
  let place = 1;
  const put = (word: string, at: number): void => {
    const known = places.get(word);
    if (known) {
      if (known.length < PLACES && known.at(-1) !== at) known.push(at);
      return;
    }
    const size = sizeOf(word);
    if (places.size >= SEARCH_LIMITS.words || bytes + size > SEARCH_LIMITS.bytes) return;
    bytes += size;
    places.set(word, [at]);
  };
  for (const whole of texts) {
    if (room <= 0) break;
    const text = whole.slice(0, room);
    room -= text.length;
    const words = [...wordsOf(text)];
    const at = (index: number): number => Math.min(place + index, LAST_PLACE);
    words.forEach((word, i) => {
      for (const spelling of word.spellings) put(spelling, at(i));
    });
    for (const joined of joinedNumbers(text, words)) put(joined.text, at(joined.first));
    place += words.length + GAP;
  }
  // A word is made of letters and digits only, so nothing in it needs a quote.
  let written = '';
  for (const [word, at] of places) written += `${written === '' ? '' : ' '}${word}:${at.join(',')}`;
  return written;
}
