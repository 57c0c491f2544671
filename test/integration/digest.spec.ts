// Digests: what nobody has acknowledged reaches those whom it concerns by mail, once, as they chose.
import { simpleParser } from 'mailparser';
import { digestRun, OutboundSender } from '#router';
import { SecretBox } from '#runtime';
import { DigestStore, type NewAlert, OutboundStore, openFault, raiseAlerts } from '#store';
import {
  type House,
  makeChannel,
  makeDepartment,
  makePerson,
  makeTicket,
  openHouse,
} from '../database/tickets.factory.js';
import { LOOPBACK } from '../servers/loopback.js';
import { type SmtpSink, startScriptedSmtp, startSmtpSink } from '../servers/smtp-sink.js';

const secrets = new SecretBox({ active: 'k1', keys: new Map([['k1', Buffer.alloc(32, 9)]]) });
const store = new DigestStore();
let house: House;
let sink: SmtpSink;
let service: number;
let engineering: number;
let serviceMail: number;
let count = 0;
beforeEach(async () => {
  house = await openHouse();
  sink = await startSmtpSink();
  service = await makeDepartment(house.database, { name: 'Customer service' });
  engineering = await makeDepartment(house.database, { name: 'Engineering' });
  serviceMail = await mailbox(service, 'support@rail.test');
});
afterEach(async () => {
  await sink.stop();
  await house.close();
});

async function mailbox(departmentId: number, address: string, port = sink.port): Promise<number> {
  const id = await makeChannel(house.database, departmentId);
  const settings = { addresses: [address], fromName: 'Our house', smtpOut: { host: '127.0.0.1', port, tls: 'none' } };
  await house.database.rows('UPDATE channel SET settings = $2 WHERE id = $1', [id, JSON.stringify(settings)]);
  return id;
}

async function person(
  name: string,
  departments: number[],
  digest: 'none' | 'each' | 'hourly' | 'daily',
  role?: 'sales',
) {
  const id = await makePerson(house.database, name, departments, role);
  await house.database.rows('UPDATE user_account SET email = $2 WHERE id = $1', [
    id,
    `${name.toLowerCase()}@rail.test`,
  ]);
  await house.database.transaction(tx => store.choose(tx, id, digest));
  return id;
}

function raise(over: Partial<NewAlert> = {}): Promise<number> {
  count += 1;
  const alert = { kind: 'late' as const, departmentId: service, userId: null, ticketId: null, handoffId: null };
  return house.database.transaction(tx =>
    raiseAlerts(tx, [{ ...alert, text: `Thing ${count}`, once: `test:${count}`, ...over }]),
  );
}

const lines: { fields: object; text: string }[] = [];
const sweep = (over: { now?: () => Date } = {}) =>
  digestRun({
    database: house.database,
    publicUrl: 'https://rail.example.com',
    key: secrets.signingKeys('mail')[0]!,
    log: { warn: (fields, text) => lines.push({ fields, text }) },
    ...over,
  });
const outbound = () =>
  house.database.rows<Record<string, unknown> & { to: string[] }>(
    `SELECT o.*, ARRAY(SELECT r.address FROM outbound_recipient r WHERE r.outbound_id = o.id) AS "to" FROM outbound o ORDER BY id`,
  );
const nextOf = async (userId: number) => {
  const [row] = await house.database.rows<{ at: Date }>('SELECT digest_at AS at FROM user_account WHERE id = $1', [
    userId,
  ]);
  return row!.at;
};

/** Runs a sender until nothing waits, and returns what arrived. */
async function delivered() {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const sender = new OutboundSender({
    carries: 'letters',
    privateHosts: LOOPBACK,
    database: house.database,
    secrets,
    instance: 'digest-test',
    log: quiet,
  });
  sender.start();
  for (let i = 0; i < 200 && (await outbound()).some(one => one.state === 'queued' || one.state === 'sending'); i++)
    await new Promise(resolve => setTimeout(resolve, 25));
  await sender.stop();
  return Promise.all(sink.mails.map(async mail => ({ ...mail, parsed: await simpleParser(mail.raw) })));
}

describe('a digest', () => {
  it('tells a person in one mail what waits, with links, from the mailbox of the department', async () => {
    await person('Mara', [service], 'each');
    const ticketId = await makeTicket(house.database, { department_id: service });
    await raise({ text: 'A handoff was returned: no tolerance', ticketId });
    await raise({ text: 'A ticket is late' });
    expect(await sweep()()).toBe(1);
    const [mail, ...more] = await delivered();
    expect(more).toEqual([]);
    expect([mail!.from, mail!.to]).toEqual(['support@rail.test', ['mara@rail.test']]);
    const key = (await house.database.rows<{ key: string }>('SELECT key FROM department WHERE id = $1', [service]))[0]!
      .key;
    expect(mail!.parsed.subject).toBe('2 things wait on the rail of Customer service');
    expect(mail!.parsed.text).toContain(
      `- A handoff was returned: no tolerance\n  https://rail.example.com/d/${key}/t/${ticketId}`,
    );
    expect(mail!.parsed.text).toContain(`- A ticket is late\n  https://rail.example.com/d/${key}`);
    expect(mail!.parsed.html).toBe(false);
    expect(mail!.parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail!.parsed.messageId).toMatch(/^<digest\.\d+\.[0-9a-f]{16}@rail\.test>$/);
    expect(await outbound()).toMatchObject([
      { purpose: 'digest', ticket_id: null, state: 'sent', channel_id: serviceMail },
    ]);
  });

  it('tells a thing once, and what is acknowledged not at all', async () => {
    await person('Mara', [service], 'each');
    await raise();
    await raise();
    await house.database.rows(`UPDATE alert SET acknowledged_at = now() WHERE id = (SELECT max(id) FROM alert)`);
    const run = sweep();
    expect([await run(), await run()]).toEqual([1, 0]);
    await raise({ text: 'News' });
    expect(await run()).toBe(1);
    const subjects = (await delivered()).map(mail => [mail.parsed.subject, mail.parsed.text?.includes('News')]);
    expect(subjects).toEqual([
      ['1 thing waits on the rail of Customer service', false],
      ['1 thing waits on the rail of Customer service', true],
    ]);
  });

  it('tells an administrator who chose no mails what is wrong with channels, at once and once, and nothing else', async () => {
    const ops = await person('Ops', [], 'none');
    await house.database.rows('UPDATE user_account SET is_admin = true WHERE id = $1', [ops]);
    await raise({ text: 'A ticket is late' });
    const run = sweep();
    expect(await run()).toBe(0);
    await raise({ kind: 'channel-failing', text: 'Support mailbox fails: it does not answer.' });
    expect([await run(), await run()]).toEqual([1, 0]);
    await raise({ kind: 'channel-recovered', text: 'Support mailbox works again, after 3 min' });
    expect([await run(), await run()]).toEqual([1, 0]);
    expect((await delivered()).map(mail => [mail.to, mail.parsed.subject])).toEqual([
      [['ops@rail.test'], 'Support mailbox fails: it does not answer.'],
      [['ops@rail.test'], 'Support mailbox works again, after 3 min'],
    ]);
  });

  it('leaves by a mailbox that can send, whatever one says that cannot', async () => {
    const ops = await person('Ops', [], 'none');
    await house.database.rows('UPDATE user_account SET is_admin = true WHERE id = $1', [ops]);
    await mailbox(engineering, 'engineering@rail.test');
    const told = { channelId: serviceMail, departmentId: service, name: 'Support' };
    await house.database.transaction(tx => openFault(tx, told, { what: 'sending', problem: 'It cannot send.' }));
    expect(await sweep()()).toBe(1);
    expect((await delivered()).map(mail => mail.from)).toEqual(['engineering@rail.test']);
  });

  it('reaches whom it concerns: who works the rail, or who is meant; and nobody who did not ask', async () => {
    const mara = await person('Mara', [service], 'each');
    await person('Theo', [service], 'each');
    await person('Ines', [engineering], 'each');
    await person('Paul', [service], 'each', 'sales');
    await person('Nora', [service], 'none');
    const gone = await person('Gone', [service], 'each');
    await house.database.rows('UPDATE user_account SET disabled_at = now() WHERE id = $1', [gone]);
    await mailbox(engineering, 'engineering@rail.test');
    await raise({ text: 'For the rail' });
    await raise({ text: 'For Mara', userId: mara });
    await raise({ text: 'For engineering', departmentId: engineering });
    expect(await sweep()()).toBe(3);
    const told = Object.fromEntries(
      (await delivered()).map(mail => [
        mail.to[0],
        [...mail.parsed.text!.matchAll(/^- (.*)$/gm)].map(match => match[1]),
      ]),
    );
    expect(told).toEqual({
      'mara@rail.test': ['For the rail', 'For Mara'],
      'theo@rail.test': ['For the rail'],
      'ines@rail.test': ['For engineering'],
    });
  });

  it('tells nobody what they could not read in the app: a salesperson, or who has left the department', async () => {
    const paul = await person('Paul', [service], 'each', 'sales');
    const theo = await person('Theo', [service], 'each');
    await raise({ userId: paul });
    await raise({ userId: theo });
    await house.database.rows('DELETE FROM membership WHERE user_id = $1', [theo]);
    expect(await sweep()()).toBe(0);
    await house.database.rows('UPDATE user_account SET is_admin = true WHERE id = $1', [theo]);
    expect(await sweep()()).toBe(1);
    expect((await outbound())[0]!.to).toEqual(['theo@rail.test']);
  });

  it('comes once an hour at most to who chose so; the first news comes at once', async () => {
    const mara = await person('Mara', [service], 'hourly');
    const run = sweep();
    expect(await run()).toBe(0);
    await raise();
    expect(await run()).toBe(1);
    await raise();
    await raise();
    expect(await run()).toBe(0);
    expect(((await nextOf(mara)).getTime() - Date.now()) / 60_000).toBeCloseTo(60, 0);
    await house.database.rows('UPDATE user_account SET digest_at = now() WHERE id = $1', [mara]);
    expect(await run()).toBe(1);
    const subjects = (await delivered()).map(mail => mail.parsed.subject);
    expect(subjects.sort()).toEqual([
      '1 thing waits on the rail of Customer service',
      '2 things wait on the rail of Customer service',
    ]);
  });

  it('comes with the first working minute to who chose one a day, whether there was something yesterday or not', async () => {
    const hours = JSON.stringify({ mon: [['08:00', '17:00']], wed: [['09:00', '17:00']] });
    await house.database.rows(`UPDATE department SET time_zone = 'Europe/Berlin', work_hours = $2 WHERE id = $1`, [
      service,
      hours,
    ]);
    const mara = await person('Mara', [service], 'daily');
    const monday = () => new Date('2026-03-02T10:00:00Z');
    expect(await sweep({ now: monday })()).toBe(0);
    expect(await nextOf(mara)).toEqual(new Date('2026-03-04T08:00:00Z'));
    await raise();
    // By the database's clock that Wednesday is long past.
    expect(await sweep({ now: () => new Date('2026-03-04T08:00:05Z') })()).toBe(1);
    expect(await nextOf(mara)).toEqual(new Date('2026-03-09T07:00:00Z'));
  });

  it('comes at once after another choice, whatever pause belonged to the one before', async () => {
    const mara = await person('Mara', [service], 'daily');
    await sweep()();
    await raise();
    expect(await sweep()()).toBe(0);
    await house.database.transaction(tx => store.choose(tx, mara, 'hourly'));
    expect(await store.choiceOf(house.database, mara)).toBe('hourly');
    expect(await sweep()()).toBe(1);
  });

  it('is composed once, however many instances look at the same moment', async () => {
    for (let i = 0; i < 8; i++) await person(`Person${i}`, [service], 'each');
    await raise();
    const told = await Promise.all([sweep()(), sweep()(), sweep()(), sweep()()]);
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(8);
    expect(new Set((await outbound()).map(one => one.to[0])).size).toBe(8);
    expect(await outbound()).toHaveLength(8);
  });

  it('is not sent where no mailbox of their departments can send; it is said once, and the alerts wait', async () => {
    lines.length = 0;
    const ines = await person('Ines', [engineering], 'each');
    await raise({ departmentId: engineering });
    await house.database.rows('UPDATE channel SET enabled = false WHERE department_id = $1', [engineering]);
    const run = sweep();
    expect(await run()).toBe(0);
    await house.database.rows('UPDATE user_account SET digest_at = now() WHERE id = $1', [ines]);
    expect(await run()).toBe(0);
    expect(lines).toEqual([
      { fields: { userId: ines }, text: 'No digest for a person: no mailbox of their departments can send' },
    ]);
    expect((await nextOf(ines)).getTime()).toBeGreaterThan(Date.now() + 10 * 60_000);
    expect(await outbound()).toEqual([]);
    await mailbox(engineering, 'engineering@rail.test');
    await house.database.rows('UPDATE user_account SET digest_at = now() WHERE id = $1', [ines]);
    expect(await run()).toBe(1);
  });

  it('is left out for an address that is none, and does not keep the others from theirs', async () => {
    const odd = await person('Odd', [service], 'each');
    await house.database.rows(
      `UPDATE user_account SET email = E'odd@rail.test\\r\\nBcc: all@rail.test' WHERE id = $1`,
      [odd],
    );
    await person('Mara', [service], 'each');
    await raise();
    expect(await sweep()()).toBe(1);
    expect((await outbound()).map(one => one.to)).toEqual([['mara@rail.test']]);
  });
});

describe('a mail that belongs to no ticket', () => {
  it('that the server refuses has its own end: failed', async () => {
    const scripted = await startScriptedSmtp({
      rcpt: { '*': '550 5.1.1 no such user' },
      data: '554 5.5.1 no valid recipients',
    });
    const rail = await makeDepartment(house.database, { name: 'Sales' });
    await mailbox(rail, 'sales@rail.test', scripted.port);
    await person('Mara', [rail], 'each');
    await raise({ departmentId: rail });
    await sweep()();
    await delivered();
    expect(await outbound()).toMatchObject([{ state: 'failed', ticket_id: null }]);
    await scripted.stop();
  });

  it('whose sender died is not sent again by itself', async () => {
    await person('Mara', [service], 'each');
    await raise();
    await sweep()();
    const replies = new OutboundStore(house.database);
    expect(await replies.takeDue('dead', { limit: 5, seconds: 0 })).toMatchObject([{ ticketId: null }]);
    expect(await replies.declareUnknown(10)).toBe(1);
    expect(await outbound()).toMatchObject([{ state: 'unknown' }]);
    expect(await delivered()).toEqual([]);
  });
});
