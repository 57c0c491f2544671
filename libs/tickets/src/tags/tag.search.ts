// What a person types into the rail's search: words, and tags written as `tag:word`. Pure.
import { tagOf } from './tag.js';

export interface SearchWords {
  /** The rest, on one line. */
  words: string;
  /** As they are kept; a ticket must have all of them. */
  tags: string[];
}

/** `tag:` alone asks for nothing yet: somebody is still typing. */
export function readSearch(text: string): SearchWords {
  const pieces = text.trim().split(/\s+/);
  const isTag = (piece: string): boolean => /^tag:/i.test(piece);
  const tags = pieces.filter(isTag).map(piece => tagOf(piece.slice('tag:'.length)));
  return { words: pieces.filter(piece => !isTag(piece)).join(' '), tags: [...new Set(tags.filter(Boolean))] };
}
