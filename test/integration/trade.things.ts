// Held interchanges and traffic for tests, made with plain SQL: what a test reads back was not written by the code under test.
import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '#store';
import { makeTicket } from '../database/tickets.factory.js';

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** One X12 interchange with the header's fixed lengths: an order for each number, of which one may have its segments counted wrong. */
export function x12(
  sender: string,
  control = 1,
  { orders = [`PO-${control}`], miscounted }: { orders?: readonly string[]; miscounted?: string } = {},
): string {
  const number = String(control).padStart(9, '0');
  const sets = orders.map((order, i) => {
    const ref = String(i + 1).padStart(4, '0');
    return `ST*850*${ref}~BEG*00*SA*${order}**20260301~PO1*1*12*EA*3.50*PE*BP*P-1~CTT*1~SE*${order === miscounted ? 9 : 5}*${ref}~`;
  });
  return [
    `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*EXAMPLESELLER  *260301*0930*U*00401*${number}*0*P*>~`,
    `GS*PO*${sender}*EXAMPLESELLER*20260301*0930*${control}*X*004010~`,
    ...sets,
    `GE*${orders.length}*${control}~IEA*1*${number}~`,
  ].join('');
}

export const edifact = (sender: string, qualifier = '14', control = '77'): string =>
  `UNA:+.? 'UNB+UNOC:3+${sender}${qualifier ? `:${qualifier}` : ''}+4000000000001:14+260301:0930+${control}'UNH+1+ORDERS:D:96A:UN'BGM+220+PO-9+9'DTM+137:20260301:102'LIN+1++P-1:IN'QTY+21:12'UNT+6+1'UNZ+1+${control}'`;

interface Place {
  departmentId: number;
  channelId: number;
}

/** A message in the state that is asked for, `receivedAt` minutes ago. */
export async function makeMessage(
  on: Database,
  { departmentId, channelId }: Place,
  raw: string | Buffer,
  more: {
    state?: 'quarantined' | 'ticketed' | 'suppressed' | 'pending';
    reason?: string | null;
    detail?: string | null;
    position?: object;
    parts?: number;
    minutesAgo?: number;
  } = {},
): Promise<number> {
  const bytes = Buffer.from(raw as string);
  await on.rows('INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    sha256(bytes),
    bytes.length,
    bytes,
  ]);
  const state = more.state ?? 'quarantined';
  const [row] = await on.rows<{ id: number }>(
    `INSERT INTO message (channel_id, department_id, source_key, raw_sha256, size, transport, conversation_key, received_at, state, reason, detail, position, parts)
     VALUES ($1, $2, $3, $4, $5, '{}', 'c', now() - $6::int * interval '1 minute', $7, $8, $9, $10::jsonb, $11) RETURNING id`,
    [
      channelId,
      departmentId,
      sha256(randomUUID()),
      sha256(bytes),
      bytes.length,
      more.minutesAgo ?? 0,
      state,
      more.reason ?? (state === 'quarantined' ? 'edi.unknown-sender' : null),
      more.detail ?? null,
      more.position ? JSON.stringify(more.position) : null,
      more.parts ?? 0,
    ],
  );
  return row!.id;
}

export interface PartGiven {
  number: number;
  state: 'ticketed' | 'quarantined';
  reason?: string;
  detail?: string;
  position?: object;
}

/** An interchange of a partner with its documents; those that were taken hang on one new ticket. */
export async function makeInterchange(
  on: Database,
  place: Place,
  partnerId: number,
  given: { raw: string; control: string; parts: PartGiven[]; minutesAgo?: number; test?: boolean },
): Promise<{ messageId: number; ticketId: number | null }> {
  const isTaken = given.parts.some(part => part.state === 'ticketed');
  const messageId = await makeMessage(on, place, given.raw, {
    state: isTaken ? 'ticketed' : 'quarantined',
    reason: isTaken ? null : 'edi.refused',
    parts: given.parts.length,
    minutesAgo: given.minutesAgo,
  });
  const ticketId = isTaken ? await makeTicket(on, { department_id: place.departmentId, subject: 'An order' }) : null;
  await on.rows(
    `INSERT INTO interchange (message_id, partner_id, key, control_ref, test, sha256, received_at)
     SELECT id, $2, $3, $4, $5, raw_sha256, received_at FROM message WHERE id = $1`,
    [messageId, partnerId, sha256(`${partnerId} ${given.control} ${messageId}`), given.control, given.test ?? false],
  );
  for (const { number, state, reason, detail, position } of given.parts)
    await on.rows(
      `INSERT INTO message_part (message_id, number, byte_start, byte_end, state, reason, detail, position, ticket_id, partner_id, document_type, document_ref, document_number)
       VALUES ($1, $2, 0, 10, $3, $4, $5, $6::jsonb, $7, $8, '850', $9, $10)`,
      [
        messageId,
        number,
        state,
        reason ?? null,
        detail ?? null,
        position ? JSON.stringify(position) : null,
        state === 'ticketed' ? ticketId : null,
        partnerId,
        String(number).padStart(4, '0'),
        `PO-${number}`,
      ],
    );
  return { messageId, ticketId };
}

/** Something of ours on its way, as it stands in the outbound. */
export async function makeOutbound(
  on: Database,
  channelId: number,
  purpose: 'edi-acknowledgement' | 'edi-document' | 'digest',
  more: { state?: string; error?: string | null; minutesAgo?: number; text?: string } = {},
): Promise<number> {
  const bytes = Buffer.from(more.text ?? `ours ${randomUUID()}`);
  await on.rows('INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3)', [sha256(bytes), bytes.length, bytes]);
  const state = more.state ?? 'sent';
  const [row] = await on.rows<{ id: number }>(
    `INSERT INTO outbound (purpose, channel_id, message_id, raw_sha256, envelope_from, not_before, next_attempt_at, state, error, created_at, ended_at)
     VALUES ($1, $2, $3, $4, 'US', now(), now(), $5, $6, now() - $7::int * interval '1 minute', CASE WHEN $5 <> 'queued' THEN now() END) RETURNING id`,
    [purpose, channelId, randomUUID(), sha256(bytes), state, more.error ?? null, more.minutesAgo ?? 0],
  );
  return row!.id;
}
