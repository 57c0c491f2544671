// Meetings as they were held. Guarantees: a record never changes (a trigger refuses it); of a record everybody sees the departments that they work
// and no others, and a record without any of them is not there.
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';

export interface NewFlowRecord {
  heldAt: Date;
  heldBy: { id: number; name: string };
  remarks: string;
  /** As shown. */
  departments: { departmentId: number; figures: Record<string, unknown> }[];
}

export interface FlowRecordRow {
  id: number;
  heldAt: Date;
  heldByName: string;
  remarks: string;
}

/** Returns the record's id. */
export async function keepRecord(tx: Tx, record: NewFlowRecord): Promise<number> {
  const [row] = await rows<{ id: number }>(
    tx,
    'INSERT INTO flow_record (held_at, held_by, held_by_name, remarks) VALUES ($1, $2, $3, $4) RETURNING id',
    [record.heldAt, record.heldBy.id, record.heldBy.name, storableText(record.remarks)],
  );
  await rows(
    tx,
    `INSERT INTO flow_record_department (record_id, department_id, figures)
     SELECT $1, d.id, d.figures FROM unnest($2::int[], $3::jsonb[]) d (id, figures)`,
    [
      row!.id,
      record.departments.map(({ departmentId }) => departmentId),
      record.departments.map(({ figures }) => storableJson(figures)),
    ],
  );
  return row!.id;
}

const COLUMNS = `r.id, r.held_at AS "heldAt", r.held_by_name AS "heldByName", r.remarks`;

/** Newest first. @param before records older than the one with this id */
export function records(
  on: Database | Tx,
  ask: { departmentIds: readonly number[]; before: number | null; limit: number },
): Promise<FlowRecordRow[]> {
  return query(
    on,
    `SELECT ${COLUMNS} FROM flow_record r
      WHERE ($2::bigint IS NULL OR r.id < $2)
        AND EXISTS (SELECT 1 FROM flow_record_department d WHERE d.record_id = r.id AND d.department_id = ANY ($1::int[]))
      ORDER BY r.id DESC LIMIT $3`,
    [ask.departmentIds, ask.before, ask.limit],
  );
}

export interface WholeFlowRecord extends FlowRecordRow {
  /** Figures of the departments that were asked for, by name. */
  departments: Record<string, unknown>[];
}

/** Null where there is no such record, or nothing of it for this reader. */
export async function recordById(
  on: Database | Tx,
  id: number,
  departmentIds: readonly number[],
): Promise<WholeFlowRecord | null> {
  const [row] = await query<WholeFlowRecord>(
    on,
    `SELECT ${COLUMNS}, jsonb_agg(d.figures ORDER BY d.figures ->> 'name', d.department_id) AS departments
       FROM flow_record r JOIN flow_record_department d ON d.record_id = r.id AND d.department_id = ANY ($2::int[])
      WHERE r.id = $1 GROUP BY r.id`,
    [id, departmentIds],
  );
  return row ?? null;
}

export interface EarlierRecordRow extends FlowRecordRow {
  departmentId: number;
  figures: Record<string, unknown>;
}

/** For each department its latest record of a day before today, by the department's own days. By the departments' names. */
export function earlierRecords(
  on: Database | Tx,
  departmentIds: readonly number[],
  now: Date,
): Promise<EarlierRecordRow[]> {
  return query(
    on,
    `SELECT d.id AS "departmentId", ${COLUMNS}, r.figures
       FROM department d
      CROSS JOIN LATERAL (
              SELECT r.*, x.figures FROM flow_record_department x JOIN flow_record r ON r.id = x.record_id
               WHERE x.department_id = d.id AND r.held_at < date_trunc('day', $2::timestamptz AT TIME ZONE d.time_zone) AT TIME ZONE d.time_zone
               ORDER BY x.record_id DESC LIMIT 1
            ) r
      WHERE d.id = ANY ($1::int[])
      ORDER BY d.name, d.id`,
    [departmentIds, now],
  );
}
