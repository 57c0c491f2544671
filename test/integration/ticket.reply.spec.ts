// Replies: committed whole, taken back in time, sent again by a person's decision only.
import { createHash } from 'node:crypto';
import {
  entriesOf,
  OutboundStore,
  participantsOf,
  type ReplyRequest,
  reserveReply,
  sendAgain,
  sendReply,
  type Then,
  undoReply,
} from '#store';
import { messageIdKey } from '#tickets';
import {
  atOnce,
  eventsOf,
  type House,
  makeChannel,
  makeDepartment,
  makePerson,
  makeTicket,
  openHouse,
  ticketNow,
} from '../database/tickets.factory.js';

let house: House;
let rail: number;
let channelId: number;
let ann: { userId: number; name: string };
let bo: { userId: number; name: string };
beforeAll(async () => {
  house = await openHouse();
  rail = await makeDepartment(house.database);
  channelId = await makeChannel(house.database, rail);
  ann = { userId: await makePerson(house.database, 'Ann', [rail]), name: 'Ann' };
  bo = { userId: await makePerson(house.database, 'Bo', [rail]), name: 'Bo' };
});
afterAll(() => house.close());

const KEEP: Then = { state: 'keep' };
const now = new Date();
const ticket = (more: Record<string, unknown> = {}) => makeTicket(house.database, { department_id: rail, ...more });
const heldBy = (userId: number) => ({
  state: 'claimed',
  claimed_by: userId,
  claim_until: new Date(Date.now() + 60_000),
});

async function reply(ticketId: number, more: Partial<ReplyRequest> = {}, windowSeconds = 60) {
  const ids = await reserveReply(house.database);
  const messageId = `<t${ticketId}.e${ids.entryId}@rail.test>`;
  const raw = Buffer.from(`Message-ID: ${messageId}\r\n\r\nIt ships today.`);
  const request: ReplyRequest = {
    ticketId,
    expectedVersion: 1,
    actor: ann,
    now,
    ...ids,
    subject: `Re: your order [#${ticketId}]`,
    text: 'It ships today.',
    html: '<p>It ships today.</p>',
    to: [{ name: 'Kim', address: 'Kim@Example.test' }],
    cc: [],
    mail: {
      channelId,
      messageId,
      raw,
      envelope: { from: 'a@rail.test', to: ['Kim@Example.test', 'lee@example.test'] },
      notBefore: new Date(Date.now() + windowSeconds * 1000),
    },
    then: KEEP,
    ...more,
  };
  return { request, outcome: await house.database.transaction(tx => sendReply(tx, request)) };
}
const outbound = async (id: number) =>
  (await house.database.rows<Record<string, unknown>>('SELECT * FROM outbound WHERE id = $1', [id]))[0]!;
const undo = (outboundId: number, actor = ann) =>
  house.database.transaction(tx => undoReply(tx, { outboundId, actor, now: new Date() }));
const again = (outboundId: number) =>
  house.database.transaction(tx => sendAgain(tx, { outboundId, actor: ann, now: new Date() }));

describe('a reply', () => {
  it('is committed with its entry, final bytes, recipients, thread and participants', async () => {
    const id = await ticket();
    const { request, outcome } = await reply(id);
    expect(outcome).toEqual({
      outcome: 'changed',
      version: 2,
      entryId: request.entryId,
      outboundId: request.outboundId,
    });
    const row = await outbound(request.outboundId);
    expect(row).toMatchObject({
      state: 'queued',
      ticket_id: id,
      envelope_from: 'a@rail.test',
      created_by: ann.userId,
      not_before: request.mail.notBefore,
    });
    const [blob] = await house.database.rows<{ bytes: Buffer }>('SELECT bytes FROM blob WHERE sha256 = $1', [
      row.raw_sha256,
    ]);
    expect(blob!.bytes).toEqual(request.mail.raw);
    expect(row.raw_sha256).toEqual(createHash('sha256').update(request.mail.raw).digest());
    const threads = await house.database.rows(
      'SELECT ticket_id, department_id FROM mail_thread WHERE message_id_key = $1',
      [Buffer.from(messageIdKey(request.mail.messageId), 'hex')],
    );
    expect(threads).toEqual([{ ticket_id: id, department_id: rail }]);
    expect(await participantsOf(house.database, id)).toEqual([{ name: 'Kim', address: 'kim@example.test' }]);
    const { entries } = await entriesOf(house.database, id, { limit: 10 });
    expect(entries[0]).toMatchObject({
      id: request.entryId,
      type: 'reply',
      text: 'It ships today.',
      html: '<p>It ships today.</p>',
      detail: { to: [{ name: 'Kim', address: 'Kim@Example.test' }] },
      delivery: {
        outboundId: request.outboundId,
        state: 'queued',
        recipients: [
          { address: 'Kim@Example.test', state: 'queued', response: null },
          { address: 'lee@example.test', state: 'queued', response: null },
        ],
      },
    });
  });

  it.each<[string, Record<string, unknown>, Then, string, string[]]>([
    ['an open ticket takes it into the writer’s hands', {}, KEEP, 'claimed', ['ticket.entry-added', 'ticket.claimed']],
    [
      'a waiting ticket leaves it waiting',
      { state: 'waiting', wait_reason: 'customer' },
      KEEP,
      'waiting',
      ['ticket.entry-added'],
    ],
    [
      'a ticket can put it to wait',
      {},
      { state: 'waiting', until: null },
      'waiting',
      ['ticket.entry-added', 'ticket.waiting'],
    ],
    [
      'a ticket can finish it',
      {},
      { state: 'done', outcome: 'answered' },
      'done',
      ['ticket.entry-added', 'ticket.done'],
    ],
  ])('to %s', async (_, start, then, state, events) => {
    const id = await ticket(start);
    expect((await reply(id, { then })).outcome).toMatchObject({ outcome: 'changed', version: 2 });
    expect(await ticketNow(house.database, id)).toMatchObject({
      state,
      entry_seq: events.length,
      event_seq: events.length,
    });
    expect((await eventsOf(house.database, id)).map(event => [event.type, event.seq])).toEqual(
      events.map((type, i) => [type, i + 1]),
    );
  });

  it('is refused, and leaves nothing behind, on a done ticket, in another’s hands, by an old version, with an unknown outcome', async () => {
    const done = await ticket({ state: 'done', outcome: 'answered', done_at: now, done_on_time: true });
    const theirs = await ticket(heldBy(bo.userId));
    const open = await ticket();
    const refusals = [
      await reply(done),
      await reply(theirs),
      await reply(open, { expectedVersion: 0 }),
      await reply(open, { then: { state: 'done', outcome: 'vanished' } }),
      await reply(open, { then: { state: 'waiting', until: new Date(0) } }),
    ];
    expect(refusals.map(({ outcome }) => ('code' in outcome ? outcome.code : outcome.outcome))).toEqual([
      'TICKET.DONE',
      'TICKET.CLAIMED_BY_OTHER',
      'stale',
      'TICKET.UNKNOWN_OUTCOME',
      'TICKET.WAKE_TIME_PAST',
    ]);
    expect(
      await house.database.rows('SELECT 1 FROM outbound WHERE ticket_id = ANY($1)', [[done, theirs, open]]),
    ).toEqual([]);
    expect(await participantsOf(house.database, open)).toEqual([]);
  });

  it('with a NUL or half a character in it is stored without', async () => {
    const id = await ticket();
    await reply(id, { text: 'a\0b\ud800', to: [{ name: 'K\0im\udc00', address: 'kim@example.test' }] });
    const { entries } = await entriesOf(house.database, id, { limit: 10 });
    expect(entries[0]).toMatchObject({ text: 'ab\ufffd', detail: { to: [{ name: 'Kim\ufffd' }] } });
  });
});

describe('undo', () => {
  it('within the window cancels the reply, gives its text back, hides its entry and forgets whom it brought in', async () => {
    const id = await ticket(heldBy(ann.userId));
    await house.database.rows(`INSERT INTO ticket_participant VALUES ($1, '\\x00', 'Old', 'old@example.test')`, [id]);
    const { request } = await reply(id);
    expect(await undo(request.outboundId)).toEqual({
      outcome: 'undone',
      ticketId: id,
      version: 3,
      text: 'It ships today.',
      uploads: [],
    });
    expect(await outbound(request.outboundId)).toMatchObject({ state: 'cancelled' });
    const { entries } = await entriesOf(house.database, id, { limit: 10 });
    expect(entries.map(entry => entry.text)).toEqual(['The reply was taken back before it left']);
    expect(await house.database.rows('SELECT 1 FROM entry WHERE id = $1', [request.entryId])).toHaveLength(1);
    expect(await participantsOf(house.database, id)).toEqual([{ name: 'Old', address: 'old@example.test' }]);
    expect(await new OutboundStore(house.database).takeDue('s', { limit: 50, seconds: 60 })).toEqual([]);
  });

  it('brings a ticket that the reply had finished, or put to wait, back to the writer’s hands, and its finish does not count', async () => {
    for (const then of [
      { state: 'done', outcome: 'answered' },
      { state: 'waiting', until: null },
    ] as const) {
      const id = await ticket();
      const { request } = await reply(id, { then: { ...then } as Then });
      await undo(request.outboundId);
      expect(await ticketNow(house.database, id)).toMatchObject({
        state: 'claimed',
        claimed_by: ann.userId,
        done_at: null,
        wait_reason: null,
      });
    }
    const [day] = await house.database.rows(
      'SELECT coalesce(sum(finished), 0)::int AS finished FROM rail_day WHERE department_id = $1',
      [rail],
    );
    const done = await house.database.rows(`SELECT 1 FROM ticket WHERE department_id = $1 AND state = 'done'`, [rail]);
    expect(day).toEqual({ finished: done.length });
  });

  it('leaves a ticket as it is where somebody has changed it since', async () => {
    const id = await ticket(heldBy(ann.userId));
    const { request } = await reply(id, { then: { state: 'waiting', until: null } });
    await house.database.rows(`UPDATE ticket SET state = 'open', wait_reason = NULL, left_ms = NULL WHERE id = $1`, [
      id,
    ]);
    await undo(request.outboundId);
    expect(await ticketNow(house.database, id)).toMatchObject({ state: 'open' });
  });

  it('is too late after the window, and for what is on its way', async () => {
    const { request } = await reply(await ticket(), {}, -1);
    expect(await undo(request.outboundId)).toEqual({ outcome: 'too-late', state: 'queued' });
    const [taken] = await new OutboundStore(house.database).takeDue('sender', { limit: 50, seconds: 60 });
    expect(taken).toMatchObject({
      outboundId: request.outboundId,
      raw: request.mail.raw,
      to: request.mail.envelope.to,
    });
    expect(await undo(request.outboundId)).toEqual({ outcome: 'too-late', state: 'sending' });
    expect(await undo(999_999_999)).toEqual({ outcome: 'unknown-outbound' });
  });

  it('by two people at once happens once', async () => {
    const { request } = await reply(await ticket());
    const both = await atOnce(
      house.database,
      [ann, bo].map(actor => tx => undoReply(tx, { outboundId: request.outboundId, actor, now: new Date() })),
    );
    expect(both.map(one => one.outcome).toSorted()).toEqual(['too-late', 'undone']);
  });
});

describe('sending again', () => {
  it.each(['failed', 'unknown'])(
    'puts a reply that is %s back into the queue, with the same bytes, for those who have not got it',
    async state => {
      const id = await ticket();
      const { request } = await reply(id);
      const before = await outbound(request.outboundId);
      await house.database.rows(
        `UPDATE outbound SET state = $2, error = 'x', attempts = 4, ended_at = now() WHERE id = $1`,
        [request.outboundId, state],
      );
      await house.database.rows(
        `UPDATE outbound_recipient SET state = CASE position WHEN 1 THEN 'sent' ELSE $2 END WHERE outbound_id = $1`,
        [request.outboundId, state],
      );
      expect(await again(request.outboundId)).toEqual({ outcome: 'queued', ticketId: id, version: 3 });
      const row = await outbound(request.outboundId);
      expect(row).toMatchObject({
        state: 'queued',
        attempts: 0,
        error: null,
        ended_at: null,
        raw_sha256: before.raw_sha256,
        message_id: before.message_id,
      });
      const recipients = await house.database.rows<{ state: string }>(
        'SELECT state FROM outbound_recipient WHERE outbound_id = $1 ORDER BY position',
        [request.outboundId],
      );
      expect(recipients.map(recipient => recipient.state)).toEqual(['sent', 'queued']);
    },
  );

  it.each(['queued', 'sent', 'cancelled'])('is refused for a reply that is %s', async state => {
    const { request } = await reply(await ticket());
    await house.database.rows('UPDATE outbound SET state = $2 WHERE id = $1', [request.outboundId, state]);
    expect(await again(request.outboundId)).toMatchObject({ outcome: 'refused', code: 'OUTBOUND.NOT_FAILED' });
  });

  it('by two people at once happens once', async () => {
    const { request } = await reply(await ticket());
    await house.database.rows(`UPDATE outbound SET state = 'unknown' WHERE id = $1`, [request.outboundId]);
    const both = await atOnce(
      house.database,
      [1, 2].map(() => tx => sendAgain(tx, { outboundId: request.outboundId, actor: ann, now: new Date() })),
    );
    expect(both.map(one => one.outcome).toSorted()).toEqual(['queued', 'refused']);
  });
});

describe('mails with files', () => {
  it('are taken one at a time where they are large, so that a sender holds no more than it can', async () => {
    const store = new OutboundStore(house.database);
    await store.takeDue('earlier', { limit: 1000, seconds: 60 });
    const ids: number[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await reply(await ticket(), {}, -1)).request.outboundId);
    await house.database.rows(
      'UPDATE blob SET size = 40000000 WHERE sha256 IN (SELECT raw_sha256 FROM outbound WHERE id = ANY ($1))',
      [ids],
    );
    const taken: number[][] = [];
    for (let turn = 0; turn < 4; turn += 1)
      taken.push((await store.takeDue('me', { limit: 5, seconds: 60 })).map(mail => mail.outboundId));
    expect(taken).toEqual([...ids.map(id => [id]), []]);
  });
});
