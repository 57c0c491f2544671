// Reply templates and macros: standard work that a supervisor keeps. Guarantee: of two who save at once the second is told (a version in the statement).
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';

export interface TemplateRow {
  id: number;
  version: number;
  /** Null: for all departments. */
  departmentId: number | null;
  title: string;
  purpose: 'reply' | 'promise-changed';
  kind: string | null;
  body: string;
}

export interface MacroRow {
  id: number;
  version: number;
  departmentId: number | null;
  title: string;
  kind: string | null;
  steps: Record<string, unknown>;
}

export type StoredOutcome =
  | { outcome: 'saved'; id: number }
  | { outcome: 'changed-meanwhile' }
  | { outcome: 'unknown' };

const TEMPLATE = `id, version, department_id AS "departmentId", title, purpose, kind, body`;
const MACRO = `id, version, department_id AS "departmentId", title, kind, steps`;

/** Of the department and of the company, by title. */
export function templatesOf(on: Database | Tx, departmentId: number): Promise<TemplateRow[]> {
  return query(
    on,
    `SELECT ${TEMPLATE} FROM reply_template WHERE department_id = $1 OR department_id IS NULL ORDER BY title, id`,
    [departmentId],
  );
}

/** Of every department and of the company, by title. */
export function allTemplates(on: Database | Tx): Promise<TemplateRow[]> {
  return query(on, `SELECT ${TEMPLATE} FROM reply_template ORDER BY title, id`);
}

export async function templateById(on: Database | Tx, id: number): Promise<TemplateRow | null> {
  const [row] = await query<TemplateRow>(on, `SELECT ${TEMPLATE} FROM reply_template WHERE id = $1`, [id]);
  return row ?? null;
}

/** `id` null: a new one. */
export async function saveTemplate(
  tx: Tx,
  id: number | null,
  template: Omit<TemplateRow, 'id' | 'version'>,
  by: { basedOn: number; userId: number | null },
): Promise<StoredOutcome> {
  const values = [
    template.departmentId,
    storableText(template.title),
    template.purpose,
    template.kind,
    storableText(template.body),
    by.userId,
  ];
  const [saved] =
    id === null
      ? await rows<{ id: number }>(
          tx,
          `INSERT INTO reply_template (department_id, title, purpose, kind, body, updated_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
          values,
        )
      : await rows<{ id: number }>(
          tx,
          `UPDATE reply_template SET department_id = $1, title = $2, purpose = $3, kind = $4, body = $5, updated_by = $6, updated_at = now(), version = version + 1
            WHERE id = $7 AND version = $8 RETURNING id`,
          [...values, id, by.basedOn],
        );
  if (saved) return { outcome: 'saved', id: saved.id };
  return (await templateById(tx, id!)) ? { outcome: 'changed-meanwhile' } : { outcome: 'unknown' };
}

/** A macro that lays it into a reply goes without it from then on: false where there is none. */
export async function deleteTemplate(tx: Tx, id: number): Promise<boolean> {
  return (await rows(tx, 'DELETE FROM reply_template WHERE id = $1 RETURNING id', [id])).length > 0;
}

export function macrosOf(on: Database | Tx, departmentId: number): Promise<MacroRow[]> {
  return query(on, `SELECT ${MACRO} FROM macro WHERE department_id = $1 OR department_id IS NULL ORDER BY title, id`, [
    departmentId,
  ]);
}

/** Of every department and of the company, by title. */
export function allMacros(on: Database | Tx): Promise<MacroRow[]> {
  return query(on, `SELECT ${MACRO} FROM macro ORDER BY title, id`);
}

export async function macroById(on: Database | Tx, id: number): Promise<MacroRow | null> {
  const [row] = await query<MacroRow>(on, `SELECT ${MACRO} FROM macro WHERE id = $1`, [id]);
  return row ?? null;
}

export async function saveMacro(
  tx: Tx,
  id: number | null,
  macro: Omit<MacroRow, 'id' | 'version'>,
  by: { basedOn: number; userId: number | null },
): Promise<StoredOutcome> {
  const values = [macro.departmentId, storableText(macro.title), macro.kind, storableJson(macro.steps), by.userId];
  const [saved] =
    id === null
      ? await rows<{ id: number }>(
          tx,
          `INSERT INTO macro (department_id, title, kind, steps, updated_by) VALUES ($1, $2, $3, $4::jsonb, $5) RETURNING id`,
          values,
        )
      : await rows<{ id: number }>(
          tx,
          `UPDATE macro SET department_id = $1, title = $2, kind = $3, steps = $4::jsonb, updated_by = $5, updated_at = now(), version = version + 1
            WHERE id = $6 AND version = $7 RETURNING id`,
          [...values, id, by.basedOn],
        );
  if (saved) return { outcome: 'saved', id: saved.id };
  return (await macroById(tx, id!)) ? { outcome: 'changed-meanwhile' } : { outcome: 'unknown' };
}

export async function deleteMacro(tx: Tx, id: number): Promise<boolean> {
  return (await rows(tx, 'DELETE FROM macro WHERE id = $1 RETURNING id', [id])).length > 0;
}
