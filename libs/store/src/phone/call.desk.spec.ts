// What a call must not end: a ticket that others still work on.
import { CallBook, type CallFacts, calendarOf, OFFICE_HOURS, shippedBook } from '#tickets';
import { emptyPlan } from '../conversion/conversion.plan.js';
import type { TicketProgress } from '../conversion/conversion.reader.js';
import { TicketPlan } from '../conversion/ticket.plan.js';
import { CallDesk, type GivenCall } from './call.desk.js';

const ANN = '+493012345678';
/** @param minute  after noon on a Friday */
const at = (minute: number) => new Date(Date.parse('2026-11-27T12:00:00Z') + minute * 60_000).toISOString();
const calendar = { timeZone: 'UTC', workHours: OFFICE_HOURS, holidayRegion: null, closures: [] };
const progress: TicketProgress = {
  ...{
    id: 7,
    departmentId: 1,
    kind: 'callback',
    kindVersion: 1,
    state: 'claimed',
    version: 3,
    entrySeq: 1,
    eventSeq: 1,
  },
  ...{ dueAt: new Date(at(120)), minutesAllowed: 120, leftMs: null, calendar },
};

function deskWith(tied: number[]) {
  let id = 100;
  const next = () => ++id;
  const tickets = new TicketPlan(emptyPlan(), new Map([[7, progress]]), shippedBook, { ticket: next, entry: next });
  const book = new CallBook();
  const waiting = [{ id: 1, number: ANN, startedAt: new Date(at(0)) }];
  book.addCallback({ ticketId: 7, departmentId: 1, phone: ANN, openedAt: new Date(at(0)), waiting });
  const desk = new CallDesk(tickets, book, shippedBook, { callId: next, tied: new Set(tied), now: new Date(at(60)) });
  return { desk, plan: tickets.plan };
}

const aCall = (minute: number, over: Partial<CallFacts>): CallFacts => ({
  ...{
    callId: `call-${minute}`,
    direction: 'inbound',
    outcome: 'missed',
    ourNumber: '',
    agent: '',
    startedAt: at(minute),
  },
  ...{
    outside: { name: '', said: ANN, number: ANN },
    answeredAt: null,
    endedAt: null,
    talkSeconds: 0,
    voicemail: null,
  },
  ...{ legs: 1, why: [], ...over },
});

const given = (minute: number, over: Partial<CallFacts> = {}): GivenCall => ({
  ...{
    record: aCall(minute, over),
    channelId: 1,
    departmentId: 1,
    wayIn: 'phone',
    subject: 'A call',
    snippet: '',
  },
  calendar: calendarOf('UTC', OFFICE_HOURS),
  requester: { name: 'Ann', address: null, phone: null },
  ...{ priority: 'normal', tags: [], why: [], receivedAt: new Date(at(60)), loggedBy: null, messageId: null },
  business: () => 'stranger',
  entry: why => ({
    ...{
      type: 'call',
      author: { kind: 'contact', name: 'Ann', address: null },
      messageId: null,
      part: 0,
      subject: null,
    },
    ...{ text: '', html: null, detail: {}, why, held: false, splitHint: false, at: new Date(at(60)), attachments: [] },
  }),
});

it('ends a callback, out of somebody’s hands, with an entry that says why', () => {
  const { desk, plan } = deskWith([]);
  desk.place(given(5, { outcome: 'answered' }));
  expect(plan.changes).toMatchObject([{ id: 7, state: 'done', end: { outcome: 'reached', onTime: true } }]);
  expect(plan.entries.map(entry => [entry.type, entry.seq])).toEqual([
    ['call', 2],
    ['state', 3],
  ]);
  expect(plan.phone.kept).toMatchObject([{ id: 1 }]);
});

it('leaves one alone that is another department’s work, shows the call on it, and opens no second one', () => {
  const { desk, plan } = deskWith([7]);
  desk.place(given(5, { outcome: 'answered' }));
  expect(plan.changes).toMatchObject([{ id: 7, state: 'claimed', unread: true }]);
  expect(desk.place(given(9))).toMatchObject({ ticketId: 7, opened: false });
  expect(plan.tickets).toEqual([]);
});
