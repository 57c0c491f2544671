// What a mail about a handoff may say, and under which names: the reasons of its contract, the fields of its kind, the fields of its result, the items
// of its checklist. Pure. Each name stands once and on one line, so that what is printed can be read back.
import type { HandoffContract, ReturnReason } from '../contracts/contract.js';
import { pointerTo, propertiesOf, titleOf } from '../kinds/fields.js';
import type { ChecklistItem, TicketKind } from '../kinds/kind.js';

export const ANSWER_STEPS = ['accept', 'return', 'complete', 'cancel', 'seen'] as const;
export type AnswerStep = (typeof ANSWER_STEPS)[number];

/** Words with a meaning of their own: no field is called so in a mail. The first of each list is what the form prints. */
export const COMMANDS: Readonly<Record<AnswerStep, readonly string[]>> = {
  accept: ['accept', 'accepted', 'i accept'],
  return: ['return', 'returned', 'send back', 'sent back'],
  complete: ['complete', 'completed'],
  cancel: ['cancel', 'cancelled', 'canceled'],
  seen: ['seen', 'acknowledge', 'acknowledged'],
};
export const LABELS = {
  words: ['because', 'note'],
  fields: ['fields'],
  ticked: ['ticked', 'tick'],
} as const;

/** As the API has them: a mail may say no more and no less. */
export const ANSWER_LIMITS = {
  note: 10_000,
  faults: 50,
  faultDetail: 500,
  cancelShortest: 3,
  cancelLongest: 500,
} as const;

export interface FormField {
  /** In the result: its name. Of the kind: its JSON pointer, /fields/<name> or /attachments/<rule>. */
  key: string;
  /** What a mail calls it. */
  label: string;
  /** Other names that mean it and nothing else, lower case. */
  names: readonly string[];
  title: string;
  schema: Readonly<Record<string, unknown>>;
  required: boolean;
}

export interface AnswerForm {
  /** Of whoever answers. */
  name: string;
  reasons: readonly ReturnReason[];
  /** Fields and papers of the kind: what can be at fault. */
  places: readonly FormField[];
  result: readonly FormField[];
  checklist: readonly ChecklistItem[];
}

const LONGEST_LABEL = 80;
/** Two such lines in a row are the head of a quoted mail. */
const MAIL_HEAD =
  'from von de da van från od sent date gesendet datum envoyé enviado inviato verzonden skickat to an à para subject betreff objet asunto oggetto';
const RESERVED: ReadonlySet<string> = new Set([
  ...[...Object.values(COMMANDS), ...Object.values(LABELS)].flat(),
  ...MAIL_HEAD.split(' '),
]);

export function answerForm(contract: HandoffContract, kind: TicketKind, name: string): AnswerForm {
  const required = (schema: Readonly<Record<string, unknown>>) => new Set<unknown>(listOf(schema.required));
  const asked = required(contract.resultSchema);
  const result = Object.entries(propertiesOf(contract.resultSchema)).map(([field, schema]) => ({
    key: field,
    name: field,
    title: titleOf(contract.resultSchema, field),
    schema,
    required: asked.has(field),
  }));
  const places = Object.entries(propertiesOf(kind.schema)).map(([field, schema]) => ({
    key: `/fields${pointerTo(field)}`,
    name: field,
    title: titleOf(kind.schema, field),
    schema,
    required: false,
  }));
  const papers = kind.attachments.map(rule => ({
    key: `/attachments/${rule.key}`,
    name: rule.key,
    title: rule.title,
    schema: {},
    required: false,
  }));
  return {
    name,
    reasons: contract.returnReasons,
    places: named([...places, ...papers]),
    result: named(result),
    checklist: kind.checklist,
  };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** By its title where that is one field's alone and can stand in front of a colon, else by its name, else by its place. */
function named(fields: readonly (Omit<FormField, 'label' | 'names'> & { name: string })[]): FormField[] {
  const taken = new Set(RESERVED);
  const titles = fields.map(field => keyOf(field.title));
  const isAlone = (title: string) => titles.indexOf(title) === titles.lastIndexOf(title);
  return fields.map(({ name, ...field }, at) => {
    const usable = [field.title, name, `field ${at + 1}`].filter(
      (one, i) => isLabel(one) && !taken.has(keyOf(one)) && (i > 0 || isAlone(keyOf(one))),
    );
    for (const one of usable) taken.add(keyOf(one));
    return { ...field, label: oneLine(usable[0] ?? `field ${at + 1}`), names: usable.map(keyOf) };
  });
}

export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
export const keyOf = (text: string): string => oneLine(text).toLowerCase();

function isLabel(text: string): boolean {
  const line = oneLine(text);
  // What would be taken for a bullet, a mark or a placeholder is no name.
  return line.length <= LONGEST_LABEL && /^[\p{L}\p{N}]/u.test(line) && !/^\d+[.)]\s|\p{Cf}/u.test(line);
}
