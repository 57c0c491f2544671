// Files that partners post, into a real database, beside the API in one application.
import { request as ask } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveIngress } from '#router';
import { ApiKeyStore, ChannelStore, Database, OutboundStore } from '#store';
import { interchange } from '../servers/edi-folder.suite.js';
import { ApiHouse } from './api.house.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let house: ApiHouse;
let partner: string;
let stranger: string;
let channelId: number;

beforeAll(async () => {
  house = await ApiHouse.open({
    before: app => serveIngress(app, { database: app.get(Database), instance: 'test', log: quiet }),
  });
  // The least that a key can be: it works no rail.
  partner = await house.keyFor('sales', house.departments.service);
  stranger = await house.keyFor('agent', house.departments.engineering);
  channelId = await makeChannel('partners', { http: {}, maxFileMegabytes: 0.1 });
});
afterAll(() => house.close());

async function makeChannel(key: string, settings: object): Promise<number> {
  const answer = await house.ask('admin', 'POST', '/channels', {
    body: { key, kind: 'edi', name: key, departmentId: house.departments.service, settings },
  });
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body.id;
}

interface Given {
  channel?: string;
  key?: string | null;
  type?: string | null;
  headers?: Record<string, string>;
}

async function post(body: string | Buffer, { channel = 'partners', key = partner, type, headers }: Given = {}) {
  const answer = await fetch(`http://127.0.0.1:${house.port}/in/${channel}`, {
    method: 'POST',
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      'content-type': type ?? 'application/edi-x12',
      ...headers,
    },
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}

const stored = (ids: number[]) =>
  house.rows<{ id: number; text: string; transport: Record<string, unknown>; department: number }>(
    `SELECT m.id, convert_from(b.bytes, 'LATIN1') AS text, m.transport, m.department_id AS department
       FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 WHERE m.id = ANY($1) ORDER BY m.id`,
    [ids],
  );
const count = async () => Number((await house.rows<{ n: string }>('SELECT count(*) AS n FROM message'))[0]!.n);
const idsOf = (body: { messages: { id: number }[] }) => body.messages.map(({ id }) => id);

describe('a posted file', () => {
  it('is stored before it is answered: one message for each interchange, byte for byte', async () => {
    const answer = await post(`${interchange(1)}${interchange(2)}and a note`, {
      headers: { 'content-disposition': 'attachment; filename="C:\\orders\\monday.edi"' },
    });
    expect(answer.status).toBe(202);
    expect(answer.body.messages.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(3).fill('stored'));
    const rows = await stored(idsOf(answer.body));
    expect(rows.map(({ text }) => text)).toEqual([interchange(1).trimEnd(), interchange(2).trimEnd(), 'and a note']);
    expect(rows.every(({ department }) => department === house.departments.service)).toBe(true);
    expect(rows[1]!.transport).toMatchObject({
      via: 'http',
      file: 'monday.edi',
      byteStart: interchange(1).length,
      keyName: 'sales key',
    });
    const [event] = await house.rows(
      `SELECT 1 AS there FROM outbox WHERE type = 'message.received' AND (payload ->> 'messageId')::bigint = $1`,
      [rows[0]!.id],
    );
    expect(event).toEqual({ there: 1 });
  });

  it('may be of any media type that EDI comes in, and of none', async () => {
    for (const type of ['application/EDIFACT', 'application/octet-stream', 'text/plain; charset=iso-8859-1'])
      expect((await post(interchange(3), { type })).status).toBe(202);
  });

  it('keeps bytes that are no UTF-8', async () => {
    const bytes = Buffer.from(interchange(4, 'M\xfcller \xff'), 'latin1');
    const { body } = await post(bytes);
    expect((await stored(idsOf(body)))[0]!.text).toBe(bytes.toString('latin1').trimEnd());
  });

  it('is a message of its own each time that it is posted without a key, so that a repetition is answered again', async () => {
    const first = await post(interchange(5));
    const second = await post(interchange(5));
    expect(second.body.messages[0].outcome).toBe('stored');
    expect(idsOf(second.body)).not.toEqual(idsOf(first.body));
  });

  it('is stored once under one Idempotency-Key, also when it is posted twice at the same moment', async () => {
    const before = await count();
    const file = `${interchange(6)}${interchange(7)}`;
    const headers = { 'idempotency-key': 'order-6' };
    const together = await Promise.all([post(file, { headers }), post(file, { headers })]);
    for (const { status } of together) expect([202, 409]).toContain(status);
    const again = await post(file, { headers });
    expect(again.body.messages.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['known', 'known']);
    expect(await count()).toBe(before + 2);
    const first = together.find(({ status }) => status === 202)!;
    expect(idsOf(again.body)).toEqual(idsOf(first.body));
  });

  it('is known again under its key after a crash between the messages and the key', async () => {
    const headers = { 'idempotency-key': 'order-8' };
    const first = await post(interchange(8), { headers });
    await house.rows(`DELETE FROM idempotency_key WHERE actor LIKE 'ingress:%'`);
    const again = await post(interchange(8), { headers });
    expect(again.body).toEqual({ messages: [{ id: idsOf(first.body)[0], outcome: 'known' }] });
  });

  it('is refused under the key of another file, and nothing of it is stored', async () => {
    const headers = { 'idempotency-key': 'order-9' };
    await post(interchange(9), { headers });
    const before = await count();
    const other = await post(interchange(10), { headers });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY.OTHER_REQUEST']);
    expect(await count()).toBe(before);
  });
});

describe('a post that is not taken', () => {
  const refused = async (
    given: Promise<{ status: number; headers: Headers; body: { code: string; type: string } }>,
  ) => {
    const before = await count();
    const { status, headers, body } = await given;
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status, type: `/problems/${body.code}` });
    expect(await count()).toBe(before);
    return [status, body.code];
  };

  it('has no key, or one that is wrong, expired or revoked', async () => {
    const wrong = `${partner.slice(0, -3)}abc`;
    const expired = await house.keyFor('sales', house.departments.service, new Date(Date.now() - 1_000));
    const revoked = await house.keyFor('sales', null);
    await house.database.transaction(tx => new ApiKeyStore().revoke(tx, revoked.split('_')[1]!));
    for (const key of [null, '', 'rt_nothing', wrong, expired, revoked])
      expect(await refused(post(interchange(1), { key }))).toEqual([401, 'AUTH.REQUIRED']);
  });

  it('is for a channel that is not there, of another department, of mail, without HTTP, or paused: all look the same', async () => {
    const folder = { folder: { path: '/var/edi' } };
    await makeChannel('folder', folder);
    const paused = await makeChannel('paused', { http: {} });
    await house.ask('admin', 'POST', `/channels/${paused}/pause`);
    for (const channel of ['nowhere', 'service-mail', 'folder', 'paused'])
      expect(await refused(post(interchange(1), { channel }))).toEqual([404, 'NOT_FOUND']);
    expect(await refused(post(interchange(1), { key: stranger }))).toEqual([404, 'NOT_FOUND']);
  });

  it('comes from a key that the channel does not name', async () => {
    const own = await house.keyFor('sales', house.departments.service);
    await makeChannel('one-partner', { http: { keys: [own.split('_')[1]] } });
    expect(await refused(post(interchange(1), { channel: 'one-partner' }))).toEqual([404, 'NOT_FOUND']);
    expect((await post(interchange(1), { channel: 'one-partner', key: own })).status).toBe(202);
  });

  it('is no EDI by its media type', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])
      expect(await refused(post(interchange(1), { type }))).toEqual([415, 'REQUEST.NOT_EDI']);
  });

  it('is empty, or holds nothing but blanks', async () => {
    for (const body of ['', ' \r\n']) expect(await refused(post(body))).toEqual([422, 'FILE.EMPTY']);
  });

  it('is too large, by what it says or by what it sends', async () => {
    const large = Buffer.alloc(200_000, 'x');
    expect(await refused(post(large))).toEqual([413, 'REQUEST.TOO_LARGE']);
    const chunked = await new Promise<number>((resolve, reject) => {
      const path = '/in/partners';
      const headers = { authorization: `Bearer ${partner}`, 'content-type': 'text/plain' };
      const sent = ask({ host: '127.0.0.1', port: house.port, method: 'POST', path, headers, agent: false }, answer => {
        answer.resume();
        resolve(answer.statusCode!);
      });
      sent.on('error', reject);
      // Without an end: it is refused as soon as it is more than the channel takes.
      for (let piece = 0; piece < 2; piece++) sent.write(large.subarray(0, 60_000));
    });
    expect(chunked).toBe(413);
  });

  it('breaks off: nothing of it is stored', async () => {
    const before = await count();
    await new Promise<void>(resolve => {
      const headers = {
        authorization: `Bearer ${partner}`,
        'content-type': 'text/plain',
        'content-length': '50000',
      };
      const sent = ask({ host: '127.0.0.1', port: house.port, method: 'POST', path: '/in/partners', headers });
      sent.on('error', () => resolve());
      sent.write(interchange(11));
      setTimeout(() => sent.destroy(), 100);
    });
    // The next post is taken after it, on the same process.
    expect((await post(interchange(12))).status).toBe(202);
    expect(await count()).toBe(before + 1);
  });
});

describe('acknowledgements that wait to be fetched', () => {
  async function queue(name: string, text: string, channel = channelId): Promise<number> {
    const raw = Buffer.from(text);
    await house.rows(
      `INSERT INTO blob (sha256, size, bytes) VALUES (sha256($1), length($1), $1) ON CONFLICT DO NOTHING`,
      [raw],
    );
    const [made] = await house.rows<{ id: number }>(
      `INSERT INTO outbound (channel_id, state, purpose, message_id, raw_sha256, envelope_from, not_before, next_attempt_at)
       VALUES ($1, 'queued', 'edi-acknowledgement', $2, sha256($3), '', now(), now()) RETURNING id`,
      [channel, `<${name}-${Math.random()}@edi>`, raw],
    );
    await house.rows(`INSERT INTO outbound_recipient (outbound_id, position, address) VALUES ($1, 1, $2)`, [
      made!.id,
      name,
    ]);
    return made!.id;
  }
  const call = async (method: string, path: string, key = partner) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`http://127.0.0.1:${house.port}/in/partners/acknowledgements${path}`, {
      method,
      headers,
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };

  it('are told until the partner says that it has them, and sent by nobody meanwhile', async () => {
    const first = await queue('997-1.edi', 'ISA*1~');
    const second = await queue('997-2.edi', 'ISA*2~');
    const other = await makeChannel('others', { http: {} });
    await queue('997-3.edi', 'ISA*3~', other);
    const due = await new OutboundStore(house.database).takeDue('test', { limit: 10, seconds: 60 });
    expect(due).toEqual([]);
    const told = await call('GET', '');
    expect(told.body.items.map((item: { name: string }) => item.name)).toEqual(['997-1.edi', '997-2.edi']);
    expect(Buffer.from(told.body.items[0].content, 'base64').toString()).toBe('ISA*1~');
    expect((await call('GET', `?after=${first}`)).body.items).toHaveLength(1);

    expect((await call('POST', `/${first}/taken`)).status).toBe(204);
    expect((await call('POST', `/${first}/taken`)).status).toBe(204);
    expect((await call('GET', '')).body).toMatchObject({ items: [{ id: second }], next: null });
    const [row] = await house.rows(
      `SELECT o.state, r.state AS recipient, r.response FROM outbound o JOIN outbound_recipient r ON r.outbound_id = o.id WHERE o.id = $1`,
      [first],
    );
    expect(row).toEqual({ state: 'sent', recipient: 'sent', response: 'Fetched by sales key' });
  });

  it('are nobody else’s', async () => {
    const id = await queue('997-9.edi', 'ISA*9~');
    expect((await call('GET', '', stranger)).status).toBe(404);
    expect((await call('POST', `/${id}/taken`, stranger)).status).toBe(404);
    expect((await call('POST', '/999999/taken')).status).toBe(404);
  });

  it('are sent like all mail where the channel names an address for answers', async () => {
    const posting = await makeChannel('posting', { http: { answerUrl: 'https://partner.example.com/answers' } });
    const id = await queue('997-4.edi', 'ISA*4~', posting);
    const due = await new OutboundStore(house.database).takeDue('test', { limit: 10, seconds: 60 });
    expect(due).toMatchObject([{ outboundId: id, to: ['997-4.edi'] }]);
  });
});

describe('an email channel', () => {
  const save = async (ediChannel: string) => {
    const row = await new ChannelStore().byId(house.database, house.channels.service);
    const { key, kind, name, departmentId, settings } = row!;
    return house.ask('admin', 'PUT', `/channels/${house.channels.service}`, {
      body: { key, kind, name, departmentId, settings: { ...settings, ediChannel } },
    });
  };

  it('passes attachments on to an EDI channel of its department only', async () => {
    await makeChannel('by-mail', { mail: {} });
    expect((await save('by-mail')).body.settings.ediChannel).toBe('by-mail');
    const elsewhere = { key: 'elsewhere', kind: 'edi', name: 'x', departmentId: house.departments.engineering };
    const made = await house.ask('admin', 'POST', '/channels', { body: { ...elsewhere, settings: { mail: {} } } });
    expect(made.status).toBe(201);
    for (const key of ['nowhere', 'engineering-mail', 'elsewhere']) {
      const { status, body } = await save(key);
      expect([status, body.errors]).toEqual([
        422,
        [{ pointer: '/settings/ediChannel', detail: 'Is the key of no EDI channel of this department' }],
      ]);
    }
  });
});

describe('an SFTP channel', () => {
  it('never shows a kept password to another server: host, user and host key ask for it anew', async () => {
    const hostKey = 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const sftp = { host: 'files.example.com', user: 'nordwerk', hostKey };
    const body = { key: 'sftp', kind: 'edi', name: 'SFTP', departmentId: house.departments.service };
    const made = await house.ask('admin', 'POST', '/channels', {
      body: { ...body, settings: { sftp }, secrets: { 'sftp.password': 'secret' } },
    });
    expect(made.body.secretsSet).toEqual(['sftp.password']);
    const change = (changed: object) =>
      house.ask('admin', 'PUT', `/channels/${made.body.id}`, { body: { ...body, settings: { sftp: changed } } });
    expect((await change({ ...sftp, pollSeconds: 5 })).body.secretsSet).toEqual(['sftp.password']);
    for (const moved of [
      { ...sftp, host: 'other.example.com' },
      { ...sftp, user: 'other' },
      { ...sftp, hostKey: hostKey.replace('AAA', 'BBB') },
    ])
      expect((await change(moved)).body.code).toBe('CHANNEL.SECRET_NEEDED');
  });
});
