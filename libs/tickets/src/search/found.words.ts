// The place in a text that shows why it was found. Pure: the text itself in pieces, those that were looked for marked; never anything but text.
import type { Needle, Term } from './text.query.js';
import { joinedNumbers, SEARCH_LIMITS } from './word.index.js';
import { type Word, wordsOf } from './word.js';

export interface FoundPiece {
  text: string;
  /** It is what was looked for. */
  found: boolean;
}

/** Characters that are shown, and of these before the first thing found. */
const SHOWN = 160;
const BEFORE = 40;

interface Hit {
  start: number;
  end: number;
  term: number;
}

/** Of the text in which most of the terms stand close together; where they stand in none, the beginning of the first, unmarked. */
export function foundIn(texts: readonly string[], terms: readonly Term[]): FoundPiece[] {
  let best: { text: string; hits: Hit[]; first?: Hit; terms: number } = { text: texts[0] ?? '', hits: [], terms: 0 };
  for (const text of texts) {
    const hits = hitsIn(text.slice(0, SEARCH_LIMITS.characters), terms);
    const dense = densest(hits);
    if (dense.terms > best.terms) best = { text, hits, ...dense };
  }
  return piecesOf(best.text, best.hits, best.first);
}

function piecesOf(text: string, hits: readonly Hit[], first: Hit | undefined): FoundPiece[] {
  const from = first ? wordBegin(text, Math.max(0, first.start - BEFORE)) : 0;
  const to = wordEnd(text, Math.max(from + SHOWN, first?.end ?? 0));
  const pieces: FoundPiece[] = [];
  const say = (start: number, end: number, found: boolean): void => {
    const words = text.slice(start, end).replace(/[\s\p{Cc}]+/gu, ' ');
    if (words !== '') pieces.push({ text: words.toWellFormed(), found });
  };
  let at = from;
  for (const hit of hits) {
    if (hit.start < at || hit.end > to) continue;
    say(at, hit.start, false);
    say(hit.start, hit.end, true);
    at = hit.end;
  }
  say(at, to, false);
  return trimmed(pieces, from > 0, to < text.trimEnd().length);
}

function hitsIn(text: string, terms: readonly Term[]): Hit[] {
  const words = [...wordsOf(text)];
  const joined = new Map(joinedNumbers(text, words).map(one => [one.first, one]));
  const hits: Hit[] = [];
  words.forEach((word, i) => {
    terms.forEach((term, n) => {
      const last = i + term.sequence.length - 1;
      if (term.sequence.every((needle, k) => fits(words[i + k], needle)))
        hits.push({ start: word.start, end: words[last]!.end, term: n });
      const number = joined.get(i);
      const inOne = term.joined ?? (term.sequence.length === 1 ? term.sequence[0]! : null);
      if (inOne && number && begins(number.text, inOne))
        hits.push({ start: word.start, end: words[number.last]!.end, term: n });
      if (term.joined && fits(word, term.joined)) hits.push({ start: word.start, end: word.end, term: n });
    });
  });
  return hits.sort((a, b) => a.start - b.start || b.end - a.end);
}

const fits = (word: Word | undefined, needle: Needle): boolean =>
  word?.spellings.some(spelling => begins(spelling, needle)) ?? false;

const begins = (word: string, needle: Needle): boolean =>
  needle.spellings.some(spelling => (needle.begins ? word.startsWith(spelling) : word === spelling));

/** The first of those that have the most terms behind them. */
function densest(hits: readonly Hit[]): { first?: Hit; terms: number } {
  let [first, terms]: [Hit | undefined, number] = [undefined, 0];
  hits.forEach((hit, i) => {
    const near = new Set<number>();
    for (let k = i; k < hits.length && hits[k]!.end <= hit.start + SHOWN - BEFORE; k++) near.add(hits[k]!.term);
    if (near.size > terms) [first, terms] = [hit, near.size];
  });
  return { first: first ?? hits[0], terms };
}

/** Not in the middle of a word, unless it is longer than anything that people write. */
function wordBegin(text: string, from: number): number {
  const blank = text.slice(Math.max(0, from - 20), from).search(/\s\S*$/);
  return from === 0 ? 0 : blank < 0 ? wellCut(text, from) : Math.max(0, from - 20) + blank + 1;
}

function wordEnd(text: string, to: number): number {
  if (to >= text.length) return text.length;
  const blank = text.slice(to, to + 20).search(/\s/);
  return blank < 0 ? wellCut(text, to) : to + blank;
}

/** Never between the halves of one character. */
const wellCut = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);

function trimmed(pieces: FoundPiece[], isCutBefore: boolean, isCutBehind: boolean): FoundPiece[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return [];
  first.text = `${isCutBefore ? '… ' : ''}${first.text.trimStart()}`;
  last.text = `${last.text.trimEnd()}${isCutBehind ? ' …' : ''}`;
  return pieces.filter(piece => piece.text !== '');
}
