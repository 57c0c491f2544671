// Rules in words, and what a dry run found, in a clerk's words. Pure.
import type { RoutingRule, RuledAs, RuledMessage, RuleVersion } from '#api';

/** Names of what rules name by ids and keys. */
export interface RuleNames {
  department: (id: number) => string;
  partner: (id: number) => string;
  kind: (key: string) => string;
}

const BUSINESS = { repeat: 'repeat business', new: 'new business', stranger: 'business of a stranger' } as const;
const PRIORITY = { normal: 'not expedited', expedite: 'expedited' } as const;
export const BUSINESS_TITLES = { repeat: 'Repeat', new: 'New', stranger: 'Stranger' } as const;

/** "sender @shop.example, subject with “quote” or “rfq”" */
export function conditionWords({ conditions, departmentId }: RoutingRule, names: RuleNames): string {
  const { recipient, sender, subject, text, kind, partner, number, customer } = conditions;
  const said = [
    departmentId !== null && `comes in to ${names.department(departmentId)}`,
    recipient && `to ${recipient}`,
    sender && `from ${sender}`,
    subject && `subject with ${anyOf(subject)}`,
    text && `text with ${anyOf(text)}`,
    kind && `arrives as ${names.kind(kind)}`,
    partner !== undefined && `sent by ${names.partner(partner)}`,
    number && `number ${number}`,
    customer && (customer === 'customer' ? 'from a customer' : 'from a stranger'),
  ].filter(Boolean);
  return said.length > 0 ? said.join(', ') : 'everything';
}

/** "on Engineering, as Issue, expedited" */
export function effectWords({ effect }: RoutingRule, names: RuleNames): string {
  const { suppress, departmentId, kind, priority, business, tags } = effect;
  if (suppress) return 'leave it out';
  const said = [
    departmentId !== undefined && `on ${names.department(departmentId)}`,
    kind && `as ${names.kind(kind)}`,
    priority && PRIORITY[priority],
    business && BUSINESS[business],
    tags && `tagged ${tags.join(', ')}`,
  ].filter(Boolean);
  return said.length > 0 ? said.join(', ') : 'nothing yet';
}

/** Three of them, and how many more. */
function anyOf(words: readonly string[]): string {
  const shown = words.slice(0, 3).map(word => `“${word}”`);
  const more = words.length - shown.length;
  return more > 0 ? `${shown.join(', ')} or ${more} more` : shown.join(' or ');
}

/** What differs of one message, as it is and as it would be: only the things that differ. */
export function changeWords({ before, after, state, ticketId }: RuledMessage): { now: string; then: string } {
  if (before.leftOutBy !== null || after.leftOutBy !== null) {
    const joins = state === 'appended' && ticketId !== null ? `Stands on #${ticketId}` : null;
    return { now: joins ?? wholeWords(before), then: wholeWords(after) };
  }
  const parts = (of: RuledAs, other: RuledAs): string =>
    sentence([
      of.departmentName !== other.departmentName && `on ${of.departmentName}`,
      of.kindTitle !== other.kindTitle && of.kindTitle,
      of.priority !== other.priority && of.priority && PRIORITY[of.priority],
      of.business !== other.business && of.business && BUSINESS[of.business],
      of.tags.join() !== other.tags.join() && tagPart(of.tags),
    ]);
  return { now: parts(before, after), then: parts(after, before) };
}

function wholeWords(of: RuledAs): string {
  if (of.leftOutBy !== null) return `Left out by “${of.leftOutBy}”`;
  return sentence([
    of.kindTitle ?? 'a call',
    `on ${of.departmentName}`,
    of.priority === 'expedite' && 'expedited',
    of.tags.length > 0 && tagPart(of.tags),
  ]);
}

const tagPart = (tags: readonly string[]): string => (tags.length > 0 ? `tagged ${tags.join(', ')}` : 'without tags');

function sentence(parts: readonly (string | false | null)[]): string {
  const words = parts.filter(Boolean).join(', ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Rules whose word is another one then: the ones that make the difference. */
export function decidedBy({ before, after }: RuledMessage): string {
  const fresh = after.rules.filter(name => !before.rules.includes(name));
  const gone = before.rules.filter(name => !after.rules.includes(name));
  if (fresh.length > 0) return `by ${fresh.map(name => `“${name}”`).join(', ')}`;
  return gone.length > 0 ? `no longer by ${gone.map(name => `“${name}”`).join(', ')}` : '';
}

export const countWords = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** "Back to version 3", a note, or nothing. */
export const versionWords = ({ restores, note }: RuleVersion): string =>
  [restores !== null && `Back to version ${restores}.`, note].filter(Boolean).join(' ');
