// Handoffs by mail: who lives in a mail program takes the steps by answering, through the same checks as page and API; and nobody else does.
import { CancelHandoff, CompleteHandoff, ReturnHandoff } from '#api';
import { ANSWER_LIMITS } from '#tickets';
import { RESULT } from './handoff.house.js';
import { MailHouse, type Queued } from './mail.house.js';

let house: MailHouse;
beforeAll(async () => {
  house = await MailHouse.open();
}, 60_000);
afterAll(() => house?.close());

const DONE = `complete
Drawing number: D-4711
Can be made: Yes
Price each: 118,50 EUR
Lead time: 15
ticked: Can be made on our machines
note: Lead time from stock.`;
/** Nothing of the handoff moved, and no alert of it was acknowledged. */
const untouched = async (id: number, state = 'offered') => {
  expect(await house.state(id)).toBe(state);
  expect(await house.rows('SELECT 1 FROM alert WHERE handoff_id = $1 AND acknowledged_by IS NOT NULL', [id])).toEqual(
    [],
  );
};

describe('a mail about a handoff', () => {
  it('tells the receiver what is asked, with the fields, the form, and an address that is theirs alone', async () => {
    const { mail, ticket, id } = await house.offered();
    expect(mail).toMatchObject({ purpose: 'ask', subject: `#${ticket} Design request: Broken pump` });
    expect(mail.replyTo).toMatch(/^engineering\+h\d+-[a-z2-7]{26}@rail\.test$/);
    expect(mail.read.headers.get('auto-submitted')).toBe('auto-generated');
    for (const words of [
      'Customer service offers: Design request, Broken pump',
      'Dimensional tolerance: 0.05 mm',
      'Required by: 2027-03-01',
      `https://rail.test/d/engineering/t/${ticket}`,
      '  accept\n',
      '  return: <one of: incomplete, out-of-range, wrong-attachment, not-ours, no-capacity>',
      '  seen',
    ])
      expect(mail.text).toContain(words);
    expect(mail.text).not.toContain('cancel:');
    expect(mail.text).not.toContain('customer@example.org');
    expect(
      await house.rows('SELECT handoff_version AS version, side FROM mail_ask WHERE handoff_id = $1', [id]),
    ).toEqual([{ version: (await house.handoffs.read(id)).version, side: 'receiver' }]);
  });

  it('is one for each handoff; other news stands in the digest, without a form', async () => {
    await house.news();
    await house.handoffs.offered();
    await house.handoffs.offered();
    await house.rows(
      `INSERT INTO alert (department_id, kind, text, once) SELECT id, 'late', 'A ticket is late', 'test:late' FROM department WHERE key = 'engineering'`,
    );
    const mails = await house.news();
    expect(mails.map(mail => [mail.purpose, mail.replyTo !== ''])).toEqual([
      ['ask', true],
      ['ask', true],
      ['digest', false],
    ]);
    expect(mails[2]!.text).not.toContain('Design request');
  });

  it('is a line of the digest where the mailbox has no sub-addresses: nobody could answer it', async () => {
    await house.news();
    await house.rows(`UPDATE channel SET settings = settings || '{"plusAddressing": false}'`);
    await house.handoffs.offered();
    const [digest, ...more] = await house.news();
    await house.rows(`UPDATE channel SET settings = settings || '{"plusAddressing": true}'`);
    expect([digest!.purpose, digest!.replyTo, more]).toEqual(['digest', '', []]);
    expect(digest!.text).toContain('Customer service offers: Design request');
  });
});

describe('an answer', () => {
  it('carries a handoff from the offer to the result, and wakes the origin; each mail stands on the timeline', async () => {
    const { mail, id, ticket, origin } = await house.offered();
    const back = await house.answer(
      mail,
      'return: incomplete\nDimensional tolerance: Of which dimension?\nbecause: A sketch helps.\n\nRegards',
    );
    expect(back.ledger).toEqual({ state: 'appended', reason: null, ticketId: ticket });
    expect(back.step).toEqual({ state: 'taken', step: 'return', reason: null });
    expect(back.said!.text).toContain('You have sent it back.');
    const returned = await house.handoffs.read(id, 'agent');
    expect(returned.returned).toMatchObject({
      reason: 'incomplete',
      note: 'A sketch helps.',
      faults: [{ pointer: '/fields/tolerance', detail: 'Of which dimension?' }],
      by: 'The Engineer',
    });
    const [told] = (await house.news()).filter(one => one.to === 'agent@rail.test');
    expect(told!.text).toContain('Sent back: Something is missing · Of which dimension?');
    expect(told!.text).toContain('  cancel: <why>');

    await house.step('agent', id, 'offer');
    const [again] = (await house.news()).filter(one => one.to === 'engineer@rail.test');
    const accepted = await house.answer(again!, 'Accept');
    expect(accepted.step).toMatchObject({ state: 'taken', step: 'accept' });
    expect([await house.state(id), (await house.handoffs.read(id)).acceptedBy]).toEqual(['accepted', 'The Engineer']);
    expect(accepted.said!.text).toContain('You have accepted it.');
    expect(accepted.said!.text).toContain('  Drawing number: <text>');
    expect(accepted.said!.read.inReplyTo).toMatch(/@mail\.rail\.test>$/);

    const completed = await house.answer(accepted.said!, DONE);
    expect(completed.step).toEqual({ state: 'taken', step: 'complete', reason: null });
    const done = await house.handoffs.read(id, 'agent');
    expect([done.state, done.result, done.resultNote]).toEqual(['completed', RESULT, 'Lead time from stock.']);
    const woken = await house.handoffs.ticket(origin, 'agent');
    expect([woken.state, woken.hasUnreadAnswer]).toEqual(['open', true]);
    const timeline = await house.handoffs.ticket(ticket);
    expect(timeline.state).toBe('done');
    const mails = timeline.entries.filter((entry: { type: string }) => entry.type === 'message');
    expect(mails.map((entry: { held: boolean; text: string }) => [entry.held, entry.text.split('\n')[0]])).toEqual([
      [false, 'return: incomplete'],
      [false, 'Accept'],
      [false, 'complete'],
    ]);
    const ticked = await house.rows(`SELECT checklist -> 'feasible' ->> 'by' AS by FROM ticket WHERE id = $1`, [
      ticket,
    ]);
    expect(ticked).toEqual([{ by: 'The Engineer' }]);
  });

  it('acknowledges what it answers, and nothing that came later; "seen" does only that, and is answered by no mail', async () => {
    const { mail, id } = await house.offered();
    const seen = await house.answer(mail, 'seen');
    expect([seen.step, seen.said]).toEqual([{ state: 'taken', step: 'seen', reason: null }, undefined]);
    expect(await house.state(id)).toBe('offered');
    const alerts = () =>
      house.rows<{ kind: string; by: number | null }>(
        'SELECT kind, acknowledged_by AS by FROM alert WHERE handoff_id = $1 ORDER BY id',
        [id],
      );
    expect(await alerts()).toEqual([{ kind: 'handoff-offered', by: house.handoffs.api.users.engineer }]);
    await house.step('agent', id, 'cancel', { reason: 'Not wanted' });
    await house.answer(mail, 'seen', { quote: false });
    expect((await alerts()).map(one => [one.kind, one.by === null])).toEqual([
      ['handoff-offered', false],
      ['handoff-cancelled', true],
    ]);
  });

  it('cancels for the sender, who may; for the receiver it is refused in the same words as by page', async () => {
    const { mail, id, origin } = await house.offered();
    await house.step('engineer', id, 'return', { reason: 'incomplete' });
    const [told] = (await house.news()).filter(one => one.to === 'agent@rail.test');
    const wrong = await house.answer(mail, 'cancel: They do not want it');
    expect(wrong.step).toEqual({ state: 'refused', step: 'cancel', reason: 'MAIL.NOT_YOURS' });
    expect(wrong.said!.text).toContain('- That is for Customer service to do, and you do not work its rail');
    expect(await house.state(id)).toBe('returned');
    const done = await house.answer(told!, 'cancel: The customer withdrew', { channel: 'service' });
    expect(done.ledger).toMatchObject({ state: 'appended', ticketId: origin });
    expect(done.step).toMatchObject({ state: 'taken', step: 'cancel' });
    expect(await house.handoffs.read(id, 'agent')).toMatchObject({
      state: 'cancelled',
      cancelReason: 'The customer withdrew',
      endedBy: 'The Agent',
    });
  });

  it('in words is not lost: it stands on the ticket, to be read, and whoever wrote it is told that no step was taken', async () => {
    const { mail, id, ticket } = await house.offered();
    const { ledger, step, said } = await house.answer(mail, 'I do not accept before I have seen a sketch.');
    expect(ledger).toMatchObject({ state: 'appended', ticketId: ticket });
    expect(step).toEqual({ state: 'words', step: null, reason: null });
    expect(said!.text).toContain(`it stands on #${ticket}`);
    expect(said!.text).toContain('  accept\n');
    const now = await house.handoffs.ticket(ticket, 'engineer');
    expect([now.state, now.hasUnreadAnswer]).toEqual(['open', true]);
    await untouched(id);
  });
});

describe('an answer that is refused', () => {
  it('names each fault and brings the form; nothing is changed, not even a tick', async () => {
    const { mail, ticket } = await house.offered();
    const { said: accepted } = await house.answer(mail, 'accept');
    const before = await house.versionOf(ticket);
    const early = await house.answer(
      accepted!,
      'complete\nDrawing number: D-1\nPrice each: -1\nLead time: soon\nticked: Can be made on our machines',
    );
    expect(early.step).toEqual({ state: 'refused', step: 'complete', reason: 'HANDOFF.RESULT_INCOMPLETE' });
    for (const fault of [
      'Your mail has changed nothing:',
      '- Can be made is missing',
      '- Price each must be between 0 and 10000000 EUR',
      '- Lead time must be a whole number',
      '  Lead time: <whole number, working days>',
    ])
      expect(early.said!.text).toContain(fault);
    const [row] = await house.rows<{ checklist: object }>('SELECT checklist FROM ticket WHERE id = $1', [ticket]);
    expect(row!.checklist).toEqual({});
    // The mail itself stands on the timeline: one version more, and no other change.
    expect(await house.versionOf(ticket)).toBe(before + 1);
    expect((await house.answer(early.said!, DONE)).step).toMatchObject({ state: 'taken' });
  });

  it.each([
    ['an unknown reason', 'return: too lazy', 'HANDOFF.UNKNOWN_REASON', 'Say why, as one of: Something is missing'],
    ['an unknown field', 'return: incomplete\nColour: blue', 'MAIL.UNCLEAR', '"Colour: blue" is not understood'],
    ['a step that is not its turn', DONE, 'HANDOFF.WRONG_STATE', 'Engineering has it, and has not accepted it yet'],
    ['two steps', 'accept\nreturn: incomplete', 'MAIL.UNCLEAR', 'It says more than one step: accept, return'],
    ['nothing', '', 'MAIL.UNCLEAR', 'Nothing stands above the quoted mail'],
    ['much too much', `accept\n${'and so on\n'.repeat(60_000)}`, 'MAIL.UNCLEAR', 'The answer is too long'],
  ])('for %s', async (_, text, code, words) => {
    const { mail, id } = await house.offered();
    const { step, said } = await house.answer(mail, text);
    expect([step!.state, step!.reason]).toEqual(['refused', code]);
    expect(said!.text).toContain(words);
    expect(said!.text).toContain('  return: <one of');
    await untouched(id);
  });

  it('says who was first, and what has moved on since the mail', async () => {
    const { mail, id } = await house.offered();
    await house.step('admin', id, 'accept');
    const late = await house.answer(mail, 'accept');
    expect(late.step).toEqual({ state: 'refused', step: 'accept', reason: 'HANDOFF.ALREADY_ACCEPTED' });
    expect(late.said!.text).toContain('- The Admin has accepted it already');
    const stale = await house.answer(mail, DONE);
    expect(stale.step).toMatchObject({ state: 'refused', reason: 'HANDOFF.STALE' });
    // The mail that tells so asks anew, by what holds now.
    expect((await house.answer(stale.said!, DONE)).step).toMatchObject({ state: 'taken', step: 'complete' });
  });

  it('because the ticket is in the hands of somebody else', async () => {
    const { mail, ticket, id } = await house.offered();
    const { admin } = house.handoffs.api.users;
    await house.rows(
      `UPDATE ticket SET state = 'claimed', claimed_by = $2, claim_until = now() + interval '1 hour' WHERE id = $1`,
      [ticket, admin],
    );
    const { step, said } = await house.answer(mail, 'accept');
    expect(step).toMatchObject({ state: 'refused', reason: 'TICKET.CLAIMED_BY_OTHER' });
    expect(said!.text).toContain(`#${ticket} is in the hands of The Admin`);
    await untouched(id);
  });

  it('tells nothing of a rail that the person has left, and nothing at all to a closed account', async () => {
    const { mail, id } = await house.offered();
    const { engineer } = house.handoffs.api.users;
    await house.rows('UPDATE membership SET role = $2 WHERE user_id = $1', [engineer, 'sales']);
    const left = await house.answer(mail, 'accept');
    expect(left.step).toMatchObject({ state: 'refused', reason: 'MAIL.NOT_YOURS' });
    const words = await house.answer(mail, 'I would have liked to see it.');
    expect([words.step!.state, words.step!.reason]).toEqual(['refused', 'MAIL.NOT_YOURS']);
    const stranger = await house.answer(mail, 'accept', { from: 'x@elsewhere.test', quote: false });
    for (const { said } of [left, words, stranger]) {
      expect(said!.text).not.toMatch(/Hydrochloric|Design request|accept\n/);
      expect([said!.replyTo, said!.subject.includes('Broken pump') && said === stranger.said]).toEqual(['', false]);
    }
    await house.rows('UPDATE membership SET role = $2 WHERE user_id = $1', [engineer, 'agent']);
    await house.rows('UPDATE user_account SET disabled_at = now() WHERE id = $1', [engineer]);
    const closed = await house.answer(mail, 'Accept it');
    const disabled = await house.answer(mail, 'accept', { quote: false });
    await house.rows('UPDATE user_account SET disabled_at = NULL WHERE id = $1', [engineer]);
    for (const one of [closed, disabled]) expect([one.step!.reason, one.said]).toEqual(['MAIL.NO_ACCOUNT', undefined]);
    await untouched(id);
  });
});

describe('a mail that is no answer of the person', () => {
  it('from another address stands there as unverified, moves nothing, and the person is told once', async () => {
    const { mail, id, ticket } = await house.offered();
    const first = await house.answer(mail, 'accept', { from: 'Mallory <mallory@elsewhere.test>' });
    expect(first.ledger).toMatchObject({ state: 'appended', ticketId: ticket });
    expect(first.step).toEqual({ state: 'refused', step: null, reason: 'MAIL.OTHER_SENDER' });
    expect([first.said!.to, first.said!.read.inReplyTo]).toEqual(['engineer@rail.test', undefined]);
    const second = await house.answer(mail, 'accept', { from: 'agent@rail.test', quote: false });
    expect([second.step!.reason, second.said]).toEqual(['MAIL.OTHER_SENDER', undefined]);
    const entries = await house.rows<{ held: boolean }>(
      `SELECT held FROM entry WHERE ticket_id = $1 AND type = 'message'`,
      [ticket],
    );
    expect(entries.map(entry => entry.held)).toEqual([true, true]);
    await untouched(id);
  });

  it('with a forged address, or the tag of a reply, is no answer at all', async () => {
    const { mail, id, ticket } = await house.offered();
    const forged = [
      mail.replyTo.replace(/-[a-z2-7]{26}@/, `-${'a'.repeat(26)}@`),
      mail.replyTo.replace(/\+h\d+-/, '+h999999-'),
      mail.replyTo.replace('+h', '+t'),
      mail.replyTo.replace('engineering+', 'service+'),
    ];
    for (const to of forged) {
      const [ledger] = await house.receive([house.rawAnswer(mail, `accept ${to}`, { to, quote: false })]);
      expect([to, ledger!.state, ledger!.ticketId === ticket]).toEqual([to, 'ticketed', false]);
    }
    expect(await house.takeSteps()).toBe(0);
    await untouched(id);
  });

  it('with the tag of another handoff moves that one, if it is theirs, and never this one', async () => {
    const one = await house.offered();
    const other = await house.offered();
    await house.answer(one.mail, 'accept', { to: other.mail.replyTo });
    await untouched(one.id);
    expect(await house.state(other.id)).toBe('accepted');
    const third = await house.offered();
    const to = `${one.mail.replyTo}, ${third.mail.replyTo}`;
    const both = await house.answer(one.mail, 'accept', { to, quote: false });
    expect(both.step).toMatchObject({ state: 'refused', reason: 'MAIL.SEVERAL' });
    await untouched(one.id);
    await untouched(third.id);
  });

  it.each([
    ['an absence notice', { headers: ['Auto-Submitted: auto-replied'] }],
    ['an absence notice that does not say so', { subject: 'Out of office: back on Monday' }],
    ['what a list sends', { headers: ['Precedence: list'] }],
    ['a report of a mail system', { headers: ['Return-Path: <>'] }],
  ])('is suppressed by name where it is %s', async (_, over) => {
    const { mail, id } = await house.offered();
    const [ledger] = await house.receive([house.rawAnswer(mail, 'accept', over)]);
    expect(ledger).toMatchObject({ state: 'suppressed', reason: 'automatic-answer' });
    expect(await house.takeSteps()).toBe(0);
    await untouched(id);
  });
});

describe('answers of every shape', () => {
  const html = (mail: Queued, said: string) =>
    `<html><body>${said}<br><div class="gmail_quote"><div>On Mon, 2 Mar 2026 at 10:00, Our Service wrote:<br></div><blockquote>${mail.text
      .replaceAll('<', '&lt;')
      .replaceAll('\n', '<br>')}</blockquote></div></body></html>`;

  it('are read from HTML alone', async () => {
    const { mail, id } = await house.offered();
    const { step } = await house.answer(mail, '', { html: html(mail, '<div><b>accept</b></div><div>&nbsp;</div>') });
    expect(step).toMatchObject({ state: 'taken', step: 'accept' });
    expect(await house.state(id)).toBe('accepted');
  });

  it('that only quote are no step, in HTML either', async () => {
    const { mail, id } = await house.offered();
    expect((await house.answer(mail, '', { html: html(mail, '') })).step).toMatchObject({ state: 'refused' });
    await untouched(id);
  });

  it('that come twice, by whatever way, are taken once', async () => {
    const { mail, id } = await house.offered();
    const raw = house.rawAnswer(mail, 'accept');
    const copy = Buffer.from(raw.toString().replace('To: ', 'Received: by another way\r\nTo: '));
    const ends = await house.receive([raw, copy]);
    await house.receive([raw]);
    expect(ends.map(end => [end.state, end.reason])).toEqual([
      ['appended', null],
      ['suppressed', 'duplicate'],
    ]);
    expect(await house.takeSteps()).toBe(1);
    expect(await house.takeSteps()).toBe(0);
    expect(await house.answers()).toHaveLength(1);
    expect(await house.state(id)).toBe('accepted');
  });

  it('of two persons at once: one wins, the other is told who', async () => {
    const { supervisor } = house.handoffs.api.users;
    const { engineering } = house.handoffs.api.departments;
    await house.rows(`INSERT INTO membership (user_id, department_id, role) VALUES ($1, $2, 'agent')`, [
      supervisor,
      engineering,
    ]);
    await house.rows(`UPDATE user_account SET digest = 'each' WHERE id = $1`, [supervisor]);
    await house.news();
    await house.news();
    const { id } = await house.handoffs.offered();
    const mails = (await house.news()).filter(mail => mail.replyTo.startsWith('engineering+'));
    expect(mails.map(mail => mail.to).sort()).toEqual(['engineer@rail.test', 'supervisor@rail.test']);
    await house.receive(mails.map(mail => house.rawAnswer(mail, 'accept')));
    await Promise.all([house.takeSteps(), house.takeSteps(), house.takeSteps()]);
    await house.rows(`UPDATE user_account SET digest = 'none' WHERE id = $1`, [supervisor]);
    expect(await house.state(id)).toBe('accepted');
    const ends = await house.rows<{ state: string; reason: string | null }>(
      `SELECT s.state, s.reason FROM mail_step s JOIN mail_ask a ON a.id = s.ask_id WHERE a.handoff_id = $1 ORDER BY s.state DESC`,
      [id],
    );
    expect(ends).toEqual([
      { state: 'taken', reason: null },
      { state: 'refused', reason: 'HANDOFF.ALREADY_ACCEPTED' },
    ]);
    const said = await house.answers();
    const { acceptedBy } = await house.handoffs.read(id);
    expect(said.map(mail => mail.text.includes(`${acceptedBy} has accepted it already`)).sort()).toEqual([false, true]);
  });

  it('are refused after three tries where a fault of ours keeps them from being taken; others go on', async () => {
    const { mail, id } = await house.offered();
    const other = await house.offered();
    await house.rows(`
      CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'out of order'; END $$`);
    await house.rows(
      `CREATE TRIGGER broken BEFORE UPDATE ON handoff FOR EACH ROW WHEN (OLD.id = ${id}) EXECUTE FUNCTION broken()`,
    );
    await house.receive([house.rawAnswer(mail, 'accept'), house.rawAnswer(other.mail, 'accept')]);
    const ended: number[] = [];
    for (let sweeps = 0; sweeps < 4; sweeps++) ended.push(await house.takeSteps());
    await house.rows('DROP TRIGGER broken ON handoff');
    expect(ended).toEqual([0, 0, 0, 2]);
    const said = await house.answers();
    expect(said.map(one => one.text.includes('for a fault of ours'))).toEqual([true, false]);
    expect([await house.state(id), await house.state(other.id)]).toEqual(['offered', 'accepted']);
    expect(house.warnings.splice(0)).toEqual(Array(3).fill('An answer by mail could not be taken'));
  });

  it('are answered thirty times an hour at most: two machines that answer each other come to an end', async () => {
    const { mail } = await house.offered();
    const { engineer } = house.handoffs.api.users;
    const raws = Array.from({ length: 31 }, (_, i) =>
      house.rawAnswer(mail, `I am away, number ${i}.`, { quote: false }),
    );
    await house.receive(raws);
    expect(await house.takeSteps()).toBe(31);
    const [count] = await house.rows<{ mails: number }>(
      `SELECT count(s.outbound_id)::int AS mails FROM mail_step s JOIN mail_ask a ON a.id = s.ask_id WHERE a.user_id = $1`,
      [engineer],
    );
    expect(count!.mails).toBe(30);
  });

  it('leave no mail without its end, and the ledger in balance', async () => {
    expect(await house.rows(`SELECT 1 FROM mail_step WHERE state = 'pending'`)).toEqual([]);
    expect(await house.rows(`SELECT 1 FROM message WHERE state = 'pending'`)).toEqual([]);
    expect(house.warnings).toEqual([]);
  });
});

describe('the limits of a mail', () => {
  it('are those of the API', () => {
    const { note, faults, faultDetail, cancelShortest, cancelLongest } = ANSWER_LIMITS;
    const returned = (over: object) => ReturnHandoff.safeParse({ reason: 'x', ...over }).success;
    const fault = (length: number) => ({ pointer: '/fields/x', detail: 'x'.repeat(length) });
    for (const [more, fits] of [
      [0, true],
      [1, false],
    ] as const) {
      expect(returned({ note: 'x'.repeat(note + more) })).toBe(fits);
      expect(returned({ faults: [fault(faultDetail + more)] })).toBe(fits);
      expect(returned({ faults: Array(faults + more).fill(fault(1)) })).toBe(fits);
      expect(CompleteHandoff.safeParse({ result: {}, note: 'x'.repeat(note + more) }).success).toBe(fits);
      expect(CancelHandoff.safeParse({ reason: 'x'.repeat(cancelLongest + more) }).success).toBe(fits);
      expect(CancelHandoff.safeParse({ reason: 'x'.repeat(cancelShortest - more) }).success).toBe(fits);
    }
  });
});
