// Files for replies and notes through the API: brought in parts, their owner's alone, sent once, given back, thrown away.
import { createHash, randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configureInboxApi, InboxApiModule, inboxApiAdapter } from '#inbox-api';
import { createLogger } from '#runtime';
import { Database, sweepUploads } from '#store';
import { ApiHouse, type Ask, type PersonKey, type TicketIds } from './api.house.js';

const PART = 512 * 1024;
let house: ApiHouse;
let ids: TicketIds;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
beforeEach(async () => {
  ids = await house.ticket('service');
});
afterAll(() => house?.close());

type File = { filename?: string; contentType?: string; size?: number };
const open = (file: File, who: PersonKey = 'agent', ticket = ids.ticket) =>
  house.ask(who, 'POST', `/tickets/${ticket}/uploads`, { body: { filename: 'order.pdf', size: 4, ...file } });
const put = (id: number, n: number | string, bytes: Buffer, who: PersonKey = 'agent') =>
  house.ask(who, 'PUT', `/uploads/${id}/parts/${n}`, {
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
const finish = (id: number, who: PersonKey = 'agent') => house.ask(who, 'POST', `/uploads/${id}/finish`);
const remove = (id: number, who: PersonKey = 'agent') => house.ask(who, 'DELETE', `/uploads/${id}`);
const lying = async (who: PersonKey = 'agent'): Promise<{ id: number; filename: string; isReady: boolean }[]> =>
  (await house.ask(who, 'GET', `/tickets/${ids.ticket}/uploads`)).body;
async function bring(bytes: Buffer, file: File = {}, who: PersonKey = 'agent'): Promise<number> {
  const { body } = await open({ contentType: 'application/pdf', ...file, size: bytes.length }, who);
  for (let n = 0; n * PART < bytes.length; n += 1)
    expect((await put(body.id, n, bytes.subarray(n * PART, (n + 1) * PART), who)).status).toBe(204);
  expect((await finish(body.id, who)).body).toMatchObject({ id: body.id, isReady: true, size: bytes.length });
  return body.id;
}
const act = async (name: string, body: object, ask: Ask = {}, who: PersonKey = 'agent') =>
  house.ask(who, 'POST', `/tickets/${ids.ticket}/${name}`, {
    body,
    version: await house.versionOf(ids.ticket),
    ...ask,
  });
const TO = [{ name: 'Customer', address: 'customer@example.org' }];
const reply = (uploads: number[], more: object = {}, ask: Ask = {}) =>
  act('reply', { text: 'Here it is.', to: TO, uploads, ...more }, ask);
const count = async (table: string): Promise<number> =>
  Number((await house.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n);
const download = (id: number, who: PersonKey = 'agent') => house.ask(who, 'GET', `/attachments/${id}`);
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a file', () => {
  it('comes in parts, in any order, goes with the reply, and is there for who may read the ticket', async () => {
    const bytes = randomBytes(PART * 2 + 7);
    const { status, body } = await open({ size: bytes.length, contentType: 'application/pdf' });
    expect([status, body.partBytes, body.isReady]).toEqual([201, PART, false]);
    for (const n of [2, 0, 0, 1]) {
      expect((await finish(body.id)).body.code).toBe('UPLOAD.INCOMPLETE');
      expect((await put(body.id, n, bytes.subarray(n * PART, (n + 1) * PART))).status).toBe(204);
    }
    expect((await finish(body.id)).body).toMatchObject({ isReady: true });
    expect((await finish(body.id)).status).toBe(200);
    const answer = await reply([body.id]);
    expect(answer.status).toBe(200);
    const entry = answer.body.entries.findLast((one: { type: string }) => one.type === 'reply');
    expect(entry.attachments).toMatchObject([
      { filename: 'order.pdf', contentType: 'application/pdf', size: bytes.length, sha256: hash(bytes) },
    ]);
    const got = await download(entry.attachments[0].id);
    expect(got.headers).toMatchObject({
      'content-disposition': `attachment; filename="order.pdf"; filename*=UTF-8''order.pdf`,
      'x-content-type-options': 'nosniff',
    });
    for (const stranger of ['engineer', 'sales'] as const)
      expect((await download(entry.attachments[0].id, stranger)).status).toBe(404);
    expect(await lying()).toEqual([]);
  });

  it('keeps letters of any script in its name, and loses a path, quotes and signs that turn text round', async () => {
    const names = [
      'Größe "1".pdf',
      '../../etc/passwd',
      'C:\\fakepath\\رسم.pdf',
      'exe.\u202Efdp.pdf',
      'a\r\nBcc: x.pdf',
    ];
    for (const filename of names) expect((await open({ filename })).status).toBe(201);
    expect((await lying()).map(one => one.filename)).toEqual([
      'Größe 1.pdf',
      'passwd',
      'رسم.pdf',
      'exe.fdp.pdf',
      'aBcc x.pdf',
    ]);
  });

  it('is told apart from another one of the same name, in the mail as on the timeline', async () => {
    const [one, two] = [await bring(Buffer.from('one')), await bring(Buffer.from('two'))];
    const { body } = await reply([two, one]);
    const entry = body.entries.findLast((row: { type: string }) => row.type === 'reply');
    expect(entry.attachments.map((file: { filename: string }) => file.filename)).toEqual([
      'order.pdf',
      'order (2).pdf',
    ]);
    const [mail] = await house.rows<{ bytes: Buffer }>(
      'SELECT b.bytes FROM outbound o JOIN blob b ON b.sha256 = o.raw_sha256 WHERE o.id = $1',
      [entry.delivery.outboundId],
    );
    expect(mail!.bytes.toString()).toMatch(/filename="?order\.pdf[\s\S]*filename="?order \(2\)\.pdf/);
  });

  it('stays inside with a note, which may have no words', async () => {
    const id = await bring(Buffer.from('inside'));
    const { status, body } = await act('note', { text: '', uploads: [id] });
    expect([status, body.entries.at(-1).attachments]).toMatchObject([200, [{ filename: 'order.pdf' }]]);
    expect((await act('note', { text: '' })).status).toBe(422);
  });

  it('of an earlier entry goes along without being brought again; of another ticket, or of a held mail, it does not', async () => {
    const again = await house.ask('agent', 'POST', `/tickets/${ids.ticket}/uploads`, {
      body: { attachmentId: ids.attachment },
    });
    expect(again.body).toMatchObject({ filename: 'pump.png', isReady: true });
    const { body } = await reply([again.body.id]);
    expect(body.entries.findLast((row: { type: string }) => row.type === 'reply').attachments).toMatchObject([
      { filename: 'pump.png', sha256: hash(Buffer.from('picture bytes')) },
    ]);
    const other = await house.ticket('service');
    const foreign = await house.ticket('engineering');
    await house.rows('UPDATE entry SET held = true WHERE id = $1', [ids.entry]);
    for (const attachmentId of [other.attachment, foreign.attachment, ids.attachment, 99999]) {
      const body = { attachmentId };
      expect((await house.ask('agent', 'POST', `/tickets/${ids.ticket}/uploads`, { body })).status).toBe(404);
    }
  });
});

describe('an upload', () => {
  it('is its owner’s alone: to everybody else, and on another ticket, it is not there', async () => {
    const id = await bring(Buffer.from('mine'));
    for (const who of ['supervisor', 'admin', 'engineer', 'sales'] as const) {
      expect((await put(id, 0, Buffer.from('ours'), who)).status).toBe(404);
      expect((await finish(id, who)).status).toBe(404);
      expect((await remove(id, who)).status).toBe(404);
    }
    expect(await lying('supervisor')).toEqual([]);
    expect((await act('reply', { text: 'x', to: TO, uploads: [id] }, {}, 'supervisor')).body.code).toBe(
      'TICKET.FILE_GONE',
    );
    const other = await house.ticket('service');
    const elsewhere = await house.ask('agent', 'POST', `/tickets/${other.ticket}/note`, {
      body: { text: 'x', uploads: [id] },
      version: 1,
    });
    expect(elsewhere.body).toMatchObject({ status: 409, code: 'TICKET.FILE_GONE' });
    expect(await lying()).toMatchObject([{ id, isReady: true }]);
    for (const who of ['engineer', 'sales'] as const) expect((await open({}, who)).status).toBe(404);
  });

  it.each<[string, File, number, string, RegExp]>([
    ['of no bytes', { size: 0 }, 422, 'UPLOAD.EMPTY', /is empty/],
    ['of 25 MB', { size: 25_000_000 }, 413, 'UPLOAD.TOO_LARGE', /has 25 MB; one mail takes 20 MB/],
    ['of a program', { filename: 'setup.exe' }, 422, 'UPLOAD.KIND_REFUSED', /\.exe/],
    ['of a program behind a dot', { filename: 'setup.exe. ' }, 422, 'UPLOAD.KIND_REFUSED', /\.exe/],
    ['of less than nothing', { size: -1 }, 422, 'REQUEST.INVALID', /./],
    ['of half a byte', { size: 0.5 }, 422, 'REQUEST.INVALID', /./],
    ['without a name', { filename: '' }, 422, 'REQUEST.INVALID', /./],
  ])('%s is refused in plain words', async (_, file, status, code, words) => {
    const { body } = await open(file);
    expect(body).toMatchObject({ status, code });
    expect(body.detail).toMatch(words);
  });

  it('takes no part of a wrong length, none that the file has not, and none that is no bytes', async () => {
    const { body } = await open({ size: PART + 3 });
    const wrong: [number | string, number, number][] = [
      [0, 3, 422],
      [1, PART, 422],
      [1, 0, 422],
      [2, 1, 422],
      [0, PART + 1, 413],
      ['-1', 1, 404],
      ['00', 1, 404],
      ['1e3', 1, 404],
      ['999999', 1, 404],
    ];
    for (const [n, length, status] of wrong)
      expect([n, length, (await put(body.id, n, Buffer.alloc(length))).status]).toEqual([n, length, status]);
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
      const headers = { 'content-type': type };
      const answer = await house.ask('agent', 'PUT', `/uploads/${body.id}/parts/1`, { body: '{}}', headers });
      expect([type, answer.status]).toEqual([type, 403]);
    }
    expect(await house.rows('SELECT n FROM upload_part WHERE upload_id = $1', [body.id])).toEqual([]);
    expect((await finish(body.id)).body).toMatchObject({ status: 409, code: 'UPLOAD.INCOMPLETE' });
  });

  it('lets no other route take plain bytes', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await house.ask('agent', 'POST', `/tickets/${ids.ticket}/note`, { body: '{}', headers, version: 1 });
    expect(answer.body.code).toBe('AUTH.CROSS_SITE');
    const key = await house.keyFor('agent', house.departments.service);
    const byKey = await house.send('POST', `/tickets/${ids.ticket}/note`, {
      body: '{}',
      headers: { ...headers, authorization: `Bearer ${key}` },
      version: 1,
    });
    expect(byKey.body.code).toBe('REQUEST.NOT_JSON');
  });

  it('lies with 39 others on a ticket, whoever opens them at once', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => open({})));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
    expect(answers.find(({ status }) => status !== 201)!.body).toMatchObject({ status: 409, code: 'UPLOAD.TOO_MANY' });
    const many = Array.from({ length: 60 }, (_, n) => n + 1);
    expect((await reply(many)).body).toMatchObject({ status: 422, code: 'REQUEST.INVALID' });
  });

  it('can be taken away until it is sent', async () => {
    const [gone, sent] = [await bring(Buffer.from('gone')), await bring(Buffer.from('sent'))];
    expect((await remove(gone)).status).toBe(204);
    expect((await remove(gone)).status).toBe(404);
    expect((await reply([sent, gone])).body).toMatchObject({
      code: 'TICKET.FILE_GONE',
      errors: [{ pointer: '/uploads/1' }],
    });
    expect((await reply([sent, sent])).body.errors).toMatchObject([{ pointer: '/uploads/1' }]);
    expect((await reply([sent])).status).toBe(200);
    expect((await remove(sent)).body).toMatchObject({ status: 409, code: 'UPLOAD.SENT' });
    expect((await reply([sent])).body.code).toBe('TICKET.FILE_GONE');
  });

  it('goes with the reply or is taken away, and never both, when both come at once', async () => {
    for (let round = 0; round < 12; round += 1) {
      ids = await house.ticket('service');
      const id = await bring(Buffer.from(`round ${round}`));
      const [sent, removed] = await Promise.all([reply([id]), remove(id)]);
      expect([200, 409]).toContain(sent.status);
      expect([sent.status, removed.status]).toEqual([sent.status, sent.status === 200 ? 409 : 204]);
    }
  });
});

describe('a reply with files', () => {
  it('may have as much as its mailbox says, all files together', async () => {
    await house.rows(
      `UPDATE channel SET settings = jsonb_set(settings, '{smtpOut,maxFilesMegabytes}', '0.1') WHERE id = $1`,
      [house.channels.service],
    );
    expect((await house.ask('agent', 'GET', `/tickets/${ids.ticket}`)).body.uploadLimits).toEqual({
      count: 20,
      bytes: 100_000,
    });
    expect((await open({ size: 100_001 })).body.detail).toBe('The file has 0.2 MB; one mail takes 0.1 MB.');
    const two = [await bring(randomBytes(60_000)), await bring(randomBytes(60_000))];
    expect((await reply(two)).body).toMatchObject({
      status: 422,
      code: 'REPLY.FILES_TOO_LARGE',
      detail: 'The files have 0.2 MB together; one mail takes 0.1 MB',
    });
    expect(await lying()).toHaveLength(2);
    await house.rows(`UPDATE channel SET settings = settings #- '{smtpOut,maxFilesMegabytes}' WHERE id = $1`, [
      house.channels.service,
    ]);
  });

  it('that is called back gives them to whoever called it back, and they go again with the next one', async () => {
    const id = await bring(Buffer.from('twice'));
    const first = await reply([id]);
    const { outboundId } = first.body.entries.findLast((row: { type: string }) => row.type === 'reply').delivery;
    const undone = await house.ask('supervisor', 'POST', `/outbound/${outboundId}/undo`, {});
    expect(undone.body).toMatchObject({ text: 'Here it is.', uploads: [{ id, filename: 'order.pdf', isReady: true }] });
    expect([await lying(), await lying('supervisor')]).toMatchObject([[], [{ id }]]);
    await house.rows('UPDATE ticket SET state = $2, claimed_by = NULL, claim_until = NULL WHERE id = $1', [
      ids.ticket,
      'open',
    ]);
    const again = await act('reply', { text: 'Again.', to: TO, uploads: [id] }, {}, 'supervisor');
    const entry = again.body.entries.findLast((row: { type: string }) => row.type === 'reply');
    expect(entry.attachments).toMatchObject([{ filename: 'order.pdf' }]);
    expect(again.body.entries.filter((row: { attachments: unknown[] }) => row.attachments.length > 0)).toHaveLength(2);
  });

  it('is refused on a ticket that is done or was merged, and its files stay on the pad', async () => {
    const id = await bring(Buffer.from('kept'));
    await act('done', { outcome: 'answered' });
    expect((await reply([id])).body).toMatchObject({ status: 409, code: 'TICKET.DONE' });
    expect(await lying()).toMatchObject([{ id }]);
    const into = await house.ticket('service');
    await house.rows(
      `UPDATE ticket SET state = 'merged', merged_into = $2, done_at = NULL, outcome = NULL, done_on_time = NULL WHERE id = $1`,
      [ids.ticket, into.ticket],
    );
    expect((await open({})).body).toMatchObject({ status: 409, code: 'TICKET.MERGED' });
  });

  it('is one reply, however often it is sent with its key', async () => {
    const id = await bring(Buffer.from('once'));
    const ask = { intent: 'one-intent', version: await house.versionOf(ids.ticket) };
    const [one, two] = [await reply([id], {}, ask), await reply([id], {}, ask)];
    expect([one.status, two.status]).toEqual([200, 200]);
    const replies = two.body.entries.filter((row: { type: string }) => row.type === 'reply');
    expect(replies.flatMap((row: { attachments: unknown[] }) => row.attachments)).toHaveLength(1);
  });
});

describe('the sweep', () => {
  const age = (id: number, days: number) =>
    house.rows(`UPDATE upload SET touched_at = now() - make_interval(days => $2) WHERE id = $1`, [id, days]);

  it('throws away what lay unsent for 14 days and what never came whole; what was sent stays', async () => {
    const [old, young, sent] = [
      await bring(randomBytes(99)),
      await bring(randomBytes(99)),
      await bring(Buffer.from('sent and kept')),
    ];
    const half = (await open({ size: PART + 1 })).body.id;
    await put(half, 0, Buffer.alloc(PART));
    const { body } = await reply([sent]);
    const file = body.entries.findLast((row: { type: string }) => row.type === 'reply').attachments[0];
    const blobs = await count('blob');
    await Promise.all([age(old, 15), age(young, 13), age(sent, 400), age(half, 2)]);
    await Promise.all([sweepUploads(house.database), sweepUploads(house.database)]);
    expect((await lying()).map(one => one.id)).toEqual([young]);
    const left = await house.rows('SELECT id FROM upload WHERE id = ANY ($1)', [[old, sent, half]]);
    const parts = await house.rows('SELECT n FROM upload_part WHERE upload_id = ANY ($1)', [[old, sent, half]]);
    expect([left, parts, await count('blob')]).toEqual([[], [], blobs]);
    expect(await download(file.id)).toMatchObject({ status: 200, text: 'sent and kept' });
  });
});

describe('two instances on one database', () => {
  it('take parts of one file in turns, and either sends it', async () => {
    const database = await Database.open({ url: house.database.url, poolSize: 4 });
    const { live, secrets, health } = house;
    const config = { webRoot: null, docsPage: false, version: 'test' };
    const log = createLogger({ level: 'silent', name: 'other' });
    const app = await NestFactory.create<NestFastifyApplication>(
      InboxApiModule.forRoot({ database, live, secrets, log, health, config }),
      inboxApiAdapter(false),
      { logger: false, abortOnError: false },
    );
    try {
      await configureInboxApi(app);
      await app.listen(0, '127.0.0.1');
      const origin = await app.getUrl();
      const cookie = `rail=${await house.tokenOf('agent')}`;
      const there = (method: 'POST' | 'PUT', path: string, type: string, body: Buffer | object, more = {}) =>
        fetch(`${origin}/api/v1${path}`, {
          method,
          headers: { origin, cookie, 'content-type': type, ...more },
          body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
        });
      const bytes = randomBytes(PART * 2 + 1);
      const { body } = await open({ size: bytes.length });
      const bytesOf = (n: number) => bytes.subarray(n * PART, (n + 1) * PART);
      expect((await put(body.id, 0, bytesOf(0))).status).toBe(204);
      const second = await there('PUT', `/uploads/${body.id}/parts/1`, 'application/octet-stream', bytesOf(1));
      expect(second.status).toBe(204);
      expect((await put(body.id, 2, bytesOf(2))).status).toBe(204);
      const finished = await there('POST', `/uploads/${body.id}/finish`, 'application/json', {});
      expect(await finished.json()).toMatchObject({ isReady: true });
      const version = await house.versionOf(ids.ticket);
      const sent = await Promise.all([
        reply([body.id], {}, { version }),
        there(
          'POST',
          `/tickets/${ids.ticket}/reply`,
          'application/json',
          { text: 'From there.', to: TO, uploads: [body.id] },
          { 'if-match': `"v${version}"` },
        ),
      ]);
      expect(sent.map(answer => answer.status).sort()).toEqual([200, 412]);
      const files = await house.rows<{ sha256: Buffer }>(
        `SELECT a.sha256 FROM attachment a JOIN entry e ON e.id = a.entry_id WHERE e.ticket_id = $1 AND e.type = 'reply'`,
        [ids.ticket],
      );
      expect(files.map(({ sha256 }) => sha256.toString('hex'))).toEqual([hash(bytes)]);
    } finally {
      await app.close();
      await database.close();
    }
  });
});
