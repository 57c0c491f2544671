// The desk of the ledger through the API: what is held is decided, one or all alike, with a name and a reason; days balance; each message tells its whole way.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { audit, pendingMessages } from '#store';
import { ApiHouse, type PersonKey } from './api.house.js';
import { makeInterchange, makeMessage, x12 } from './trade.things.js';

let house: ApiHouse;
let place: { departmentId: number; channelId: number };
beforeEach(async () => {
  house = await ApiHouse.open();
  place = { departmentId: house.departments.service, channelId: house.channels.service };
}, 60_000);
afterEach(() => house?.close());

const held = (reason: string, raw: string | Buffer = x12('STRANGER')) =>
  makeMessage(house.database, place, raw, { reason });
const ok = async (method: string, path: string, body?: unknown, who: PersonKey = 'supervisor') => {
  const answer = await house.ask(who, method, path, body === undefined ? {} : { body });
  expect([path, answer.status, answer.status === 200 ? null : answer.body]).toEqual([path, 200, null]);
  return answer.body;
};
const stateOf = async (id: number) =>
  (
    await house.rows<{ state: string; reason: string | null; detail: string | null }>(
      'SELECT state, reason, detail FROM message WHERE id = $1',
      [id],
    )
  )[0]!;
const verdicts = (id: number) =>
  house.rows<{ act: string; part: number | null; was: string; name: string; reason: string | null }>(
    'SELECT act, part, was, name, reason FROM message_verdict WHERE message_id = $1 ORDER BY id',
    [id],
  );
/** A partner whose interchange has one document that hangs, and others that were refused. */
async function partly(states: ('ticketed' | 'quarantined')[]) {
  const [partner] = await house.rows<{ id: number }>(
    `INSERT INTO partner (key, name, standard, agreement) VALUES ('p' || (SELECT count(*) FROM partner), 'P', 'x12', '{}') RETURNING id`,
  );
  const parts = states.map((state, i) => ({
    number: i + 1,
    state,
    ...(state === 'quarantined' ? { reason: 'edi.refused' } : {}),
  }));
  const { messageId } = await makeInterchange(house.database, place, partner!.id, {
    raw: x12('NORTH'),
    control: '1',
    parts,
  });
  return messageId;
}

describe('what is held', () => {
  it('is counted by reason and channel, and listed by it', async () => {
    for (let i = 0; i < 3; i += 1) await held('edi.unknown-sender');
    const deep = await held('mail.too-deep');
    await partly(['ticketed', 'quarantined', 'quarantined']);
    const groups = await ok('GET', '/quarantine/groups');
    expect(groups).toEqual([
      expect.objectContaining({ reason: 'edi.unknown-sender', count: 3, replayable: 3, channelId: place.channelId }),
      expect.objectContaining({ reason: 'edi.refused', count: 2, replayable: 0 }),
      expect.objectContaining({ reason: 'mail.too-deep', count: 1, replayable: 1 }),
    ]);
    const list = await ok('GET', `/quarantine?channelId=${place.channelId}&reason=mail.too-deep`);
    expect(list.items.map((one: { messageId: number }) => one.messageId)).toEqual([deep]);
    expect((await ok('GET', '/quarantine?reason=edi.refused')).items).toHaveLength(2);
    expect(await ok('GET', '/quarantine/groups', undefined, 'engineer')).toEqual([]);
  });

  it('is replayed with all that is alike, in bounded steps that end, and nothing else is touched', async () => {
    const ids: number[] = [];
    for (let i = 0; i < 7; i += 1) ids.push(await held('edi.unknown-sender', x12('STRANGER', i)));
    const other = await held('mail.too-deep');
    const seen: number[] = [];
    let next: { after?: number; upTo?: number } = {};
    for (;;) {
      const step = await ok('POST', '/quarantine/replay', {
        channelId: place.channelId,
        reason: 'edi.unknown-sender',
        limit: 3,
        ...next,
      });
      seen.push(step.done);
      // What is held again by now is not taken twice.
      await house.rows(
        `UPDATE message SET state = 'quarantined', reason = 'edi.unknown-sender', decided_at = now() WHERE state = 'pending' AND id = $1`,
        [ids[0]],
      );
      if (step.left === 0) break;
      next = { after: step.after, upTo: step.upTo };
    }
    expect(seen).toEqual([3, 3, 1]);
    expect((await pendingMessages(house.database, ids)).map(one => one.id)).toEqual(ids.slice(1));
    expect(await stateOf(other)).toMatchObject({ state: 'quarantined' });
    expect(await verdicts(ids[1]!)).toEqual([
      { act: 'replayed', part: null, was: 'edi.unknown-sender', name: 'The Supervisor', reason: null },
    ]);
  });

  it('of a rail that the asker does not supervise is neither replayed nor counted', async () => {
    const foreign = await makeMessage(
      house.database,
      { departmentId: house.departments.engineering, channelId: house.channels.engineering },
      x12('STRANGER'),
    );
    const step = await ok('POST', '/quarantine/replay', {
      channelId: house.channels.engineering,
      reason: 'edi.unknown-sender',
    });
    expect(step).toMatchObject({ done: 0, left: 0 });
    expect(await stateOf(foreign)).toMatchObject({ state: 'quarantined' });
    expect(
      (await house.ask('agent', 'POST', '/quarantine/replay', { body: { channelId: 1, reason: 'x' } })).status,
    ).toBe(403);
  });

  it('is put aside with a reason, stays in the ledger under a rule with a name, and can be released again', async () => {
    const id = await held('edi.unknown-sender');
    const missing = await house.ask('supervisor', 'POST', `/messages/${id}/discard`, { body: { reason: ' ' } });
    expect([missing.status, missing.body.errors[0].pointer]).toEqual([422, '/reason']);
    await ok('POST', `/messages/${id}/discard`, { reason: 'A test of theirs' });
    expect(await stateOf(id)).toEqual({
      state: 'suppressed',
      reason: 'discarded by a person',
      detail: 'The Supervisor: A test of theirs',
    });
    const again = await house.ask('supervisor', 'POST', `/messages/${id}/discard`, { body: { reason: 'Once more' } });
    expect([again.status, again.body.code]).toEqual([409, 'MESSAGE.NOT_HELD']);
    expect((await ok('GET', '/suppressed')).items[0]).toMatchObject({
      rule: 'discarded by a person',
      releasable: true,
    });
    await ok('POST', `/messages/${id}/release`, { reason: 'It was an order' });
    expect(await stateOf(id)).toMatchObject({ state: 'pending' });
    expect((await verdicts(id)).map(one => [one.act, one.was, one.reason])).toEqual([
      ['discarded', 'edi.unknown-sender', 'A test of theirs'],
      ['released', 'discarded by a person', 'It was an order'],
    ]);
  });

  it('as one document of several is put aside alone; the message is as its other documents are', async () => {
    const taken = await partly(['ticketed', 'quarantined', 'quarantined']);
    await ok('POST', `/messages/${taken}/discard`, { reason: 'Sent by telephone', part: 2 });
    expect((await ok('GET', '/quarantine')).items.map((one: { part: number }) => one.part)).toEqual([3]);
    expect(await stateOf(taken)).toMatchObject({ state: 'ticketed' });
    const refused = await partly(['quarantined', 'quarantined']);
    await ok('POST', `/messages/${refused}/discard`, { reason: 'Sent by telephone', part: 1 });
    expect(await stateOf(refused)).toMatchObject({ state: 'quarantined' });
    await ok('POST', `/messages/${refused}/discard`, { reason: 'Sent by telephone', part: 2 });
    expect(await stateOf(refused)).toMatchObject({ state: 'suppressed', reason: 'discarded by a person' });
    await ok('POST', '/quarantine/discard', {
      channelId: place.channelId,
      reason: 'edi.refused',
      why: 'All by telephone',
    });
    expect((await ok('GET', '/quarantine')).items).toEqual([]);
    const found = (await audit(house.database)).findings.filter(one => /documents/.test(one.problem));
    expect(found.map(one => one.problem).filter(problem => /not as many/.test(problem))).toEqual([]);
  });

  it('is released by one of two who press at once', async () => {
    const id = await held('mail.unreadable');
    const answers = await Promise.all(
      [1, 2].map(() =>
        house.ask('supervisor', 'POST', `/messages/${id}/release`, { body: { reason: 'Read it by hand' } }),
      ),
    );
    expect(answers.map(one => one.status).sort()).toEqual([200, 409]);
    expect(await verdicts(id)).toHaveLength(1);
  });
});

describe('a message', () => {
  it('is looked at as text and as hexadecimal digits, by the page', async () => {
    const raw = `${'a'.repeat(2047)}é${'b'.repeat(10)}`;
    const id = await held('mail.unreadable', raw);
    const first = await ok('GET', `/messages/${id}/bytes`, undefined, 'agent');
    const second = await ok('GET', `/messages/${id}/bytes?from=${first.byteEnd}`, undefined, 'agent');
    expect([first.byteStart, first.byteEnd, second.byteEnd, first.size]).toEqual([0, 2048, 2059, 2059]);
    expect(Buffer.from(first.hex + second.hex, 'hex').toString('utf8')).toBe(raw);
    expect(first.text + second.text).toBe(raw);
    expect(await ok('GET', `/messages/${id}/bytes?from=99999`, undefined, 'agent')).toMatchObject({
      byteStart: 2059,
      hex: '',
      text: '',
    });
  });

  it('shows the header of a mail and what its transport knew', async () => {
    const id = await held('mail.too-deep', 'From: =?utf-8?Q?J=C3=BCrgen?= <j@example.com>\r\nSubject: Hi\r\n\r\nbody');
    await house.rows(
      `UPDATE message SET transport = '{"folder":"INBOX","uid":7,"rcptTo":["a@b.example","c@d.example"]}' WHERE id = $1`,
      [id],
    );
    const { headers, transport } = await ok('GET', `/messages/${id}/headers`, undefined, 'agent');
    expect(headers).toEqual([
      { name: 'from', value: 'Jürgen <j@example.com>' },
      { name: 'subject', value: 'Hi' },
    ]);
    expect(transport).toEqual(
      expect.arrayContaining([
        { name: 'uid', value: '7' },
        { name: 'rcptTo', value: 'a@b.example, c@d.example' },
      ]),
    );
  });

  it('is previewed as it would be read now, and stays as it is', async () => {
    const id = await held(
      'conversion.failed',
      'From: "Ada" <ada@example.com>\r\nSubject: Seals\r\n\r\nTwelve seals, please.',
    );
    expect((await house.ask('agent', 'GET', `/messages/${id}/preview`)).status).toBe(403);
    expect(await ok('GET', `/messages/${id}/preview`)).toMatchObject({
      outcome: 'taken',
      drafts: [{ subject: 'Seals', requester: 'Ada, ada@example.com', text: expect.stringContaining('Twelve seals') }],
      draftCount: 1,
      suppressed: null,
      quarantined: [],
    });
    await house.rows(`UPDATE channel SET kind = 'edi', settings = '{"mail":{}}' WHERE id = $1`, [place.channelId]);
    const stranger = await held('edi.unknown-sender');
    expect(await ok('GET', `/messages/${stranger}/preview`)).toMatchObject({
      outcome: 'quarantined',
      quarantined: [{ reason: 'edi.unknown-sender' }],
    });
    expect(await stateOf(stranger)).toMatchObject({ state: 'quarantined' });
  });

  it('tells its whole way, and of a ticket on another rail only that it is there', async () => {
    const ids = await house.ticket('service');
    const { steps } = await ok('GET', `/messages/${ids.message}/way`, undefined, 'agent');
    expect(steps.map((one: { step: string }) => one.step)).toEqual(
      expect.arrayContaining(['received', 'stored', 'converted', 'decided', 'ticket']),
    );
    expect(steps.find((one: { step: string }) => one.step === 'ticket').ticket).toEqual({
      id: ids.ticket,
      departmentId: house.departments.service,
    });
    const several = await partly(['ticketed', 'ticketed']);
    const [row] = await house.rows<{ ticket_id: number }>(
      'SELECT ticket_id FROM message_part WHERE message_id = $1 LIMIT 1',
      [several],
    );
    await house.rows(
      'INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, message_id, part, subject) VALUES ($1, 90, $2, $3, $4, $5, 1, $6)',
      [row!.ticket_id, 'message', 'contact', 'P', several, 'Secret order'],
    );
    await house.rows('UPDATE ticket SET department_id = $1 WHERE id = $2', [
      house.departments.engineering,
      row!.ticket_id,
    ]);
    const way = await ok('GET', `/messages/${several}/way`, undefined, 'agent');
    expect(JSON.stringify(way)).not.toContain('Secret');
    expect(way.steps.filter((one: { step: string }) => one.step === 'ticket')).toMatchObject([
      { words: 'On a ticket of another rail', ticket: null },
    ]);
  });
});

describe('the ledger by day', () => {
  it('balances by channel and day, and says where it does not', async () => {
    await house.rows('DELETE FROM ledger_counter');
    await held('mail.too-deep');
    await makeMessage(house.database, place, 'x', { state: 'pending' });
    await house.rows(
      `INSERT INTO ledger_counter (channel_id, day, slot, accepted) VALUES ($1, (now() AT TIME ZONE 'UTC')::date, 0, 1), ($1, (now() AT TIME ZONE 'UTC')::date, 1, 1)`,
      [place.channelId],
    );
    const [today] = (await ok('GET', '/ledger/days', undefined, 'agent')).days;
    expect(today).toMatchObject({
      channelId: place.channelId,
      accepted: 2,
      pending: 1,
      quarantined: 1,
      balanced: true,
    });
    // Accepted and not there any more: a row that somebody deleted.
    await house.rows('UPDATE ledger_counter SET accepted = 2 WHERE slot = 0');
    await house.rows(
      `INSERT INTO ledger_counter (channel_id, day, slot, accepted) VALUES ($1, (now() AT TIME ZONE 'UTC')::date - 3, 0, 5)`,
      [place.channelId],
    );
    const answer = await ok('GET', '/ledger/days', undefined, 'agent');
    expect(answer.balanced).toBe(false);
    expect(answer.days.map((one: { accepted: number; balanced: boolean }) => [one.accepted, one.balanced])).toEqual([
      [3, false],
      [5, false],
    ]);
    expect((await ok('GET', `/ledger/days?from=${today.day}&to=${today.day}`, undefined, 'agent')).days).toHaveLength(
      1,
    );
    expect((await ok('GET', '/ledger/days', undefined, 'engineer')).days).toEqual([]);
    for (const wrong of ['from=2026-02-30', 'from=2026-03-02&to=2026-03-01', 'from=2025-01-01&to=2026-01-01'])
      expect([wrong, (await house.ask('agent', 'GET', `/ledger/days?${wrong}`)).status]).toEqual([wrong, 422]);
  });

  it('opens the messages behind a figure, in pages without a gap or a double', async () => {
    const ids: number[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift(await held('mail.too-deep', `mail ${i}`));
    await house.rows(`UPDATE message SET stored_at = now() - interval '40 days' WHERE id = $1`, [ids[4]]);
    const [{ day }] = (await ok('GET', '/ledger/days', undefined, 'agent')).days;
    const query = `/ledger/messages?channelId=${place.channelId}&day=${day}&state=quarantined&limit=2`;
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { messageId: number }[]; nextCursor: string | null } = await ok(
        'GET',
        `${query}${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.items.map(one => one.messageId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids.slice(0, 4));
    expect((await ok('GET', '/ledger/messages', undefined, 'engineer')).items).toEqual([]);
  });

  it('keeps a message whose ticket moved away in its figures, without its words', async () => {
    const ids = await house.ticket('service');
    await house.rows('UPDATE ticket SET department_id = $1 WHERE id = $2', [house.departments.engineering, ids.ticket]);
    const { items } = await ok('GET', '/ledger/messages', undefined, 'agent');
    expect(items.find((one: { messageId: number }) => one.messageId === ids.message)).toMatchObject({
      readable: false,
      subject: null,
      author: null,
      ticketIds: [],
    });
  });
});
