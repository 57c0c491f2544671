// Tags: words of the people who work a rail, beside what a ticket is. Pure. Guarantees: a tag is one word in one spelling (NFC, lower case, blanks as
// hyphens), so that two tags that look alike are one; reading what was read changes nothing.

/** Of one ticket, and of one rule; and characters (code points) of a tag. */
export const TAG_LIMITS = { tags: 20, characters: 40 } as const;

export interface TagFault {
  /** RFC 6901, from the list: "/3". */
  pointer: string;
  detail: string;
}

/** What nobody sees: control characters, marks of direction and joining, halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/** How the word is kept, whether it may be a tag or not: " Big  Customer " is "big-customer". */
export const tagOf = (text: string): string =>
  // Lower case may take a letter apart ("İ"), so it is put together again.
  text
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, '-');

/** Each once, in the order in which they are said first; with what is wrong, each at its place. Without faults they can be kept. */
export function readTags(words: readonly string[]): { tags: string[]; faults: TagFault[] } {
  const tags = uniteTags(words.map(tagOf));
  const faults = words.flatMap((word, i) => {
    const detail = wrongWith(tagOf(word));
    return detail === null ? [] : [{ pointer: `/${i}`, detail }];
  });
  const { tags: most } = TAG_LIMITS;
  if (tags.length > most) faults.push({ pointer: '', detail: `At most ${most} tags; these are ${tags.length}` });
  return { tags, faults };
}

function wrongWith(tag: string): string | null {
  if (tag === '') return 'A tag is a word: write one, or take it out';
  if (tag.includes(',')) return 'A tag holds no comma: write two tags';
  if (UNSEEN.test(tag)) return 'A tag holds no control characters, nor others that nobody sees';
  const { characters } = TAG_LIMITS;
  const { length } = [...tag];
  return length > characters ? `A tag has at most ${characters} characters; this one has ${length}` : null;
}

/** Each once, in the order in which the lists say them first. */
export const uniteTags = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

/** What one list has and the other has not. */
export function tagDifference(
  before: readonly string[],
  after: readonly string[],
): { added: string[]; removed: string[] } {
  return {
    added: after.filter(tag => !before.includes(tag)),
    removed: before.filter(tag => !after.includes(tag)),
  };
}

/** "Added tags a, b; removed c": the line of a ticket's history. */
export function tagWords({ added, removed }: { added: readonly string[]; removed: readonly string[] }): string {
  const named = (tags: readonly string[]) => `${tags.length === 1 ? 'tag' : 'tags'} ${tags.join(', ')}`;
  if (removed.length === 0) return `Added ${named(added)}`;
  if (added.length === 0) return `Removed ${named(removed)}`;
  return `Added ${named(added)}; removed ${removed.join(', ')}`;
}
