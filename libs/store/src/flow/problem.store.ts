// Problem cases: what the meeting set out to mend, by whom and until when. Guarantees: of two who change the same version, the second is told and
// changes nothing; what was done keeps its time.
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface ProblemActionRow {
  text: string;
  ownerId: number | null;
  ownerName: string | null;
  /** YYYY-MM-DD. */
  dueOn: string | null;
  /** ISO 8601. */
  doneAt: string | null;
}

export interface ProblemCaseRow {
  id: number;
  version: number;
  departmentId: number;
  ticketId: number | null;
  title: string;
  cause: string;
  ownerId: number | null;
  ownerName: string | null;
  dueOn: string | null;
  /** Open, and its day or that of an action to be done is over where the department is. */
  overdue: boolean;
  actions: ProblemActionRow[];
  createdAt: Date;
  closedAt: Date | null;
}

export interface ProblemCaseValues {
  ticketId: number | null;
  title: string;
  cause: string;
  ownerId: number | null;
  dueOn: string | null;
  closed: boolean;
  actions: { text: string; ownerId: number | null; dueOn: string | null; done: boolean }[];
}

export type ProblemState = 'open' | 'closed' | 'all';

const MOST = 500;

// $1 now. Needs a WHERE on the case `c`.
const CASES = `
  SELECT c.id, c.version, c.department_id AS "departmentId", c.ticket_id AS "ticketId", c.title, c.cause, c.owner_id AS "ownerId", o.name AS "ownerName",
         c.due_on::text AS "dueOn", c.created_at AS "createdAt", c.closed_at AS "closedAt",
         c.closed_at IS NULL AND coalesce(least(c.due_on, a.due_on) < ($1::timestamptz AT TIME ZONE d.time_zone)::date, false) AS overdue,
         coalesce(a.actions, '[]') AS actions
    FROM problem_case c
    JOIN department d ON d.id = c.department_id
    LEFT JOIN user_account o ON o.id = c.owner_id
    LEFT JOIN LATERAL (
           SELECT min(a.due_on) FILTER (WHERE a.done_at IS NULL) AS due_on,
                  jsonb_agg(jsonb_build_object('text', a.text, 'ownerId', a.owner_id, 'ownerName', u.name, 'dueOn', a.due_on,
                                               'doneAt', to_char(a.done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY a.position) AS actions
             FROM problem_action a LEFT JOIN user_account u ON u.id = a.owner_id WHERE a.case_id = c.id
         ) a ON true`;

/** Open ones by their day, then closed ones, the last closed first; at most 500. */
export function problemCases(
  on: Database | Tx,
  ask: { departmentIds: readonly number[]; state: ProblemState; now: Date },
): Promise<ProblemCaseRow[]> {
  return query(
    on,
    `${CASES} WHERE c.department_id = ANY ($2::int[]) AND ($3 = 'all' OR (c.closed_at IS NULL) = ($3 = 'open'))
      ORDER BY c.closed_at DESC NULLS FIRST, least(c.due_on, a.due_on) NULLS LAST, c.id LIMIT ${MOST}`,
    [ask.now, ask.departmentIds, ask.state],
  );
}

export async function problemCase(on: Database | Tx, id: number, now: Date): Promise<ProblemCaseRow | null> {
  const [row] = await query<ProblemCaseRow>(on, `${CASES} WHERE c.id = $2`, [now, id]);
  return row ?? null;
}

/** Returns the case's id. */
export async function openProblemCase(
  tx: Tx,
  values: ProblemCaseValues & { departmentId: number; createdBy: number | null },
  now: Date,
): Promise<number> {
  const [row] = await rows<{ id: number }>(
    tx,
    `INSERT INTO problem_case (department_id, ticket_id, title, cause, owner_id, due_on, created_by, created_at, closed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    [values.departmentId, ...columnsOf(values), values.createdBy, now, values.closed ? now : null],
  );
  await writeActions(tx, row!.id, values.actions, [], now);
  return row!.id;
}

export type ProblemChange =
  | { outcome: 'saved' }
  | { outcome: 'absent' }
  /** Somebody changed it since `version`. */
  | { outcome: 'stale'; currentVersion: number };

export async function changeProblemCase(
  tx: Tx,
  id: number,
  version: number,
  values: ProblemCaseValues,
  now: Date,
): Promise<ProblemChange> {
  // The lock makes two editors take turns: the second finds the version of the first.
  const [held] = await rows<{ version: number }>(tx, 'SELECT version FROM problem_case WHERE id = $1 FOR UPDATE', [id]);
  if (!held) return { outcome: 'absent' };
  if (held.version !== version) return { outcome: 'stale', currentVersion: held.version };
  const before = await problemCase(tx, id, now);
  await rows(
    tx,
    `UPDATE problem_case SET ticket_id = $2, title = $3, cause = $4, owner_id = $5, due_on = $6, version = version + 1,
            closed_at = CASE WHEN $7::boolean THEN coalesce(closed_at, $8) END WHERE id = $1`,
    [id, ...columnsOf(values), values.closed, now],
  );
  await rows(tx, 'DELETE FROM problem_action WHERE case_id = $1', [id]);
  await writeActions(tx, id, values.actions, before?.actions ?? [], now);
  return { outcome: 'saved' };
}

const columnsOf = (values: ProblemCaseValues) => [
  values.ticketId,
  storableText(values.title),
  storableText(values.cause),
  values.ownerId,
  values.dueOn,
];

/** An action that was done before, by its words, keeps the time at which it was done. */
async function writeActions(
  tx: Tx,
  caseId: number,
  actions: ProblemCaseValues['actions'],
  before: readonly ProblemActionRow[],
  now: Date,
): Promise<void> {
  if (actions.length === 0) return;
  const texts = actions.map(action => storableText(action.text));
  const known = before.filter(action => action.doneAt !== null);
  const doneAt = actions.map(({ done }, place) => {
    if (!done) return null;
    const same = known.findIndex(action => action.text === texts[place]);
    return same < 0 ? now : known.splice(same, 1)[0]!.doneAt;
  });
  await rows(
    tx,
    `INSERT INTO problem_action (case_id, position, text, owner_id, due_on, done_at)
     SELECT $1, a.n, a.text, a.owner_id, a.due_on, a.done_at
       FROM unnest($2::text[], $3::int[], $4::date[], $5::timestamptz[]) WITH ORDINALITY a (text, owner_id, due_on, done_at, n)`,
    [caseId, texts, actions.map(action => action.ownerId), actions.map(action => action.dueOn), doneAt],
  );
}
