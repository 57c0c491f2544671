// Acknowledgements beside the documents that they answer, with what became of them: one statement, however many documents.
import type { AcknowledgementType, OutboundState } from '#tickets';
import { type Database, prepared, query, type Tx } from '../database/database.js';

/** What finds the acknowledgements of one document: its message, GS06 of its group where it has one, ST02 / UNH 0062. */
export interface Answerable {
  messageId: number;
  groupRef: string | null;
  documentRef: string;
}

export interface AnswerRow {
  outboundId: number;
  messageId: number;
  type: AcknowledgementType;
  /** Of all that it answers. */
  code: string;
  ref: string;
  controlRef: string;
  /** Of this document alone, where the acknowledgement judges each. */
  sets: { ref: string; code: string }[];
  state: OutboundState;
  error: string | null;
  endedAt: Date | null;
  /** The first 20,000 bytes, as delivered. */
  bytes: Buffer;
}

/** In the order of `documents`; a 997 or 999 belongs to the documents of its group, a TA1 or CONTRL to all of its interchange. */
export async function answersTo(on: Database | Tx, documents: readonly Answerable[]): Promise<AnswerRow[][]> {
  const lists: AnswerRow[][] = documents.map(() => []);
  if (documents.length === 0) return lists;
  const found = await query<AnswerRow & { place: number }>(
    on,
    `SELECT u.place::int - 1 AS place, s.outbound_id AS "outboundId", s.message_id AS "messageId", s.type, s.code, s.ref, s.control_ref AS "controlRef",
            jsonb_path_query_array(s.sets, '$[*] ? (@.ref == $ref)', jsonb_build_object('ref', u.document_ref)) AS sets,
            o.state, o.error, o.ended_at AS "endedAt", substring(b.bytes FOR 20000) AS bytes
       FROM unnest($1::bigint[], $2::text[], $3::text[]) WITH ORDINALITY AS u (message_id, group_ref, document_ref, place)
       JOIN sent_acknowledgement s ON s.message_id = u.message_id AND (s.type IN ('TA1', 'CONTRL') OR s.ref = u.group_ref)
       JOIN outbound o ON o.id = s.outbound_id JOIN blob b ON b.sha256 = o.raw_sha256
      ORDER BY u.place, s.outbound_id`,
    [documents.map(d => d.messageId), documents.map(d => d.groupRef), documents.map(d => d.documentRef)],
  );
  for (const { place, ...row } of found) lists[place]!.push(row);
  return lists;
}

/** What an acknowledgement of ours said. */
export interface GivenAnswer {
  type: AcknowledgementType;
  code: string;
  ref: string;
  sets: { ref: string; code: string }[];
}

/** What these messages were answered when they were decided last; nothing of those that are decided for the first time. One transaction wrote it. */
export async function lastAnswers(tx: Tx, messageIds: readonly number[]): Promise<Map<number, GivenAnswer[]>> {
  const found = await prepared<GivenAnswer & { messageId: number }>(
    tx,
    'last-answers',
    `SELECT message_id AS "messageId", type, code, ref, sets
       FROM (SELECT s.message_id, s.type, s.code, s.ref, s.sets, rank() OVER (PARTITION BY s.message_id ORDER BY o.created_at DESC) AS age
               FROM sent_acknowledgement s JOIN outbound o ON o.id = s.outbound_id WHERE s.message_id = ANY($1::bigint[])) last
      WHERE age = 1`,
    [messageIds],
  );
  const answers = new Map<number, GivenAnswer[]>();
  for (const { messageId, ...answer } of found) answers.set(messageId, [...(answers.get(messageId) ?? []), answer]);
  return answers;
}
