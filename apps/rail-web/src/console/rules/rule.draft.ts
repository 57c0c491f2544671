// A rule as it stands in the form, and what is sent of it. Pure. Words stand one on a line: a word may hold blanks and commas.
import type { RoutingRule, RuleTable } from '#api';
import { tagLine, tagsOfLine } from '../../tags/tag-words.js';

export interface RuleDraft {
  /** Of the row on the page. */
  row: number;
  id: number | null;
  name: string;
  enabled: boolean;
  /** '' for all. */
  departmentId: string;
  recipient: string;
  sender: string;
  subject: string;
  text: string;
  kind: string;
  partner: string;
  number: string;
  customer: '' | 'customer' | 'stranger';
  suppress: boolean;
  toDepartment: string;
  toKind: string;
  priority: '' | 'normal' | 'expedite';
  business: '' | 'repeat' | 'new' | 'stranger';
  /** Apart by commas. */
  tags: string;
}

export interface RulesDraft {
  rules: RuleDraft[];
  /** Why, for whoever looks at the versions. */
  note: string;
}

let rows = 0;
const nextRow = (): number => ++rows;

export const newRule = (): RuleDraft => ({
  ...{ row: nextRow(), id: null, name: '', enabled: true, departmentId: '', recipient: '', sender: '', subject: '' },
  ...{ text: '', kind: '', partner: '', number: '', customer: '', suppress: false, toDepartment: '', toKind: '' },
  ...{ priority: '', business: '', tags: '' },
});

export function ruleDraft({ id, name, enabled, departmentId, conditions, effect }: RoutingRule): RuleDraft {
  return {
    ...{ row: nextRow(), id, name, enabled, departmentId: idText(departmentId) },
    recipient: conditions.recipient ?? '',
    sender: conditions.sender ?? '',
    subject: conditions.subject?.join('\n') ?? '',
    text: conditions.text?.join('\n') ?? '',
    kind: conditions.kind ?? '',
    partner: idText(conditions.partner),
    number: conditions.number ?? '',
    customer: conditions.customer ?? '',
    suppress: effect.suppress === true,
    toDepartment: idText(effect.departmentId),
    toKind: effect.kind ?? '',
    priority: effect.priority ?? '',
    business: effect.business ?? '',
    tags: tagLine(effect.tags),
  };
}

export function ruleOf(draft: RuleDraft): RoutingRule {
  const { id, name, enabled, suppress } = draft;
  return {
    id,
    name: name.trim(),
    enabled,
    departmentId: idOf(draft.departmentId) ?? null,
    conditions: stated({
      recipient: draft.recipient.trim() || undefined,
      sender: draft.sender.trim() || undefined,
      subject: wordsOf(draft.subject),
      text: wordsOf(draft.text),
      kind: draft.kind || undefined,
      partner: idOf(draft.partner),
      number: draft.number.trim() || undefined,
      customer: draft.customer || undefined,
    }),
    // What is left out becomes no ticket: the rest is kept in the form, and is not sent.
    effect: suppress
      ? { suppress }
      : stated({
          departmentId: idOf(draft.toDepartment),
          kind: draft.toKind || undefined,
          priority: draft.priority || undefined,
          business: draft.business || undefined,
          tags: orNone(tagsOfLine(draft.tags)),
        }),
  };
}

export const rulesDraft = ({ rules }: RuleTable): RulesDraft => ({ rules: rules.map(ruleDraft), note: '' });
export const rulesOf = ({ rules }: RulesDraft): RoutingRule[] => rules.map(ruleOf);

const idText = (id: number | null | undefined): string => (id == null ? '' : String(id));
const idOf = (text: string): number | undefined => (text === '' ? undefined : Number(text));

const wordsOf = (text: string): string[] | undefined => orNone(text.split('\n').flatMap(line => line.trim() || []));

const orNone = (words: string[]): string[] | undefined => (words.length > 0 ? words : undefined);

/** Without what is not said. */
const stated = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
