// Tags as they are shown and as they are typed. Pure. The server has the last word: see libs/tickets.

/** As the server keeps it, so that nobody adds one twice: " Big  Customer" is "big-customer". */
export const typedTag = (text: string): string => text.trim().normalize('NFC').toLowerCase().replace(/\s+/g, '-');

/** Each once, in their order, without what is empty. */
export const typedTags = (words: readonly string[]): string[] => [...new Set(words.map(typedTag).filter(Boolean))];

const SHOWN = 2;

/** The first two, and how many more: a slip is read at a glance. */
export const shownTags = (tags: readonly string[]): { shown: readonly string[]; more: number } => ({
  shown: tags.slice(0, SHOWN),
  more: Math.max(0, tags.length - SHOWN),
});

/** "vip, pump": in one line of a form, and apart again. A tag holds no comma. */
export const tagLine = (tags: readonly string[] | undefined): string => tags?.join(', ') ?? '';
export const tagsOfLine = (line: string): string[] => typedTags(line.split(','));

/** What the toast says: "Tagged vip, pump.", "No longer tagged vip.", both, or that there are none now. */
export function taggedWords(before: readonly string[], after: readonly string[]): string {
  const added = after.filter(tag => !before.includes(tag));
  const removed = before.filter(tag => !after.includes(tag));
  const words = [
    added.length > 0 && `Tagged ${added.join(', ')}.`,
    removed.length > 0 && `No longer tagged ${removed.join(', ')}.`,
  ].filter(Boolean);
  return words.length > 0 ? words.join(' ') : 'The tags stay as they are.';
}
