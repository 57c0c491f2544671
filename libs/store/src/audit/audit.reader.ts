// The audit log: reading it, and proving that nothing in it was changed. Guarantee of the proof: it computes each hash again from what is stored now, so a
// line that was changed, put in, taken out or cut off at the end is found, whoever did it and by whatever means.
import { type Database, query } from '../database/database.js';

export interface AuditRow {
  seq: number;
  at: Date;
  actor: { kind: 'person' | 'key' | 'command' | 'system'; id?: string; name?: string };
  action: 'created' | 'changed' | 'removed';
  thing: string;
  thingId: string;
  thingName: string;
  changes: Record<string, { before?: unknown; after?: unknown; hidden?: true }>;
}

export interface AuditChain {
  /** Lines that there are. */
  entries: number;
  /** First line that does not hold; null: all hold. One more than the newest: the end is missing. */
  brokenAt: number | null;
}

export interface AuditQuery {
  /** Looked for in who, what and its name, without regard to case; '': all. */
  words: string;
  thing: string | null;
  /** Lines older than this one. */
  before: number | null;
  limit: number;
}

/** The newest first. */
export function auditEntries(on: Database, { words, thing, before, limit }: AuditQuery): Promise<AuditRow[]> {
  return query<AuditRow>(
    on,
    `SELECT seq, at, actor, action, thing, thing_id AS "thingId", thing_name AS "thingName", changes FROM audit_entry
      WHERE ($1 = '' OR position(lower($1) IN lower(concat_ws(' ', actor ->> 'name', action, thing, thing_name))) > 0)
        AND ($2::text IS NULL OR thing = $2) AND ($3::bigint IS NULL OR seq < $3) ORDER BY seq DESC LIMIT $4`,
    [words.trim(), thing, before, limit],
  );
}

export async function auditChain(on: Database): Promise<AuditChain> {
  const [found] = await query<{ entries: number; broken: number | null; isWhole: boolean; last: number }>(
    on,
    `WITH chained AS (
       SELECT e.*, lag(e.hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY e.seq) AS before, row_number() OVER (ORDER BY e.seq) AS place FROM audit_entry e
     ), judged AS (
       SELECT count(*)::int AS entries, coalesce(max(seq), 0) AS last,
              min(place) FILTER (WHERE seq <> place OR hash <> audit_hash(before, seq, at, actor, action, thing, thing_id, thing_name, changes)) AS broken FROM chained
     )
     SELECT j.entries, j.broken, j.last, h.seq = j.last
            AND h.hash = coalesce((SELECT hash FROM audit_entry ORDER BY seq DESC LIMIT 1), decode(repeat('00', 32), 'hex')) AS "isWhole"
       FROM judged j, audit_head h`,
  );
  if (!found) return { entries: 0, brokenAt: 1 };
  const { entries, broken, isWhole, last } = found;
  return { entries, brokenAt: broken ?? (isWhole ? null : last + 1) };
}
