// A company of three departments for random walks through handoffs: its rails, people, tickets and contracts, and what stands in its tables, read by
// plain SQL. Each world has rails of its own under the keys that the shipped contracts name, so that worlds in one database do not meet.
import type { Database } from '#store';
import { makeDepartment, makeEntry, makePerson, makeTicket } from '../database/tickets.factory.js';

export interface Rail {
  id: number;
  key: string;
  /** Works from 8 to 16 on weekdays (UTC); otherwise round the clock. */
  officeHours: boolean;
}

export interface Person {
  userId: number;
  name: string;
}

export interface TicketNow {
  id: number;
  version: number;
  state: string;
  kind: string;
  departmentId: number;
  claimedBy: number | null;
  waitReason: string | null;
  dueAt: Date;
  leftMs: number | null;
  doneAt: Date | null;
  doneOnTime: boolean | null;
}

export interface HandoffNow {
  id: number;
  version: number;
  state: string;
  contract: string;
  kind: string;
  originTicketId: number;
  ticketId: number | null;
}

export interface LegNow {
  id: number;
  handoffId: number;
  leg: string;
  minutesAllowed: number;
  dueAt: Date;
  endedAt: Date | null;
  onTime: boolean | null;
}

export interface Standing {
  tickets: Map<number, TicketNow>;
  handoffs: Map<number, HandoffNow>;
  legs: Map<number, LegNow>;
}

export interface World {
  database: Database;
  rails: Rail[];
  people: Person[];
  /** Tickets and handoffs with greater ids are this world's. */
  after: { ticket: number; handoff: number };
  /** A file of each ticket that a customer sent. */
  files: Map<number, number>;
  /** What every act takes as the present. It only moves on. */
  now: Date;
  /** As it stood after the last act. */
  standing: Standing;
}

const OFFICE = JSON.stringify(
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map(day => [day, [['08:00', '16:00']]])),
);
const KEYS = ['customer-service', 'engineering', 'sales'];
/** A Monday, far from the database's own clock, so that no sweep of real time meddles. */
const BEGIN = Date.UTC(2031, 2, 3, 9);

/** A contract back to customer service, which the shipped ones lack: with it handoffs can go in a circle. */
export const QUESTION = 'question-back';

export async function addQuestionContract(database: Database): Promise<void> {
  const definition = {
    title: 'Question to the customer',
    fromDepartment: null,
    toDepartment: 'customer-service',
    kind: 'callback',
    acceptanceCriteria: [],
    acceptMinutes: 60,
    finishMinutes: 480,
    correctMinutes: 60,
    returnReasons: [{ code: 'incomplete', title: 'Something is missing' }],
    resultSchema: { type: 'object', properties: { answer: { type: 'string', title: 'Answer' } }, required: ['answer'] },
    prefill: { about: 'text' },
  };
  await database.rows('INSERT INTO handoff_contract (key, version, definition) VALUES ($1, 1, $2::json)', [
    QUESTION,
    JSON.stringify(definition),
  ]);
}

export async function makeWorld(database: Database): Promise<World> {
  // The rails of the world before hand their keys on.
  await database.rows(`UPDATE department SET key = key || '-' || id WHERE key = ANY ($1::text[])`, [KEYS]);
  const rails: Rail[] = [];
  for (const key of KEYS) {
    const officeHours = key === 'engineering';
    const id = await makeDepartment(database, {
      name: key,
      claimLimit: 3,
      ...(officeHours ? { workHours: OFFICE } : {}),
    });
    await database.rows('UPDATE department SET key = $2, expedite_budget = 2 WHERE id = $1', [id, key]);
    rails.push({ id, key, officeHours });
  }
  const people: Person[] = [];
  for (const rail of rails)
    for (const n of [1, 2]) {
      const name = `${rail.key} ${n}`;
      people.push({ userId: await makePerson(database, name, [rail.id]), name });
    }
  const [after] = await database.rows<{ ticket: number; handoff: number }>(
    `SELECT (SELECT coalesce(max(id), 0) FROM ticket) AS ticket, (SELECT coalesce(max(id), 0) FROM handoff) AS handoff`,
  );
  const world: World = {
    database,
    rails,
    people,
    after: after!,
    files: new Map(),
    now: new Date(BEGIN),
    standing: { tickets: new Map(), handoffs: new Map(), legs: new Map() },
  };
  for (const [rail, kind] of [
    [0, 'inquiry'],
    [0, 'order'],
    [2, 'rfq'],
    [1, 'inquiry'],
  ] as const)
    await arrive(world, rails[rail]!.id, kind);
  world.standing = await standingOf(world);
  return world;
}

/** A ticket with a drawing comes in, due in a day. */
export async function arrive(world: World, departmentId: number, kind: string): Promise<void> {
  const { database, now } = world;
  const id = await makeTicket(database, {
    department_id: departmentId,
    kind,
    received_at: now,
    due_at: new Date(now.getTime() + 86_400_000),
    minutes_allowed: 1440,
  });
  const entryId = await makeEntry(database, { ticketId: id, text: 'Can you make this?', attachments: ['drawing.pdf'] });
  // What a message writes tells of itself; made by hand here, as the entry is.
  await database.rows(
    `WITH t AS (UPDATE ticket SET event_seq = event_seq + 1 WHERE id = $1 RETURNING id, event_seq, version, department_id)
     INSERT INTO outbox (topic, key, lane, seq, type, payload)
     SELECT 'rail.tickets', id::text, lane_of(id::text), event_seq, 'ticket.opened', jsonb_build_object('ticketId', id, 'version', version) FROM t`,
    [id],
  );
  const [file] = await database.rows<{ id: number }>('SELECT id FROM attachment WHERE entry_id = $1', [entryId]);
  world.files.set(id, file!.id);
}

export async function standingOf({ database, after }: World): Promise<Standing> {
  const [row] = await database.rows<{ tickets: TicketNow[]; handoffs: HandoffNow[]; legs: LegNow[] }>(
    `SELECT (SELECT coalesce(json_agg(x ORDER BY x.id), '[]') FROM (
               SELECT id, version, state, kind, department_id AS "departmentId", claimed_by AS "claimedBy", wait_reason AS "waitReason", due_at AS "dueAt",
                      left_ms AS "leftMs", done_at AS "doneAt", done_on_time AS "doneOnTime" FROM ticket WHERE id > $1) x) AS tickets,
            (SELECT coalesce(json_agg(x ORDER BY x.id), '[]') FROM (
               SELECT id, version, state, contract, kind, origin_ticket_id AS "originTicketId", ticket_id AS "ticketId" FROM handoff WHERE id > $2) x) AS handoffs,
            (SELECT coalesce(json_agg(x ORDER BY x.id), '[]') FROM (
               SELECT id, handoff_id AS "handoffId", leg, minutes_allowed AS "minutesAllowed", due_at AS "dueAt", ended_at AS "endedAt", on_time AS "onTime"
                 FROM handoff_leg WHERE handoff_id > $2) x) AS legs`,
    [after.ticket, after.handoff],
  );
  const moment = (text: unknown) => (text === null ? null : new Date(String(text)));
  const byId = <T extends { id: number }>(list: T[]) => new Map(list.map(one => [one.id, one]));
  return {
    tickets: byId(row!.tickets.map(t => ({ ...t, dueAt: moment(t.dueAt)!, doneAt: moment(t.doneAt) }))),
    handoffs: byId(row!.handoffs),
    legs: byId(row!.legs.map(l => ({ ...l, dueAt: moment(l.dueAt)!, endedAt: moment(l.endedAt) }))),
  };
}
