// Filling a handoff in, before it is offered and after it came back. Faults do not keep it from being saved: they are shown until they are gone.
import { rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { filledIn, sentFaults, sentIn } from '../tickets/sent.fields.js';
import { lockHandoff } from './handoff.lock.js';
import { type HandoffOutcome, refusalOf, refusedHandoff } from './handoff.rules.js';
import type { HandoffRequest } from './handoff.step.js';

export interface Edit {
  fields: Record<string, unknown>;
  note: string;
  /** Attachments of the origin's timeline; `rule`: the kind's rule that it fulfils, null: just enclosed. */
  attachments: { id: number; rule: string | null }[];
}

const LARGEST_FIELDS = 200_000;

/**
 * draft or returned. HANDOFF.UNKNOWN_ATTACHMENT for a file that is not the origin's, HANDOFF.TOO_LARGE for fields over 200 kB, TICKET.FIELDS_INVALID
 * where a field that was sent by a partner would change; one that is not named stays.
 */
export async function editHandoff(tx: Tx, request: HandoffRequest & Edit): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const { handoff, terms } = locked;
  const no = refusalOf('edit', handoff, request);
  if (no) return no;
  const { schema } = terms.kind;
  const sent = sentFaults(schema, handoff.fields, request.fields);
  if (sent.length > 0) return refusedHandoff('TICKET.FIELDS_INVALID', sent[0]!.detail, sent);
  const fields = storableJson({ ...sentIn(schema, handoff.fields), ...request.fields });
  if (storableJson(filledIn(schema, request.fields)).length > LARGEST_FIELDS)
    return refusedHandoff('HANDOFF.TOO_LARGE', 'The fields hold more than 200 kB', [
      { pointer: '/fields', detail: 'Hold more than 200 kB' },
    ]);
  const strange = await strangersAmong(tx, handoff.originTicketId, request.attachments);
  if (strange.length > 0)
    return refusedHandoff('HANDOFF.UNKNOWN_ATTACHMENT', 'A file is not one of this ticket', strange);
  await rows(tx, 'DELETE FROM handoff_attachment WHERE handoff_id = $1', [handoff.id]);
  await rows(
    tx,
    `INSERT INTO handoff_attachment (handoff_id, attachment_id, rule) SELECT $1, * FROM unnest($2::bigint[], $3::text[]) ON CONFLICT DO NOTHING`,
    [handoff.id, request.attachments.map(file => file.id), request.attachments.map(file => file.rule)],
  );
  const [saved] = await rows<{ version: number }>(
    tx,
    `UPDATE handoff SET fields = $2::jsonb, note = $3, version = version + 1, updated_at = clock_timestamp() WHERE id = $1 RETURNING version`,
    [handoff.id, fields, storableText(request.note)],
  );
  return { outcome: 'changed', handoffId: handoff.id, version: saved!.version };
}

async function strangersAmong(tx: Tx, originId: number, files: Edit['attachments']) {
  const found = await rows<{ id: number }>(
    tx,
    `WITH RECURSIVE family (id) AS (
       SELECT $1::bigint UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     )
     SELECT a.id FROM attachment a JOIN entry e ON e.id = a.entry_id JOIN family f ON f.id = e.ticket_id WHERE a.id = ANY($2::bigint[])`,
    [originId, files.map(file => file.id)],
  );
  const known = new Set(found.map(row => row.id));
  return files.flatMap((file, i) =>
    known.has(file.id) ? [] : [{ pointer: `/attachments/${i}/id`, detail: 'Is no file of this ticket' }],
  );
}

/** Takes over the current versions of the contract and its kind. What was filled in stays; whether it still fits is told as always. */
export async function adoptTerms(tx: Tx, request: HandoffRequest): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const no = refusalOf('adopt', locked.handoff, request);
  if (no) return no;
  const [saved] = await rows<{ version: number }>(
    tx,
    // The contract may name another kind by now; departments stay: a handoff does not change its sides.
    `UPDATE handoff h SET contract_version = c.version, kind = c.kind, kind_version = k.version, version = h.version + 1, updated_at = clock_timestamp()
       FROM (SELECT key, version, definition ->> 'kind' AS kind FROM handoff_contract WHERE key = $2 ORDER BY version DESC LIMIT 1) c
       CROSS JOIN LATERAL (SELECT version FROM ticket_kind WHERE key = c.kind ORDER BY version DESC LIMIT 1) k
      WHERE h.id = $1 RETURNING h.version`,
    [locked.handoff.id, locked.handoff.contract],
  );
  return { outcome: 'changed', handoffId: locked.handoff.id, version: saved!.version };
}

/** A draft that nobody was offered goes without a trace. */
export async function discardHandoff(
  tx: Tx,
  request: HandoffRequest,
): Promise<Exclude<HandoffOutcome, { outcome: 'changed' }> | { outcome: 'discarded' }> {
  const locked = await lockHandoff(tx, request.handoffId);
  if (!locked) return { outcome: 'unknown-handoff' };
  const no = refusalOf('discard', locked.handoff, request);
  if (no) return no;
  await rows(tx, 'DELETE FROM handoff WHERE id = $1', [locked.handoff.id]);
  return { outcome: 'discarded' };
}
