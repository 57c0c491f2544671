// A ticket kind while it is edited, and as it is sent. Pure. A kind that is read and sent untouched is the same.
import type { Kind, SaveKind } from '#api';
import type { Fault } from '../../form/field.shape.js';
import { inOrder } from '../fields/field-row.js';
import { endingsOf, HOURS_FAULT, hoursOf, type KeyedRow, keyedFaults, minutesOf } from '../fields/row-words.js';
import { type SchemaDraft, schemaDraft, schemaFaults, schemaOf, toClose } from '../fields/schema-draft.js';

export type KindDraft = {
  key: string;
  title: string;
  hours: string;
  fields: SchemaDraft;
  /** As it was: names keep their order. */
  closedBefore: readonly string[];
  checklist: KeyedRow[];
  attachments: KeyedRow[];
  outcomes: KeyedRow[];
  acknowledgement: string;
  business: Kind['business'];
};

const row = (part: Partial<KeyedRow>): KeyedRow => ({
  ...{ key: '', title: '', required: false, endings: '', fresh: false },
  ...part,
});

export const kindDraft = (kind: Omit<Kind, 'createdAt' | 'createdBy' | 'version'>): KindDraft => ({
  key: kind.key,
  title: kind.title,
  hours: hoursOf(kind.toleranceMinutes),
  fields: schemaDraft(kind.schema, kind.requiredToClose),
  closedBefore: kind.requiredToClose,
  checklist: kind.checklist.map(row),
  attachments: kind.attachments.map(rule => row({ ...rule, endings: rule.endings.join(', ') })),
  outcomes: kind.outcomes.map(({ code, title }) => row({ key: code, title })),
  acknowledgement: kind.acknowledgement,
  business: kind.business,
});

export const newKind = (): KindDraft => ({
  ...kindDraft({
    ...{ key: '', title: '', toleranceMinutes: 480, checklist: [], attachments: [], requiredToClose: [] },
    ...{ acknowledgement: '', business: 'repeat' },
    schema: { type: 'object', properties: {}, additionalProperties: true },
    outcomes: [{ code: 'done', title: 'Done' }],
  }),
});

export const kindBody = (draft: KindDraft, basedOn: number): SaveKind => ({
  basedOn,
  title: draft.title,
  // What is no time is refused before it is sent.
  toleranceMinutes: minutesOf(draft.hours) ?? 0,
  schema: schemaOf(draft.fields),
  checklist: draft.checklist.map(({ key, title, required }) => ({ key, title, required })),
  attachments: draft.attachments.map(({ key, title, endings, required }) => ({
    ...{ key, title, required },
    endings: endingsOf(endings),
  })),
  requiredToClose: inOrder(toClose(draft.fields), draft.closedBefore),
  acknowledgement: draft.acknowledgement,
  outcomes: draft.outcomes.map(({ key, title }) => ({ code: key, title })),
  business: draft.business,
});

/** What need not be asked of the server. Pointers are its own. */
export function kindFaults(draft: KindDraft): Fault[] {
  return [
    ...keyFaults(draft.key),
    ...(draft.title.trim() === '' ? [{ pointer: '/title', detail: 'The title is missing.' }] : []),
    ...(minutesOf(draft.hours) === null ? [{ pointer: '/toleranceMinutes', detail: HOURS_FAULT }] : []),
    ...schemaFaults(draft.fields, '/schema'),
    ...keyedFaults(draft.checklist, '/checklist', 'key'),
    ...keyedFaults(draft.attachments, '/attachments', 'key'),
    ...(draft.outcomes.length === 0
      ? [{ pointer: '/outcomes', detail: 'A ticket must be able to end: add an outcome.' }]
      : keyedFaults(draft.outcomes, '/outcomes', 'code')),
  ];
}

export const keyFaults = (key: string): Fault[] =>
  /^[a-z][a-z0-9-]{0,60}$/.test(key)
    ? []
    : [{ pointer: '/key', detail: 'The key must be small letters, digits and dashes, and begin with a letter.' }];
