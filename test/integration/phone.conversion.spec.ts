// From a growing log to the rail, against a real PostgreSQL: the place in the log moves with the records, each record ends once, and what was held by a wrong
// mapping goes its way when the mapping is mended.
import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPhoneConverter, phoneChannel, phoneSettings } from '#channels';
import type { Connector } from '#channels/contract';
import { ConversionStep, HouseReader } from '#router';
import { audit, createCompany, Database, LeaseStore, replay } from '#store';
import { OFFICE_HOURS, type SignedIds } from '#tickets';
import { StoreConnectorPorts } from '../../apps/router/src/connect/connector.ports.js';
import { createTestDatabase } from '../database/database.js';

const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const MAPPED = { id: 'id', startedAt: 'begin', from: 'caller', to: 'called', outcome: 'state' };

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let folder: string;
let file: string;
let connector: Connector | undefined;

const settings = (columns: Record<string, string>) => ({
  ...{ source: 'generic-csv', country: 'DE', timeZone: 'Europe/Berlin', files: [file], pollSeconds: 0.05, columns },
  ours: { extensions: ['2xx'], numbers: [] },
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calls-'));
  file = join(folder, 'calls.csv');
  test = await createTestDatabase();
  database = await Database.open({ url: test.url });
  await database.transaction(tx =>
    createCompany(tx, {
      name: 'Test',
      demo: false,
      departments: [{ key: 'service', name: 'Service', timeZone: 'UTC', workHours: OFFICE_HOURS }],
      people: [],
      channels: [{ key: 'calls', kind: 'phone', name: 'Calls', departmentKey: 'service', settings: settings(MAPPED) }],
      rules: [],
    }),
  );
});
afterEach(async () => {
  await connector?.stop();
  const { findings, channels } = await audit(database);
  expect({ findings, balanced: channels.every(channel => channel.balanced) }).toEqual({ findings: [], balanced: true });
  await database.close();
  await test.drop();
  await rm(folder, { recursive: true });
});

async function connect(columns = MAPPED): Promise<void> {
  await connector?.stop();
  const ports = new StoreConnectorPorts({
    ...{ database, leases: new LeaseStore(database), instance: 'test', privateHosts: [], log },
    departmentOf: () => 1,
    channelOfLease: name => Number(name.split(':')[1]),
  });
  const channel = { id: 1, key: 'calls', kind: 'phone', name: 'Calls', departmentId: 1, secrets: {} };
  [connector] = phoneChannel.connect({ ...channel, settings: phoneSettings.parse(settings(columns)) }, ports);
  await connector!.start();
}

const messages = () =>
  database.rows<{ id: number; state: string; reason: string | null; position: object | null; raw: string }>(
    `SELECT m.id, m.state, m.reason, m.position, convert_from(b.bytes, 'UTF8') AS raw FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 ORDER BY m.id`,
  );
async function until(count: number): Promise<void> {
  const end = performance.now() + 10_000;
  while ((await messages()).length < count) {
    if (performance.now() > end) throw new Error(`waited in vain for ${count} messages`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
async function convert(): Promise<void> {
  const step = new ConversionStep({
    ...{ database, signed, log },
    house: new HouseReader(database, signed),
    converterOf: () => createPhoneConverter(),
    now: () => new Date('2026-11-27T10:00:00Z'),
  });
  await step.run((await messages()).filter(({ state }) => state === 'pending').map(({ id }) => id));
}
const tickets = () =>
  database.rows<{ kind: string; subject: string; wayIn: string }>(
    'SELECT kind, subject, way_in AS "wayIn" FROM ticket ORDER BY id',
  );

const HEAD = 'id;begin;caller;called;state\n';
const row = (id: number, caller: string, state = 'missed', begin = '2026-11-27 10:15:00') =>
  `${id};${begin};${caller};${caller === '201' ? '202' : '600'};${state}`;

it('a missed call is a ticket that came by phone; colleagues are suppressed; a bad row is held with its place', async () => {
  await writeFile(
    file,
    `${HEAD}${row(1, '030 12345678')}\n${row(2, '201')}\n${row(3, '030 12345679', 'missed', 'noon')}\n${row(4, '030')}`,
  );
  await connect();
  await until(3);
  await convert();
  expect(await messages()).toMatchObject([
    { state: 'ticketed', raw: row(1, '030 12345678') },
    { state: 'suppressed', reason: 'phone.internal' },
    { state: 'quarantined', reason: 'phone.time-unreadable', position: { row: 4, column: 2 } },
  ]);
  expect(await tickets()).toEqual([{ kind: 'callback', subject: 'Missed call from +49 30 12345678', wayIn: 'phone' }]);
});

it('the place moves with the records: restarted, rotated and read again, each is stored once', async () => {
  await writeFile(file, `${HEAD}${row(1, '030 12345601')}\n${row(2, '030 12345602')}\n`);
  await connect();
  await until(2);
  await connector!.stop();
  await appendFile(file, `${row(3, '030 12345603')}\n`);
  await rename(file, `${file}.1`);
  await writeFile(file, `${HEAD}${row(4, '030 12345604')}\n`);
  await connect();
  await until(4);
  await connector!.stop();
  await database.rows('UPDATE channel SET cursor = NULL');
  await appendFile(file, `${row(5, '030 12345605')}\n`);
  await connect();
  await until(5);
  expect((await messages()).map(({ raw }) => raw.slice(0, 1)).sort()).toEqual(['1', '2', '3', '4', '5']);
  await convert();
  expect(new Set((await messages()).map(({ state }) => state))).toEqual(new Set(['ticketed']));
});

it('what a wrong mapping held goes its way when the mapping is mended', async () => {
  const wrong = { ...MAPPED, startedAt: 'Start' };
  await database.rows('UPDATE channel SET settings = $1::jsonb', [JSON.stringify(settings(wrong))]);
  await writeFile(file, `${HEAD}${row(1, '030 12345678')}\n`);
  await connect(wrong);
  await until(1);
  await convert();
  const [held] = await messages();
  expect(held).toMatchObject({ state: 'quarantined', reason: 'phone.column-missing' });
  await database.rows('UPDATE channel SET settings = $1::jsonb', [JSON.stringify(settings(MAPPED))]);
  expect(await database.transaction(tx => replay(tx, held!.id))).toBe(true);
  await convert();
  expect((await messages()).map(({ state }) => state)).toEqual(['ticketed']);
});

it('a caller who is answered later ends the callback; an answered call alone is a record that is done', async () => {
  const later = (id: number, state: string) => row(id, '030 12345678', state, '2026-11-27 10:30:00');
  await writeFile(
    file,
    `${HEAD}${row(1, '030 12345678')}\n${row(2, '0049 30 12345678')}\n${later(3, 'answered')}\n${row(4, '030 12345679', 'answered')}\n`,
  );
  await connect();
  await until(4);
  await convert();
  expect(await database.rows('SELECT kind, state, requester_phone AS phone FROM ticket ORDER BY id')).toEqual([
    { kind: 'callback', state: 'done', phone: '+493012345678' },
    { kind: 'call', state: 'done', phone: '+493012345679' },
  ]);
  expect((await messages()).map(({ state }) => state)).toEqual(['ticketed', 'appended', 'appended', 'ticketed']);
});
