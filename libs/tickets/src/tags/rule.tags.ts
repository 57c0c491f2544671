// Tags that rules give. Unlike everything else that rules decide they add up: each rule that matches says its own, and none takes one away. Pure.
import { TAG_LIMITS, tagOf } from './tag.js';

/** A tag, and the first rule that said it. */
export interface RuledTag {
  value: string;
  rule: string;
}

/** What a further rule says, put to what those before it said. What is more than a ticket may have is left out: the earlier rule counts. */
export function addRuledTags(said: readonly RuledTag[], words: readonly string[], rule: string): RuledTag[] {
  const tags = [...said];
  for (const word of words) {
    const value = tagOf(word);
    if (tags.length < TAG_LIMITS.tags && !tags.some(tag => tag.value === value)) tags.push({ value, rule });
  }
  return tags;
}

/** One line for each rule that gave some: `Added tags vip, spare-part by rule "Pumps"`. */
export function ruledTagWords(tags: readonly RuledTag[]): { rule: string; tags: string[]; words: string }[] {
  const rules = [...new Set(tags.map(({ rule }) => rule))];
  return rules.map(rule => {
    const own = tags.filter(tag => tag.rule === rule).map(({ value }) => value);
    return { rule, tags: own, words: `Added ${own.length === 1 ? 'tag' : 'tags'} ${own.join(', ')} by rule "${rule}"` };
  });
}
