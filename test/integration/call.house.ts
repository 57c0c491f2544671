// A rail with a telephone channel whose records are CallFacts as JSON: what becomes of calls, apart from how a system logs them.
import { createHash, randomUUID } from 'node:crypto';
import type { Conversion, Converter } from '#channels/contract';
import { ConversionStep, HouseReader } from '#router';
import { audit, createCompany, Database, LedgerStore } from '#store';
import { type CallFacts, OFFICE_HOURS, type SignedIds, type TicketDraft } from '#tickets';
import { createTestDatabase } from '../database/database.js';

const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const log = { warn: () => undefined, error: () => undefined };

export const ANN = '+493012345678';
export const PHONE = 1;
/** A Friday in office hours, UTC. */
const TEN = Date.parse('2026-11-27T10:00:00Z');
/** @param minute  after ten */
export const at = (minute: number): string => new Date(TEN + minute * 60_000).toISOString();

export function call(minute: number, over: Partial<CallFacts> & { number?: string | null } = {}): CallFacts {
  const { number = ANN, ...rest } = over;
  const spoke = over.outcome === 'answered';
  return {
    ...{ callId: `call-${minute}`, direction: 'inbound', outcome: 'missed', ourNumber: '', legs: 1, voicemail: null },
    outside: { name: '', said: number ?? '', number },
    agent: spoke ? 'Beate Ohm' : '',
    startedAt: at(minute),
    answeredAt: spoke ? at(minute) : null,
    endedAt: spoke ? at(minute + 3) : null,
    talkSeconds: spoke ? 180 : 0,
    why: ['said so'],
    ...rest,
  };
}

const jsonConverter: Converter = {
  convert: async batch =>
    batch.map(({ raw }): Conversion => {
      const empty = { drafts: [], blobs: new Map(), suppressed: null, quarantined: [] };
      if (raw[0] !== '{'.charCodeAt(0)) return { ...empty, quarantined: [{ reason: 'phone.not-json' }] };
      return { ...empty, drafts: [draftOf(JSON.parse(Buffer.from(raw).toString()) as CallFacts, raw)] };
    }),
  close: async () => undefined,
};

const draftOf = (facts: CallFacts, raw: Uint8Array): TicketDraft => ({
  kind: facts.outcome === 'answered' ? 'call' : 'callback',
  subject: `${facts.outcome} ${facts.outside.said}`,
  requester: { name: facts.outside.name, phone: facts.outside.number ?? facts.outside.said },
  ...{ to: [], cc: [], text: 'A call', html: null, attachments: [], messageId: null, inReplyTo: null, references: [] },
  automatic: { isBounce: false, isAutoReply: false, isBulk: false, isComplaint: false, reports: [] },
  ...{ forwardedBy: null, sentAt: facts.startedAt, deliveredTo: [], fields: {}, warnings: [], call: facts },
  contentKey: createHash('sha256').update(raw).digest('hex'),
});

export interface TicketLine {
  id: number;
  kind: string;
  state: string;
  outcome: string | null;
  phone: string | null;
  onTime: boolean | null;
  claimedBy: number | null;
  unread: boolean;
  wayIn: string;
}

export class CallHouse {
  private constructor(
    readonly database: Database,
    private readonly dropped: () => Promise<void>,
  ) {}

  static async open(): Promise<CallHouse> {
    const test = await createTestDatabase();
    const database = await Database.open({ url: test.url });
    await database.transaction(tx =>
      createCompany(tx, {
        ...{ name: 'Test', demo: false, people: [], rules: [] },
        departments: [
          { key: 'service', name: 'Service', timeZone: 'UTC', workHours: OFFICE_HOURS },
          { key: 'sales', name: 'Sales', timeZone: 'UTC', workHours: OFFICE_HOURS },
        ],
        channels: [{ key: 'calls', kind: 'phone', name: 'Calls', departmentKey: 'service', settings: {} }],
      }),
    );
    return new CallHouse(database, () => test.drop());
  }

  /** Nothing is lost, and no call is without a ticket. */
  async close(): Promise<void> {
    const { findings, channels } = await audit(this.database);
    expect({ findings, balanced: channels.every(channel => channel.balanced) }).toEqual({
      findings: [],
      balanced: true,
    });
    await this.database.close();
    await this.dropped();
  }

  step(): ConversionStep {
    return new ConversionStep({
      ...{ database: this.database, signed, log, converterOf: () => jsonConverter },
      house: new HouseReader(this.database, signed),
      now: () => new Date(at(60)),
    });
  }

  /** Stored, not decided. */
  async store(...records: (CallFacts | string)[]): Promise<number[]> {
    const accepted = await new LedgerStore(this.database).accept(
      records.map(record => ({
        channelId: PHONE,
        sourceIdentity: randomUUID(),
        raw: Buffer.from(typeof record === 'string' ? record : JSON.stringify(record)),
        receivedAt: new Date(at(60)),
        conversationKey: 'calls',
        transport: {},
      })),
      { departmentOf: () => 1 },
    );
    return accepted.map(one => one.messageId);
  }

  /** One batch. */
  async take(...records: (CallFacts | string)[]): Promise<number[]> {
    const ids = await this.store(...records);
    await this.step().run(ids);
    return ids;
  }

  tickets(): Promise<TicketLine[]> {
    return this.database.rows(
      `SELECT id, kind, state, outcome, requester_phone AS phone, done_on_time AS "onTime", claimed_by AS "claimedBy", has_unread_answer AS unread,
              way_in AS "wayIn" FROM ticket ORDER BY id`,
    );
  }

  entries(ticketId: number): Promise<{ type: string; text: string; why: string | null; callId: number | null }[]> {
    return this.database.rows(
      'SELECT type, text, why, phone_call_id AS "callId" FROM entry WHERE ticket_id = $1 ORDER BY seq',
      [ticketId],
    );
  }

  calls(): Promise<{ callId: string; promise: string | null; ticketId: number; keptBy: string | null }[]> {
    return this.database.rows(
      `SELECT c.facts ->> 'callId' AS "callId", c.promise, c.ticket_id AS "ticketId", k.facts ->> 'callId' AS "keptBy"
         FROM phone_call c LEFT JOIN phone_call k ON k.id = c.kept_by ORDER BY c.id`,
    );
  }

  messages(): Promise<{ state: string; reason: string | null; ticketId: number | null }[]> {
    return this.database.rows('SELECT state, reason, ticket_id AS "ticketId" FROM message ORDER BY id');
  }
}
