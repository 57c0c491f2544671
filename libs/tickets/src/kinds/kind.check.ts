// Is a kind's definition sound? Each fault with its place in the definition. Pure. What passes here can be checked against, shown as a form, and closed.
import { checkTemplate } from '../templates/template.js';
import { type FieldFault, isReadOnly } from './fields.js';
import type { TicketKind } from './kind.js';
import { checkSchema } from './schema/schema.check.js';

const KEY = /^[a-z][a-z0-9-]{0,60}$/;
const LONGEST_MINUTES = 525_600;

export function checkKind(kind: Omit<TicketKind, 'version'>): FieldFault[] {
  const faults: FieldFault[] = [];
  const add = (pointer: string, detail: string) => faults.push({ pointer, detail });
  if (!KEY.test(kind.key)) add('/key', 'The key must be small letters, digits and dashes, and begin with a letter');
  if (kind.title.trim() === '') add('/title', 'The title is missing');
  if (!Number.isInteger(kind.toleranceMinutes) || kind.toleranceMinutes < 1 || kind.toleranceMinutes > LONGEST_MINUTES)
    add('/toleranceMinutes', 'The tolerance must be at least one working minute and at most a year');
  faults.push(...checkSchema(kind.schema, '/schema'));
  const fields = fieldNames(kind.schema);
  if (kind.outcomes.length === 0) add('/outcomes', 'A ticket must be able to end: add an outcome');
  faults.push(
    ...repeated(
      kind.outcomes.map(one => one.code),
      '/outcomes',
      'code',
    ),
  );
  faults.push(
    ...repeated(
      kind.checklist.map(one => one.key),
      '/checklist',
      'key',
    ),
  );
  faults.push(
    ...repeated(
      kind.attachments.map(one => one.key),
      '/attachments',
      'key',
    ),
  );
  kind.outcomes.forEach((one, i) => {
    if (!KEY.test(one.code)) add(`/outcomes/${i}/code`, 'The code must be small letters, digits and dashes');
    // What a handoff ends with is said by its own steps.
    if (['returned', 'cancelled', 'completed'].includes(one.code))
      add(`/outcomes/${i}/code`, `"${one.code}" is what a handoff ends with; choose another code`);
    if (one.title.trim() === '') add(`/outcomes/${i}/title`, 'The title is missing');
  });
  kind.checklist.forEach((one, i) => {
    if (!KEY.test(one.key)) add(`/checklist/${i}/key`, 'The key must be small letters, digits and dashes');
    if (one.title.trim() === '') add(`/checklist/${i}/title`, 'The title is missing');
  });
  kind.attachments.forEach((one, i) => {
    if (!KEY.test(one.key)) add(`/attachments/${i}/key`, 'The key must be small letters, digits and dashes');
    one.endings.forEach((ending, j) => {
      if (!/^[a-z0-9]{1,10}$/.test(ending))
        add(`/attachments/${i}/endings/${j}`, 'An ending is like pdf, without the dot');
    });
  });
  kind.requiredToClose.forEach((name, i) => {
    if (!fields.includes(name)) add(`/requiredToClose/${i}`, `There is no field "${name}"`);
    else if (isReadOnly(kind.schema, name))
      add(`/requiredToClose/${i}`, `Nobody could fill in "${name}": it is read-only`);
  });
  for (const fault of checkTemplate(kind.acknowledgement, fields)) add('/acknowledgement', fault.detail);
  return faults;
}

export function fieldNames(schema: Readonly<Record<string, unknown>>): string[] {
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

export function repeated(codes: readonly string[], pointer: string, part: string): FieldFault[] {
  return codes.flatMap((code, i) =>
    codes.indexOf(code) < i ? [{ pointer: `${pointer}/${i}/${part}`, detail: `"${code}" is there twice` }] : [],
  );
}
