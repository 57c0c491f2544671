// Messages of those who take no part: held, then approved, split or discarded, each once, whoever is faster; and the way back.
import {
  approveHeld,
  audit,
  discardHeld,
  type HeldRequest,
  holdAgain,
  linksOf,
  mergeTicket,
  participantsOf,
  replay,
  splitHeld,
  type Tx,
} from '#store';
import { MailThings } from './mail.things.js';

const ADA = 'ada@client.example';
const MAL = 'mal@elsewhere.example';
let house: MailThings;
beforeEach(async () => {
  house = await MailThings.open();
});
afterEach(async () => {
  expect((await audit(house.database)).findings).toEqual([]);
  await house.close();
});

/** A ticket in that state, on which somebody else has written. */
async function held(then: 'keep' | 'waiting' | 'done', over: { headers?: string[]; body?: string } = {}) {
  const ticket = await house.ticket();
  const mail = await house.reply(ticket, [ADA], then);
  const message = await house.mail({
    from: `Mal Ory <${MAL}>`,
    subject: `Re: A question [#${ticket}]`,
    ...over,
    headers: [`In-Reply-To: ${mail}`, ...(over.headers ?? [])],
  });
  const { last } = await house.now(ticket);
  return { ticket, message, entry: last };
}

type Act = (tx: Tx, request: HeldRequest) => Promise<{ outcome: string }>;
async function act(does: Act, ticketId: number, entryId: number, version?: number) {
  const expectedVersion = version ?? (await house.now(ticketId)).ticket.version;
  return house.database.transaction(tx =>
    does(tx, { ticketId, entryId, expectedVersion, actor: house.ann, now: new Date() }),
  );
}
const discard: Act = (tx, request) => discardHeld(tx, { ...request, reason: 'Advertising' });
const ledger = async (id: number) =>
  (
    await house.rows<{ state: string; reason: string | null; detail: string | null; ticketId: number }>(
      'SELECT state, reason, detail, ticket_id AS "ticketId" FROM message WHERE id = $1',
      [id],
    )
  )[0]!;
const peopleOf = async (id: number) => (await participantsOf(house.database, id)).map(one => one.address);

describe('a message of somebody who takes no part', () => {
  it.each(['waiting', 'done'] as const)('is held on a %s ticket, and changes nothing of it', async state => {
    const { ticket, entry } = await held(state);
    const { ticket: now } = await house.now(ticket);
    expect(entry).toMatchObject({ held: true, authorAddress: MAL });
    expect([now.state, now.hasUnreadAnswer]).toEqual([state, false]);
    expect(await peopleOf(ticket)).toEqual([ADA]);
  });
});

describe('approving it', () => {
  it.each([
    ['waiting', 'ticket.woken'],
    ['done', 'ticket.reopened'],
  ] as const)(
    'brings a %s ticket back, as it would have when it came, and lets the sender take part',
    async (state, event) => {
      const { ticket, entry } = await held(state);
      expect(await act(approveHeld, ticket, entry.id)).toMatchObject({ outcome: 'changed' });
      const { ticket: now, entries } = await house.now(ticket);
      expect(now).toMatchObject({ state: 'open', hasUnreadAnswer: true });
      expect(entries.find(one => one.id === entry.id)).toMatchObject({
        held: false,
        detail: { verdict: { how: 'approved', by: 'Ann' } },
      });
      expect(await peopleOf(ticket)).toEqual([ADA, MAL]);
      const events = await house.rows<{ type: string }>(`SELECT type FROM outbox WHERE key = $1 ORDER BY seq`, [
        String(ticket),
      ]);
      expect(events.at(-1)!.type).toBe(event);
      const defects = await house.rows<{ reason: string }>(`SELECT reason FROM defect WHERE kind = 'reopened'`);
      expect(defects).toHaveLength(state === 'done' ? 1 : 0);
    },
  );

  it('lets what the sender writes next count like a participant’s', async () => {
    const { ticket, entry } = await held('waiting');
    await act(approveHeld, ticket, entry.id);
    await house.mail({ from: MAL, subject: `Re: A question [#${ticket}]` });
    expect((await house.now(ticket)).last).toMatchObject({ held: false, authorAddress: MAL });
  });

  it('of a machine’s message brings nothing back', async () => {
    const { ticket, entry } = await held('done', { headers: ['Auto-Submitted: auto-replied'] });
    await act(approveHeld, ticket, entry.id);
    expect((await house.now(ticket)).ticket).toMatchObject({ state: 'done', hasUnreadAnswer: false });
  });

  it.each(['waiting', 'done'] as const)(
    'is taken back whole while nobody has touched the %s ticket since',
    async state => {
      const { ticket, entry } = await held(state);
      const before = (await house.now(ticket)).ticket;
      await act(approveHeld, ticket, entry.id);
      expect(await act(holdAgain, ticket, entry.id)).toMatchObject({ outcome: 'changed' });
      const { ticket: now, entries } = await house.now(ticket);
      const facts = ({ state: s, outcome, doneAt, dueAt, leftMs, wakeAt, hasUnreadAnswer }: typeof before) => ({
        s,
        outcome,
        doneAt,
        dueAt,
        leftMs,
        wakeAt,
        hasUnreadAnswer,
      });
      expect(facts(now)).toEqual(facts(before));
      expect(entries.find(one => one.id === entry.id)).toMatchObject({ held: true });
      expect(await peopleOf(ticket)).toEqual([ADA]);
    },
  );

  it('is taken back without touching what somebody did since', async () => {
    const { ticket, entry } = await held('done');
    await act(approveHeld, ticket, entry.id);
    await house.reply(ticket, [ADA], 'waiting');
    await act(holdAgain, ticket, entry.id);
    expect((await house.now(ticket)).ticket.state).toBe('waiting');
  });
});

describe('splitting it', () => {
  it('makes a ticket of its own with its papers and its thread, linked, and leaves no gap behind', async () => {
    const body =
      '--b\r\nContent-Type: text/plain\r\n\r\nMy own matter.\r\n--b\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\nPDF\r\n--b--';
    const { ticket, message, entry } = await held('waiting', {
      headers: [
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
        'Message-ID: <own@elsewhere.example>',
      ],
      body,
    });
    const before = (await house.now(ticket)).ticket;
    const outcome = (await act(splitHeld, ticket, entry.id)) as { outcome: string; newTicketId: number };
    expect(outcome.outcome).toBe('changed');
    const { ticket: split, entries } = await house.now(outcome.newTicketId);
    expect(split).toMatchObject({ state: 'open', requesterAddress: MAL, attachmentCount: 1, followsTicketId: ticket });
    expect(entries).toMatchObject([
      {
        type: 'message',
        held: false,
        text: 'My own matter.',
        messageId: message,
        attachments: [{ filename: 'plan.pdf' }],
      },
    ]);
    const old = await house.now(ticket);
    expect(old.entries.map(one => one.id)).not.toContain(entry.id);
    expect(old.last.text).toBe(`The message of Mal Ory became #${outcome.newTicketId}`);
    expect(old.ticket).toMatchObject({ state: 'waiting', attachmentCount: before.attachmentCount - 1 });
    expect(await peopleOf(ticket)).toEqual([ADA]);
    expect(await ledger(message)).toMatchObject({ state: 'ticketed', ticketId: outcome.newTicketId });
    expect((await linksOf(house.database, ticket)).map(one => one.ticketId)).toEqual([outcome.newTicketId]);
    const follow = await house.mail({ from: MAL, subject: 'More', headers: ['In-Reply-To: <own@elsewhere.example>'] });
    expect(await ledger(follow)).toMatchObject({ state: 'appended', ticketId: outcome.newTicketId });
    // A person has seen it: no machine says that it came.
    expect(await house.acknowledge()).toBe(0);
  });

  it('works from the ticket that the first one was merged into', async () => {
    const { ticket, entry } = await held('keep');
    const into = await house.ticket({ from: 'cy@client.example' });
    const { ticket: now } = await house.now(ticket);
    await house.database.transaction(tx =>
      mergeTicket(tx, { ticketId: ticket, into, expectedVersion: now.version, actor: house.ann, now: new Date() }),
    );
    expect(await act(splitHeld, ticket, entry.id)).toMatchObject({ outcome: 'refused', code: 'TICKET.MERGED' });
    expect(await act(splitHeld, into, entry.id)).toMatchObject({ outcome: 'changed' });
    expect((await house.now(into)).entries.map(one => one.id)).not.toContain(entry.id);
  });
});

describe('discarding it', () => {
  it('shuts it on the ticket and counts it in the ledger, with who and why', async () => {
    const { ticket, message, entry } = await held('done');
    await act(discard, ticket, entry.id);
    expect(await ledger(message)).toMatchObject({
      state: 'suppressed',
      reason: 'unverified-discarded',
      detail: 'Ann: Advertising',
    });
    const { entries, ticket: now } = await house.now(ticket);
    expect(entries.find(one => one.id === entry.id)).toMatchObject({
      held: true,
      detail: { verdict: { how: 'discarded', reason: 'Advertising', messageId: message } },
    });
    expect(now.state).toBe('done');
    expect((await audit(house.database)).channels[0]).toMatchObject({ suppressed: 1, balanced: true });
  });

  it('is taken back, and the message stands there as before', async () => {
    const { ticket, message, entry } = await held('keep');
    await act(discard, ticket, entry.id);
    await act(holdAgain, ticket, entry.id);
    expect(await ledger(message)).toMatchObject({ state: 'appended', reason: null, ticketId: ticket });
    expect((await house.now(ticket)).entries.find(one => one.id === entry.id)).toMatchObject({
      held: true,
      messageId: message,
      detail: { messageId: expect.any(String) },
    });
    expect(await act(approveHeld, ticket, entry.id)).toMatchObject({ outcome: 'changed' });
  });

  it('does not keep the ledger from replaying it: it comes anew, and cannot be brought back twice', async () => {
    const { ticket, message, entry } = await held('keep');
    await act(discard, ticket, entry.id);
    expect(await house.database.transaction(tx => replay(tx, message))).toBe(true);
    await house.convert([message]);
    expect((await house.now(ticket)).last).toMatchObject({ held: true, messageId: message });
    expect(await act(holdAgain, ticket, entry.id)).toMatchObject({ outcome: 'refused', code: 'TICKET.HELD_ELSEWHERE' });
  });
});

describe('two people at once', () => {
  it.each([
    ['approve and discard', approveHeld, discard],
    ['approve and split', approveHeld, splitHeld],
    ['split twice', splitHeld, splitHeld],
    ['discard and split', discard, splitHeld],
  ] as [string, Act, Act][])(
    '%s: one has it, the other is told, and nothing is done twice',
    async (_, first, second) => {
      const { ticket, entry } = await held('done');
      const { version } = (await house.now(ticket)).ticket;
      const outcomes = await Promise.all([
        act(first, ticket, entry.id, version),
        act(second, ticket, entry.id, version),
      ]);
      expect(outcomes.map(one => one.outcome).sort()).toEqual(['changed', 'stale']);
      expect(await act(first, ticket, entry.id)).toMatchObject({ outcome: 'refused' });
      const [messages] = await house.rows<{ n: number }>(
        'SELECT count(*)::int AS n FROM entry WHERE message_id IS NOT NULL',
      );
      expect(messages!.n).toBeLessThanOrEqual(2);
    },
  );

  it('what is no held message of this ticket is refused by name', async () => {
    const { ticket, entry } = await held('keep');
    const { entries } = await house.now(ticket);
    const other = await house.ticket({ from: 'cy@client.example' });
    expect(await act(approveHeld, ticket, entries[0]!.id)).toMatchObject({ code: 'TICKET.NOT_HELD' });
    expect(await act(approveHeld, other, entry.id)).toMatchObject({ code: 'TICKET.UNKNOWN_ENTRY' });
    expect(await act(holdAgain, ticket, entry.id)).toMatchObject({ code: 'TICKET.NOT_HELD' });
    expect(await act(approveHeld, ticket, entry.id, 1)).toMatchObject({ outcome: 'stale' });
  });
});
