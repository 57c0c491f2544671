// What changed between two tables of rules, in words. A rule is known again by its id, so another name is a change and no new rule. Pure.
import { type Difference, valueDifference } from '../kinds/difference.js';
import type { KeptRule, RoutingRule } from '../routing/decision.js';
import { readTags } from '../tags/tag.js';
import type { CheckedRule } from './rule.check.js';

/** Names of what rules name by ids and keys; an unknown one is called as it is. */
export interface RuleNames {
  department(id: number): string;
  partner(id: number): string;
  kind(key: string): string;
}

/** Pointers lead into `after`; of a rule that is gone, into `before`. */
export function ruleDifferences(
  before: readonly KeptRule[],
  after: readonly CheckedRule[],
  names: RuleNames,
): Difference[] {
  const old = new Map(before.map((rule, place) => [rule.id, { rule, place }]));
  const kept = after.filter(rule => rule.id !== null && old.has(rule.id));
  const gone = before.filter(rule => !kept.some(one => one.id === rule.id));
  return [
    ...gone.map(rule => ({
      pointer: `/rules/${old.get(rule.id)!.place}`,
      what: 'removed' as const,
      before: rule,
      after: null,
      words: `Rule "${rule.name}" is gone`,
    })),
    ...after.flatMap((rule, place) => {
      const was = rule.id === null ? undefined : old.get(rule.id)?.rule;
      return was ? changes(was, rule, `/rules/${place}`, names) : [added(rule, place)];
    }),
    ...orderDifference(
      before.filter(rule => !gone.includes(rule)),
      kept,
    ),
  ];
}

const added = (rule: CheckedRule, place: number): Difference => ({
  pointer: `/rules/${place}`,
  what: 'added',
  before: null,
  after: rule,
  words: `Rule "${rule.name}" is new, at place ${place + 1}`,
});

function changes(was: KeptRule, is: CheckedRule, pointer: string, names: RuleNames): Difference[] {
  const of = `Rule "${is.name}"`;
  const scope = ({ departmentId }: CheckedRule) =>
    departmentId === null ? 'all departments' : names.department(departmentId);
  return [
    ...valueDifference(`${pointer}/name`, `${of}, name`, was.name, is.name),
    ...valueDifference(`${pointer}/departmentId`, `${of}, of what comes in to`, scope(was), scope(is)),
    ...partDifferences(
      `${pointer}/conditions`,
      of,
      conditionWords(was.conditions, names),
      conditionWords(is.conditions, names),
    ),
    ...partDifferences(`${pointer}/effect`, of, effectWords(was.effect, names), effectWords(is.effect, names)),
    ...(was.enabled === is.enabled
      ? []
      : [
          {
            pointer: `${pointer}/enabled`,
            what: 'changed' as const,
            before: was.enabled,
            after: is.enabled,
            words: `${of} is switched ${is.enabled ? 'on' : 'off'}`,
          },
        ]),
  ];
}

type Said = Record<string, { title: string; value: string | null }>;

/** By each thing that one of the two says. */
function partDifferences(pointer: string, of: string, was: Said, is: Said): Difference[] {
  return Object.entries(is).flatMap(([name, { title, value }]) =>
    valueDifference(`${pointer}/${name}`, `${of}, ${title}`, was[name]?.value ?? null, value),
  );
}

const list = (words: readonly string[] | undefined): string | null => words?.join(', ') ?? null;

function conditionWords(conditions: RoutingRule['conditions'], names: RuleNames): Said {
  const { recipient, sender, subject, text, kind, partner, number, customer } = conditions;
  return {
    recipient: { title: 'recipient', value: recipient ?? null },
    sender: { title: 'sender', value: sender ?? null },
    subject: { title: 'words of the subject', value: list(subject) },
    text: { title: 'words of the text', value: list(text) },
    kind: { title: 'arrives as', value: kind === undefined ? null : names.kind(kind) },
    partner: { title: 'trading partner', value: partner === undefined ? null : names.partner(partner) },
    number: { title: 'telephone number', value: number ?? null },
    customer: { title: 'who asks', value: customer ?? null },
  };
}

function effectWords(effect: RoutingRule['effect'], names: RuleNames): Said {
  const { kind, priority, departmentId, business, tags, suppress } = effect;
  return {
    suppress: { title: 'left out', value: suppress ? 'yes' : null },
    departmentId: { title: 'rail', value: departmentId === undefined ? null : names.department(departmentId) },
    kind: { title: 'kind', value: kind === undefined ? null : names.kind(kind) },
    priority: { title: 'priority', value: priority ?? null },
    business: { title: 'business', value: business ?? null },
    // As they would be kept: another spelling of the same tag is no change.
    tags: { title: 'tags', value: list(tags && readTags(tags).tags) },
  };
}

/** One difference for the order as a whole: which of two that changed places has moved, nobody can say. */
function orderDifference(before: readonly KeptRule[], after: readonly CheckedRule[]): Difference[] {
  if (before.every((rule, i) => rule.id === after[i]?.id)) return [];
  const names = after.map(rule => `"${rule.name}"`).join(', ');
  return [
    {
      pointer: '/rules',
      what: 'changed',
      before: before.map(rule => rule.name),
      after: after.map(rule => rule.name),
      words: `The order is ${names} now`,
    },
  ];
}
