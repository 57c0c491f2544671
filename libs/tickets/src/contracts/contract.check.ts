// Is a handoff contract sound in this house? Each fault with its place. Pure.

import { type FieldFault, pointerTo } from '../kinds/fields.js';
import type { KindBook } from '../kinds/kind.book.js';
import { fieldNames, repeated } from '../kinds/kind.check.js';
import { checkSchema } from '../kinds/schema/schema.check.js';
import type { HandoffContract } from './contract.js';
import { isPrefillSource } from './prefill.js';

const KEY = /^[a-z][a-z0-9-]{0,60}$/;
const LONGEST_MINUTES = 525_600;

/** `departments`: keys of those that there are. */
export function checkContract(
  contract: Omit<HandoffContract, 'version'>,
  house: { kinds: KindBook; departments: readonly string[] },
): FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (pointer: string, detail: string) => faults.push({ pointer, detail });
  if (!KEY.test(contract.key)) add('/key', 'The key must be small letters, digits and dashes, and begin with a letter');
  if (contract.title.trim() === '') add('/title', 'The title is missing');
  const { fromDepartment: from, toDepartment: to } = contract;
  if (from !== null && !house.departments.includes(from)) add('/fromDepartment', `There is no department "${from}"`);
  if (!house.departments.includes(to)) add('/toDepartment', `There is no department "${to}"`);
  if (from === to) add('/toDepartment', 'A handoff goes to another department');
  if (!house.kinds.has(contract.kind)) add('/kind', `There is no ticket kind "${contract.kind}"`);
  for (const [name, words] of [
    ['acceptMinutes', 'The time to accept'],
    ['finishMinutes', 'The time to finish'],
    ['correctMinutes', 'The time to correct'],
  ] as const) {
    const minutes = contract[name];
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_MINUTES)
      add(`/${name}`, `${words} must be at least one working minute and at most a year`);
  }
  contract.acceptanceCriteria.forEach((criterion, i) => {
    if (criterion.trim() === '') add(`/acceptanceCriteria/${i}`, 'The criterion is empty');
  });
  if (contract.returnReasons.length === 0) add('/returnReasons', 'Say for which reasons it may be sent back');
  faults.push(
    ...repeated(
      contract.returnReasons.map(one => one.code),
      '/returnReasons',
      'code',
    ),
  );
  contract.returnReasons.forEach((one, i) => {
    if (!KEY.test(one.code)) add(`/returnReasons/${i}/code`, 'The code must be small letters, digits and dashes');
    if (one.title.trim() === '') add(`/returnReasons/${i}/title`, 'The title is missing');
  });
  faults.push(...checkSchema(contract.resultSchema, '/resultSchema'));
  const fields = house.kinds.has(contract.kind) ? fieldNames(house.kinds.current(contract.kind).schema) : null;
  for (const [field, path] of Object.entries(contract.prefill)) {
    if (fields && !fields.includes(field)) add(`/prefill${pointerTo(field)}`, `The kind has no field "${field}"`);
    else if (!isPrefillSource(path)) add(`/prefill${pointerTo(field)}`, `"${path}" is nothing that a ticket has`);
  }
  return faults;
}
