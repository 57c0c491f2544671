// Trade documents on tickets for tests, with plain SQL as the conversion leaves them: the message with its bytes, its parts, an entry for each, an answer.
import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '#store';
import type { TradeDocument, TradeLine } from '#tickets';

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A document and the bytes that said it. */
export interface Written {
  raw: Buffer;
  byteStart: number;
  byteEnd: number;
  document: TradeDocument;
}

export const line = (lineNumber: number, more: Partial<TradeLine> = {}): TradeLine => ({
  lineNumber: String(lineNumber),
  action: 'order',
  actionCode: '',
  quantity: '12',
  quantityRemaining: null,
  uom: 'EA',
  unitPrice: '3.50',
  priceBasis: 'each',
  itemIds: [{ qualifier: 'BP', meaning: "Buyer's part number", id: `P-${lineNumber}` }],
  description: `Bracket ${lineNumber}`,
  requestedDates: [],
  shipTo: null,
  schedules: [],
  notes: [],
  byte: 0,
  ...more,
});

const party = (role: string, name: string): TradeDocument['parties'][number] => ({
  role,
  name,
  id: { qualifier: '92', id: '1001' },
  address: { street: ['Quay 4'], city: 'Harbour Town', region: '', postalCode: '20457', country: 'DE' },
  contacts: [],
});

/** An X12 document of `lines`, each with a PO1 and a PID; the bytes and what they say agree. */
export function writeOrder(number: string, lines: TradeLine[], more: Partial<TradeDocument> = {}): Written {
  const head =
    'ISA*00*          *00*          *ZZ*EXAMPLEBUYER   *ZZ*EXAMPLESELLER  *260301*0930*U*00401*000000041*0*P*>~\r\nGS*PO*EXAMPLEBUYER*EXAMPLESELLER*20260301*0930*41*X*004010~\r\n';
  const segments = ['ST*850*0001', `BEG*00*SA*${number}**20260301`, 'N1*BY*Example Buyer*92*1001'];
  let at = head.length + segments.reduce((sum, text) => sum + text.length + 3, 0);
  const placed = lines.map(one => {
    const texts = [
      `PO1*${one.lineNumber}*${one.quantity ?? ''}*${one.uom}*${one.unitPrice ?? ''}*PE*BP*${one.itemIds[0]?.id ?? ''}`,
      `PID*F****${one.description}`,
    ];
    const byte = at;
    at += texts.reduce((sum, text) => sum + text.length + 3, 0);
    segments.push(...texts);
    return { ...one, byte };
  });
  segments.push(`CTT*${lines.length}`, `SE*${segments.length + 2}*0001`);
  const body = segments.map(text => `${text}~\r\n`).join('');
  const raw = Buffer.from(`${head}${body}GE*1*41~\r\nIEA*1*000000041~\r\n`);
  const [byteStart, byteEnd] = [head.length, head.length + body.length - 2];
  return {
    raw,
    byteStart,
    byteEnd,
    document: {
      source: {
        standard: 'x12',
        version: '004010',
        messageType: '850',
        senderId: 'EXAMPLEBUYER',
        receiverId: 'EXAMPLESELLER',
        interchangeRef: '000000041',
        groupRef: '41',
        messageRef: '0001',
        testFlag: false,
        byteStart,
        byteEnd,
        sha256: sha256(raw.subarray(byteStart, byteEnd)).toString('hex'),
      },
      documentNumber: number,
      purpose: 'original',
      purposeCode: '00',
      documentDate: '2026-03-01',
      originalOrder: null,
      currency: 'EUR',
      parties: [party('buyer', 'Example Buyer'), party('ship-to', 'Example Buyer, dock 2')],
      references: [],
      dates: [{ code: '002', meaning: 'Delivery wanted', value: '2026-03-20' }],
      notes: ['Deliver in the morning'],
      lines: placed,
      declaredLineCount: String(lines.length),
      totals: [],
      warnings: [],
      ack: null,
      ...more,
    },
  };
}

export interface Place {
  messageId: number;
  entryId: number;
}

/** Raises the ticket's entry_seq. `written.raw` becomes a message of its own, of which this is part 1. */
export async function makeDocument(
  on: Database,
  given: {
    ticketId: number;
    departmentId: number;
    channelId: number;
    partnerId: number | null;
    written: Written;
    isOrder: boolean;
    type?: string;
    warnings?: string[];
  },
): Promise<Place> {
  const { raw, byteStart, byteEnd, document } = given.written;
  await on.rows('INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    sha256(raw),
    raw.length,
    raw,
  ]);
  const [made] = await on.rows<Place>(
    `WITH m AS (
       INSERT INTO message (channel_id, department_id, source_key, raw_sha256, size, transport, conversation_key, received_at, state, parts)
       VALUES ($1, $2, $3, $4, $5, '{}', '', now(), 'ticketed', 1) RETURNING id
     ), p AS (
       INSERT INTO message_part (message_id, number, byte_start, byte_end, state, ticket_id, partner_id, document_type, document_ref, document_number, is_order)
       SELECT id, 1, $6, $7, 'ticketed', $8, $9, $10, $11, $12, $13 FROM m
     ), t AS (
       UPDATE ticket SET entry_seq = entry_seq + 1, fields = CASE WHEN $13 THEN $14::jsonb ELSE fields END WHERE id = $8 RETURNING id, entry_seq
     )
     INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, message_id, part, text, detail)
     SELECT t.id, t.entry_seq, 'message', 'contact', 'Example Buyer', m.id, 1, 'Order as text', jsonb_build_object('document', $14::jsonb, 'warnings', $15::jsonb)
       FROM t, m RETURNING message_id AS "messageId", id AS "entryId"`,
    [
      given.channelId,
      given.departmentId,
      sha256(Buffer.from(randomUUID())),
      sha256(raw),
      raw.length,
      byteStart,
      byteEnd,
      given.ticketId,
      given.partnerId,
      given.type ?? document.source.messageType,
      document.source.messageRef,
      document.documentNumber,
      given.isOrder,
      JSON.stringify(document),
      JSON.stringify(given.warnings ?? []),
    ],
  );
  return made!;
}

export async function makePartner(on: Database, name: string, charset: string | null = null): Promise<number> {
  const [row] = await on.rows<{ id: number }>(
    `INSERT INTO partner (key, name, standard, agreement) VALUES ($1, $2, 'x12', $3) RETURNING id`,
    [`partner-${randomUUID()}`, name, JSON.stringify({ charset })],
  );
  return row!.id;
}

/** What we answered to a message; `ticketId` null where it is about several. */
export async function makeAnswer(
  on: Database,
  given: {
    messageId: number;
    partnerId: number;
    channelId: number;
    ticketId: number | null;
    type?: '997' | '999' | 'TA1' | 'CONTRL';
    code?: string;
    ref?: string;
    sets?: { ref: string; code: string }[];
    state?: string;
    text?: string;
  },
): Promise<number> {
  const raw = Buffer.from(given.text ?? `ISA*answer ${randomUUID()}~`);
  const state = given.state ?? 'sent';
  const [row] = await on.rows<{ id: number }>(
    `WITH b AS (INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING), o AS (
       INSERT INTO outbound (ticket_id, purpose, channel_id, message_id, raw_sha256, envelope_from, not_before, next_attempt_at, state, ended_at, error)
       VALUES ($4, 'edi-acknowledgement', $5, $6, $1, 'EXAMPLESELLER', now(), now(), $7, CASE WHEN $7 = 'queued' THEN NULL ELSE now() END,
               CASE WHEN $7 = 'failed' THEN 'No such folder' END) RETURNING id
     ), r AS (
       INSERT INTO outbound_recipient (outbound_id, position, address, state) SELECT id, 1, '41.997', CASE WHEN $7 = 'sent' THEN 'sent' ELSE 'queued' END FROM o
     )
     INSERT INTO sent_acknowledgement (outbound_id, message_id, partner_id, type, code, ref, control_ref, sets)
     SELECT id, $8, $9, $10, $11, $12, '000000007', $13::jsonb FROM o RETURNING outbound_id AS id`,
    [
      sha256(raw),
      raw.length,
      raw,
      given.ticketId,
      given.channelId,
      randomUUID(),
      state,
      given.messageId,
      given.partnerId,
      given.type ?? '997',
      given.code ?? 'A',
      given.ref ?? '41',
      JSON.stringify(given.sets ?? [{ ref: '0001', code: given.code ?? 'A' }]),
    ],
  );
  return row!.id;
}
