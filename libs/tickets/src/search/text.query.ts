// What a person types into the search, as terms that a text must have, and as a tsquery. Pure. Guarantee: whatever is typed gives a valid query or none; signs
// that mean something to PostgreSQL are signs like any other.
import { tagOf } from '../tags/tag.js';
import { joinedNumbers } from './word.index.js';
import { wordsOf } from './word.js';

export interface Needle {
  spellings: string[];
  /** Longer words that begin with it count too. */
  begins: boolean;
}

/** Words that follow each other; or, of a number, its digits and letters in one. */
export interface Term {
  sequence: Needle[];
  joined: Needle | null;
}

export interface SearchWords {
  /** The rest, on one line, as typed but for quotation marks. */
  words: string;
  /** Each must occur where a ticket's head is searched: words, and phrases whole. */
  pieces: string[];
  /** As they are kept; a ticket must have all of them. */
  tags: string[];
  /** Each must occur in a text. */
  terms: Term[];
}

/** Pieces and words beyond these are not looked for. */
const PIECES = 12;
const WORDS = 40;
/** Shorter ones are looked for as they are: half of all words begin with `a`. */
const BEGINS = 4;
const BEGINS_AT_THE_END = 3;
const PIECE = /"([^"]*)("|$)|\S+/g;

/** `tag:` alone asks for nothing yet: somebody is still typing. A quotation mark that is not closed yet is closed at the end. */
export function readSearch(text: string): SearchWords {
  const line = text
    .replaceAll('\0', ' ')
    .replace(/[“”„‟«»]/g, '"')
    .trim();
  const all = [...line.matchAll(PIECE)].map(([piece, phrase, end]) => ({
    text: phrase === undefined ? piece : phrase.trim().replace(/\s+/g, ' '),
    isPhrase: phrase !== undefined,
    isShut: end === '"',
  }));
  const isTag = (piece: (typeof all)[number]): boolean => !piece.isPhrase && /^tag:/i.test(piece.text);
  const tags = all.filter(isTag).map(piece => tagOf(piece.text.slice('tag:'.length)));
  const asked = all.filter(piece => !isTag(piece) && piece.text !== '').slice(0, PIECES);
  const terms: Term[] = [];
  let room = WORDS;
  asked.forEach((piece, i) => {
    const words = [...wordsOf(piece.text)].slice(0, room);
    room -= words.length;
    if (words.length > 0) terms.push(termOf(piece.text, words, i === asked.length - 1, piece.isShut));
  });
  const pieces = asked.map(piece => piece.text);
  return { words: pieces.join(' '), pieces, tags: [...new Set(tags.filter(Boolean))], terms };
}

function termOf(
  text: string,
  words: { start: number; end: number; spellings: string[] }[],
  isLast: boolean,
  isShut: boolean,
): Term {
  const enough = isLast ? BEGINS_AT_THE_END : BEGINS;
  const needle = (spellings: string[], mayBegin: boolean): Needle => ({
    spellings,
    begins: mayBegin && !isShut && spellings[0]!.length >= enough,
  });
  const [whole] = joinedNumbers(text, words).filter(one => one.first === 0 && one.last === words.length - 1);
  return {
    sequence: words.map((word, i) => needle(word.spellings, i === words.length - 1)),
    joined: whole ? needle([whole.text], true) : null,
  };
}

/** All terms must be there; null where there is none. */
export function textQuery(terms: readonly Term[]): string | null {
  if (terms.length === 0) return null;
  return terms
    .map(({ sequence, joined }) => {
      const row = sequence.map(alternatives).join(' <-> ');
      return joined ? `(${row} | ${alternatives(joined)})` : `(${row})`;
    })
    .join(' & ');
}

const alternatives = ({ spellings, begins }: Needle): string =>
  `(${spellings.map(word => `'${word}'${begins ? ':*' : ''}`).join(' | ')})`;
