// Who is there, in words. Pure.
import type { Other } from './others.js';

export type Doing = Other['doing'];
export type Said = { doing: Doing; names: string; does: string };

const ONE: Record<Doing, string> = {
  looking: 'is looking',
  'writing-note': 'is writing a note',
  'writing-reply': 'is writing a reply',
};
const SEVERAL: Record<Doing, string> = {
  looking: 'are looking',
  'writing-note': 'are writing notes',
  'writing-reply': 'are writing replies',
};
const ORDER: readonly Doing[] = ['writing-reply', 'writing-note', 'looking'];

/** One for each thing that is done, writing first: `Theo Brandt` `is writing a reply`. */
export const saidOf = (others: readonly Other[]): Said[] =>
  ORDER.flatMap(doing => {
    const names = others.filter(other => other.doing === doing).map(({ name }) => name);
    if (names.length === 0) return [];
    return [{ doing, names: namesOf(names), does: (names.length === 1 ? ONE : SEVERAL)[doing] }];
  });

/** `Theo Brandt is writing a reply. Ines Koval is looking.` */
export const wordsOf = (others: readonly Other[]): string =>
  saidOf(others)
    .map(({ names, does }) => `${names} ${does}.`)
    .join(' ');

/** Who came, and who began to write. That somebody stops or goes interrupts nobody. */
export const newsOf = (before: readonly Other[], now: readonly Other[]): Other[] =>
  now.filter(other => {
    const had = before.find(({ id }) => id === other.id);
    return !had || (had.doing !== other.doing && other.doing !== 'looking');
  });

function namesOf(names: readonly string[]): string {
  const [first = '', second = ''] = names;
  if (names.length < 3) return names.join(' and ');
  return `${first}, ${second} and ${names.length - 2} more`;
}
