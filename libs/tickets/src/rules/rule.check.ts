// What is wrong with a table of rules, each with its place. Guarantees: a rule that passes can match, does something, and names only what there is; what
// the house itself leaves out keeps its names, so that a name in the ledger means one thing. Pure.
import type { KindBook } from '../kinds/kind.book.js';
import type { KeptRule } from '../routing/decision.js';
import { readTags } from '../tags/tag.js';

/** `id` null: a new one. */
export type CheckedRule = Omit<KeptRule, 'id'> & { id: number | null };

/** What a rule may name. */
export interface RuleHouse {
  kinds: KindBook;
  departmentIds: ReadonlySet<number>;
  partnerIds: ReadonlySet<number>;
  /** Of the rules that there are: ids are given by the house. */
  ruleIds: ReadonlySet<number>;
}

interface RuleFault {
  /** RFC 6901, from the document that holds `rules`. */
  pointer: string;
  detail: string;
}

/** Names by which the house itself leaves messages out: see decide() and the converters. */
const TAKEN = ['copy-of-own-reply', 'duplicate', 'automatic-answer', 'bounce-without-ticket', 'tombstone', 'canary'];
const TAKEN_AREA = /^(?:form|edi|phone|conversion|routing|mail|call)\./;

/** In the order of the rules. None: the table can be applied. */
export function checkRules(rules: readonly CheckedRule[], house: RuleHouse): RuleFault[] {
  return rules.flatMap((rule, i) => {
    const earlier = rules.slice(0, i);
    const faults = [
      ...nameFaults(rule, earlier),
      ...idFaults(rule, earlier, house),
      ...scopeFaults(rule, house),
      ...conditionFaults(rule.conditions, house),
      ...effectFaults(rule, house),
    ];
    return faults.map(({ pointer, detail }) => ({ pointer: `/rules/${i}${pointer}`, detail }));
  });
}

const at = (pointer: string, detail: string): RuleFault => ({ pointer, detail });
const folded = (name: string): string => name.trim().toLowerCase();

function nameFaults({ name }: CheckedRule, earlier: readonly CheckedRule[]): RuleFault[] {
  const wanted = folded(name);
  if (wanted === '') return [at('/name', 'Give the rule a name: it stands in the ledger and on tickets')];
  if (TAKEN.includes(wanted) || TAKEN_AREA.test(wanted))
    return [at('/name', `"${name.trim()}" is a name that the house itself leaves messages out by. Choose another one`)];
  const twin = earlier.findIndex(other => folded(other.name) === wanted);
  return twin < 0 ? [] : [at('/name', `Rule ${twin + 1} has this name already`)];
}

function idFaults({ id }: CheckedRule, earlier: readonly CheckedRule[], { ruleIds }: RuleHouse): RuleFault[] {
  if (id === null) return [];
  if (!ruleIds.has(id)) return [at('/id', 'There is no rule with this id. Leave the id out for a new rule')];
  return earlier.some(other => other.id === id) ? [at('/id', 'This rule stands in the table twice')] : [];
}

function scopeFaults({ departmentId }: CheckedRule, { departmentIds }: RuleHouse): RuleFault[] {
  return departmentId === null || departmentIds.has(departmentId)
    ? []
    : [at('/departmentId', 'There is no such department')];
}

function conditionFaults(conditions: CheckedRule['conditions'], house: RuleHouse): RuleFault[] {
  const { recipient, sender, subject, text, kind, partner, number } = conditions;
  return [
    ...addressFaults('/conditions/recipient', recipient),
    ...addressFaults('/conditions/sender', sender),
    ...wordFaults('/conditions/subject', subject),
    ...wordFaults('/conditions/text', text),
    ...(kind === undefined || house.kinds.has(kind)
      ? []
      : [at('/conditions/kind', `There is no ticket kind "${kind}"`)]),
    ...(partner === undefined || house.partnerIds.has(partner)
      ? []
      : [at('/conditions/partner', 'There is no such trading partner')]),
    ...(number === undefined || /^\+?[\d\s()/.*-]*\d[\d\s()/.*-]*$/.test(number.trim())
      ? []
      : [at('/conditions/number', 'Must be a telephone number, or its beginning and *: +49 30 *')]),
  ];
}

function addressFaults(pointer: string, pattern: string | undefined): RuleFault[] {
  if (pattern === undefined) return [];
  const wanted = pattern.trim();
  // An address has an @ and no blanks: what has none and no wildcard for it matches nothing, ever.
  const canMatch = wanted !== '' && !/\s/.test(wanted) && (wanted.match(/@/g)?.length ?? 0) <= 1;
  return canMatch && /[@*]/.test(wanted) && wanted !== '@'
    ? []
    : [at(pointer, 'Must be an address (name@host), a domain (@host), or one with * for any characters')];
}

function wordFaults(pointer: string, words: readonly string[] | undefined): RuleFault[] {
  if (words === undefined) return [];
  if (words.length === 0) return [at(pointer, 'Write a word, or take the condition out')];
  return words.flatMap((word, i) => (word.trim() === '' ? [at(`${pointer}/${i}`, 'An empty word is in no text')] : []));
}

function effectFaults({ conditions, effect, departmentId }: CheckedRule, house: RuleHouse): RuleFault[] {
  const { suppress, kind, departmentId: to, tags } = effect;
  const said = Object.entries(effect).filter(([, value]) => value !== undefined && value !== false);
  const conditioned = Object.values(conditions).some(value => value !== undefined);
  if (said.length === 0) return [at('/effect', 'The rule does nothing: say what it decides')];
  if (suppress && said.length > 1)
    return [at('/effect/suppress', 'What is left out becomes no ticket, so nothing else can be decided of it')];
  if (suppress && !conditioned)
    return [
      at(
        '/effect/suppress',
        departmentId === null
          ? 'Without a condition this leaves out everything that comes in'
          : 'Without a condition this leaves out everything that comes in to this department',
      ),
    ];
  return [
    ...(kind === undefined || house.kinds.has(kind) ? [] : [at('/effect/kind', `There is no ticket kind "${kind}"`)]),
    ...(to === undefined || house.departmentIds.has(to)
      ? []
      : [at('/effect/departmentId', 'There is no such department')]),
    ...tagFaults(tags),
  ];
}

function tagFaults(tags: readonly string[] | undefined): RuleFault[] {
  if (tags === undefined) return [];
  if (tags.length === 0) return [at('/effect/tags', 'Write a tag, or take the effect out')];
  return readTags(tags).faults.map(fault => at(`/effect/tags${fault.pointer}`, fault.detail));
}
