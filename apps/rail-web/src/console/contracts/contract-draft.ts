// A handoff contract while it is edited, and as it is sent. Pure. A contract that is read and sent untouched is the same.
import type { Contract, SaveContract } from '#api';
import type { Fault } from '../../form/field.shape.js';
import { HOURS_FAULT, hoursOf, type KeyedRow, keyedFaults, minutesOf } from '../fields/row-words.js';
import { type SchemaDraft, schemaDraft, schemaFaults, schemaOf } from '../fields/schema-draft.js';
import { keyFaults } from '../kinds/kind-draft.js';

export type ContractDraft = {
  key: string;
  title: string;
  /** '' is any department. */
  fromDepartment: string;
  toDepartment: string;
  kind: string;
  criteria: { text: string }[];
  accept: string;
  finish: string;
  correct: string;
  reasons: KeyedRow[];
  result: SchemaDraft;
  prefill: Readonly<Record<string, string>>;
};

type Written = Omit<Contract, 'createdAt' | 'createdBy' | 'version' | 'toDepartmentName' | 'kindTitle'>;

export const contractDraft = (contract: Written): ContractDraft => ({
  key: contract.key,
  title: contract.title,
  fromDepartment: contract.fromDepartment ?? '',
  toDepartment: contract.toDepartment,
  kind: contract.kind,
  criteria: contract.acceptanceCriteria.map(text => ({ text })),
  accept: hoursOf(contract.acceptMinutes),
  finish: hoursOf(contract.finishMinutes),
  correct: hoursOf(contract.correctMinutes),
  reasons: contract.returnReasons.map(({ code, title }) => ({
    ...{ key: code, title, required: false, endings: '', fresh: false },
  })),
  result: schemaDraft(contract.resultSchema),
  prefill: contract.prefill,
});

export const newContract = (): ContractDraft =>
  contractDraft({
    ...{ key: '', title: '', fromDepartment: null, toDepartment: '', kind: '', acceptanceCriteria: [] },
    ...{ acceptMinutes: 240, finishMinutes: 960, correctMinutes: 240, prefill: {} },
    returnReasons: [{ code: 'incomplete', title: 'Something is missing' }],
    resultSchema: { type: 'object', properties: {}, additionalProperties: true },
  });

export const contractBody = (draft: ContractDraft, basedOn: number): SaveContract => ({
  basedOn,
  title: draft.title,
  fromDepartment: draft.fromDepartment || null,
  toDepartment: draft.toDepartment,
  kind: draft.kind,
  acceptanceCriteria: draft.criteria.map(criterion => criterion.text),
  // What is no time is refused before it is sent.
  acceptMinutes: minutesOf(draft.accept) ?? 0,
  finishMinutes: minutesOf(draft.finish) ?? 0,
  correctMinutes: minutesOf(draft.correct) ?? 0,
  returnReasons: draft.reasons.map(({ key, title }) => ({ code: key, title })),
  resultSchema: schemaOf(draft.result),
  prefill: draft.prefill,
});

/** What need not be asked of the server. Pointers are its own. */
export function contractFaults(draft: ContractDraft): Fault[] {
  const missing = (there: boolean, pointer: string, detail: string): Fault[] => (there ? [] : [{ pointer, detail }]);
  return [
    ...keyFaults(draft.key),
    ...missing(draft.title.trim() !== '', '/title', 'The title is missing.'),
    ...missing(draft.toDepartment !== '', '/toDepartment', 'Choose the department that receives it.'),
    ...missing(draft.kind !== '', '/kind', 'Choose what is handed off.'),
    ...missing(minutesOf(draft.accept) !== null, '/acceptMinutes', HOURS_FAULT),
    ...missing(minutesOf(draft.finish) !== null, '/finishMinutes', HOURS_FAULT),
    ...missing(minutesOf(draft.correct) !== null, '/correctMinutes', HOURS_FAULT),
    ...draft.criteria.flatMap(({ text }, i) =>
      missing(text.trim() !== '', `/acceptanceCriteria/${i}`, 'The criterion is empty.'),
    ),
    ...(draft.reasons.length === 0
      ? [{ pointer: '/returnReasons', detail: 'Say for which reasons it may be sent back.' }]
      : keyedFaults(draft.reasons, '/returnReasons', 'code')),
    ...schemaFaults(draft.result, '/resultSchema'),
  ];
}
