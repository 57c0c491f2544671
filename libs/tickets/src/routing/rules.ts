// The rule table: in its order, the first rule that matches and says something about a thing decides that thing. Tags add up: all rules that match say theirs.
import type { TicketDraft } from '../draft.js';
import type { KindBook } from '../kinds/kind.book.js';
import { addRuledTags, type RuledTag } from '../tags/rule.tags.js';
import type { Business, Priority } from '../ticket.js';
import type { RoutingRule } from './decision.js';

export interface RuledBy {
  kind?: { value: string; rule: string };
  priority?: { value: Priority; rule: string };
  departmentId?: { value: number; rule: string };
  business?: { value: Business; rule: string };
  /** Of all rules that match, in their order. */
  tags: RuledTag[];
  suppressedBy?: string;
}

/** What is known of whoever asks, beside what the message says. */
export interface KnownSender {
  /** The trading partner who sent it; null: none. */
  partnerId: number | null;
  existingCustomer: boolean;
}

/** What the ledger says beside the rule's name. */
export const BY_RULE_TABLE = 'By the rule table';

/** The house for a message that a person released: what it leaves out by its table is on the rail this time, and the other rules hold. */
export const withoutSuppression = <H extends { rules: readonly RoutingRule[] }>(house: H): H => ({
  ...house,
  rules: house.rules.filter(rule => !rule.effect.suppress),
});

/** @param departmentId  of the channel that it came through */
export function applyRules(
  house: { rules: readonly RoutingRule[]; kinds: KindBook },
  draft: TicketDraft,
  departmentId: number,
  known: KnownSender,
): RuledBy {
  const said: RuledBy = { tags: [] };
  for (const rule of house.rules) {
    if (rule.departmentId !== null && rule.departmentId !== departmentId) continue;
    if (!matches(rule, draft, known)) continue;
    if (rule.effect.suppress) return { ...said, suppressedBy: rule.name };
    if (rule.effect.kind && house.kinds.has(rule.effect.kind))
      said.kind ??= { value: rule.effect.kind, rule: rule.name };
    if (rule.effect.priority) said.priority ??= { value: rule.effect.priority, rule: rule.name };
    if (rule.effect.business) said.business ??= { value: rule.effect.business, rule: rule.name };
    if (rule.effect.departmentId) said.departmentId ??= { value: rule.effect.departmentId, rule: rule.name };
    if (rule.effect.tags) said.tags = addRuledTags(said.tags, rule.effect.tags, rule.name);
  }
  return said;
}

function matches({ conditions: c }: RoutingRule, draft: TicketDraft, known: KnownSender): boolean {
  const sender = draft.author?.address || draft.requester.address || '';
  return (
    (c.recipient === undefined || draft.deliveredTo.some(address => matchesAddress(c.recipient!, address))) &&
    (c.sender === undefined || matchesAddress(c.sender, sender)) &&
    (c.subject === undefined || hasWord(draft.subject, c.subject)) &&
    (c.text === undefined || hasWord(draft.text.slice(0, 20_000), c.text)) &&
    (c.kind === undefined || c.kind === draft.kind) &&
    (c.partner === undefined || c.partner === known.partnerId) &&
    (c.number === undefined || matchesNumber(c.number, draft)) &&
    (c.customer === undefined || (c.customer === 'customer') === known.existingCustomer)
  );
}

function matchesNumber(pattern: string, { call, requester }: TicketDraft): boolean {
  const number = dialled(call?.outside.number ?? call?.outside.said ?? requester.phone ?? '');
  return number !== '' && matchesAddress(dialled(pattern), number);
}

/** Without what people write between digits. */
const dialled = (number: string): string => number.replace(/[^\d+*]/g, '');

function matchesAddress(pattern: string, address: string): boolean {
  const p = pattern.trim().toLowerCase();
  const a = address.toLowerCase();
  if (p.startsWith('@')) return a.endsWith(p);
  if (!p.includes('*')) return a === p;
  // Piece by piece, not as a regular expression: a pattern must not be able to take exponential time.
  const pieces = p.split('*');
  if (!a.startsWith(pieces[0]!) || !a.endsWith(pieces.at(-1)!)) return false;
  let at = pieces[0]!.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = a.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= a.length - pieces.at(-1)!.length;
}

const LETTER = /[\p{L}\p{N}]/u;

function hasWord(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some(word => {
    const wanted = word.trim().toLowerCase();
    if (!wanted) return false;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
      const before = lower[at - 1];
      if (before === undefined || !LETTER.test(before)) return true;
    }
    return false;
  });
}
