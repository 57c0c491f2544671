// Fields while they are edited: as rows, or as the JSON that says what rows cannot. Pure.
import { asSchema, type Fault } from '../../form/field.shape.js';
import { type FieldRow, fieldRows, schemaOfRows } from './field-row.js';
import { rowFaults } from './row-words.js';

type Schema = Readonly<Record<string, unknown>>;

export type SchemaDraft = {
  rows: FieldRow[];
  /** The schema as it was read: see schemaOfRows. */
  frame: Schema;
  /** While the JSON is open, it counts. `schema`: null while the text is no JSON object. */
  json: { text: string; schema: Schema | null } | null;
};

export const schemaDraft = (schema: Schema, requiredToClose: readonly string[] = []): SchemaDraft => ({
  rows: fieldRows(schema, requiredToClose),
  frame: schema,
  json: null,
});

export const schemaOf = (draft: SchemaDraft): Record<string, unknown> =>
  draft.json ? { ...(draft.json.schema ?? draft.frame) } : schemaOfRows(draft.rows, draft.frame);

export function schemaFaults(draft: SchemaDraft, pointer: string): Fault[] {
  if (!draft.json) return rowFaults(draft.rows, pointer);
  return draft.json.schema
    ? []
    : [{ pointer, detail: 'This is no JSON object: look for a comma or a quotation mark that is missing.' }];
}

export const toClose = (draft: SchemaDraft): string[] =>
  draft.rows.filter(row => row.toClose && row.name !== '').map(row => row.name);

export const opened = (draft: SchemaDraft): SchemaDraft => {
  const schema = schemaOf(draft);
  return { ...draft, json: { text: JSON.stringify(schema, null, 2), schema } };
};

export function typed(draft: SchemaDraft, text: string): SchemaDraft {
  const schema = parsed(text);
  if (!schema) return { ...draft, json: { text, schema: null } };
  return { rows: fieldRows(schema, toClose(draft)), frame: schema, json: { text, schema } };
}

/** Back to the rows; a text that is no JSON is left behind. */
export const closed = (draft: SchemaDraft): SchemaDraft => ({ ...draft, json: null });

function parsed(text: string): Schema | null {
  try {
    return asSchema(JSON.parse(text));
  } catch {
    return null;
  }
}
