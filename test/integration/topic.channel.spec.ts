// Envelopes on a topic of a real broker, through the connector and the real ports, into a real database: nothing lost, nothing twice, in order per key.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { channelKind } from '#channels';
import type { Connector, ConnectorPorts, Envelope, Health } from '#channels/contract';
import { ConversionStep, HouseReader, StoreConnectorPorts, signedIds } from '#router';
import { SecretBox } from '#runtime';
import { audit, createCompany, Database, LeaseStore } from '#store';
import { OFFICE_HOURS } from '#tickets';
import { createTestDatabase, type TestDatabase } from '../database/database.js';
import { startKafka } from '../servers/kafka.js';
import { LOOPBACK } from '../servers/loopback.js';
import { until, upTo } from './bus.instance.js';

jest.setTimeout(120_000);

const kafka = await startKafka('Kafka channels');
afterAll(() => kafka?.stop());
const kind = channelKind('kafka');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CHANNEL = 1;

(kafka ? describe : describe.skip)('a Kafka channel', () => {
  let test: TestDatabase;
  let database: Database;
  let producer: Producer;
  let topic: string;
  const admin = () => new Kafka({ brokers: kafka!.brokers, logLevel: logLevel.NOTHING }).admin();
  const open: Connector[] = [];
  const healths: Health[] = [];
  const children: ChildProcess[] = [];

  const settings = () =>
    kind.settings.parse({ kafka: { brokers: kafka!.brokers, tls: 'none' }, topic, group: `group-${topic}` });
  const channel = () => ({
    id: CHANNEL,
    key: 'topic',
    kind: 'kafka',
    name: 'T',
    departmentId: 1,
    settings: settings(),
    secrets: {},
  });
  function portsOf(over: Partial<ConnectorPorts> = {}, name = 'one'): ConnectorPorts {
    const ports = new StoreConnectorPorts({
      database,
      leases: new LeaseStore(database),
      instance: name,
      privateHosts: LOOPBACK,
      departmentOf: () => 1,
      channelOfLease: () => CHANNEL,
      log: quiet,
    });
    const report = (_: number, health: Health) => void healths.push(health);
    return Object.assign(ports, { reportHealth: report }, over) as unknown as ConnectorPorts;
  }
  async function connect(ports = portsOf()): Promise<Connector> {
    const [connector] = kind.connect(channel(), ports);
    open.push(connector!);
    await connector!.start();
    return connector!;
  }
  const send = (records: { key?: string; value: string | Buffer | null }[]) =>
    producer.send({ topic, acks: -1, messages: records.map(({ key, value }) => ({ key: key ?? null, value })) });
  const document = (over: object = {}) =>
    JSON.stringify({ version: 1, subject: 'From a topic', requester: { address: 'grace@customer.example' }, ...over });
  const count = async () => Number((await database.rows<{ n: string }>('SELECT count(*) AS n FROM message'))[0]!.n);
  const subjects = async () =>
    (
      await database.rows<{ text: string }>(
        `SELECT convert_from(b.bytes, 'UTF8') AS text FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 ORDER BY m.id`,
      )
    ).map(({ text }) => (JSON.parse(text) as { subject: string }).subject);
  async function convert(): Promise<void> {
    const signed = signedIds(new SecretBox({ active: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) }));
    const converter = kind.converter();
    const step = new ConversionStep({
      database,
      house: new HouseReader(database, signed),
      converterOf: () => converter,
      signed,
      now: () => new Date(),
      log: quiet,
    });
    const pending = await database.rows<{ id: number }>(`SELECT id FROM message WHERE state = 'pending' ORDER BY id`);
    await step.run(pending.map(({ id }) => id));
    const { findings, channels } = await audit(database);
    expect([findings, channels.every(one => one.balanced)]).toEqual([[], true]);
  }
  const caughtUp = async (records: number) => {
    const client = admin();
    await client.connect();
    try {
      const offsets = await client.fetchOffsets({ groupId: `group-${topic}`, topics: [topic] });
      const sum = offsets[0]!.partitions.reduce((total, { offset }) => total + Math.max(0, Number(offset)), 0);
      return sum >= records;
    } finally {
      await client.disconnect();
    }
  };

  beforeEach(async () => {
    test = await createTestDatabase();
    database = await Database.open({ url: test.url, poolSize: 8 });
    topic = `in-${randomUUID().slice(0, 8)}`;
    await database.transaction(tx =>
      createCompany(tx, {
        name: 'Test',
        demo: false,
        departments: [{ key: 'service', name: 'Service', timeZone: 'UTC', workHours: OFFICE_HOURS }],
        people: [],
        rules: [],
        channels: [
          { key: 'topic', kind: 'kafka', name: 'Topic', departmentKey: 'service', settings: settings() as never },
        ],
      }),
    );
    const client = admin();
    await client.connect();
    await client.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1 }], waitForLeaders: true });
    await client.disconnect();
    producer = new Kafka({ brokers: kafka!.brokers, logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    healths.length = 0;
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(open.splice(0).map(connector => connector.stop()));
    await producer.disconnect();
    await database.close();
    await test.drop();
  });

  it('stores what is on the topic, also what came before it, and one source id once', async () => {
    const source = { system: 'shop', id: 'R-1' };
    await send([{ value: document() }, { value: document({ source }) }, { value: document({ source }) }]);
    await connect();
    await until('the records', async () => (await count()) === 2 && (await caughtUp(3)));
    await send([{ value: document({ source, text: 'again' }) }, { value: document() }]);
    await until('the others', async () => caughtUp(5));
    expect(await count()).toBe(3);
    expect(healths.at(-1)).toMatchObject({ state: 'ok' });
    await convert();
    expect(await database.rows('SELECT way_in, count(*)::int AS n FROM ticket GROUP BY 1')).toEqual([
      { way_in: 'api', n: 3 },
    ]);
  });

  it('holds a poison record with its place, and the next ones flow on', async () => {
    await send([
      { key: 'a', value: '{"version": 1,' },
      { key: 'a', value: Buffer.from([0xff, 0xfe, 0x00]) },
      { key: 'a', value: null },
      { key: 'a', value: document({ kind: 'design-request', fields: { flowRate: 'much' } }) },
      { key: 'a', value: document() },
    ]);
    await connect();
    await until('five messages', async () => (await count()) === 5);
    await convert();
    const ends = await database.rows('SELECT state, reason, position FROM message ORDER BY id');
    expect(ends).toMatchObject([
      { state: 'quarantined', reason: 'envelope.not-json', position: { byte: 14 } },
      { state: 'quarantined', reason: 'envelope.not-utf-8', position: { byte: 0 } },
      { state: 'suppressed', reason: 'tombstone' },
      { state: 'quarantined', reason: 'envelope.fields' },
      { state: 'ticketed' },
    ]);
  });

  it('brings again what was stored and not committed, which is then known', async () => {
    await send(upTo(50).map(n => ({ key: `k${n % 5}`, value: document({ subject: `s${n}` }) })));
    let failures = 3;
    const ports = portsOf();
    const accept = ports.accept.bind(ports);
    ports.accept = async (envelopes: Envelope[]) => {
      const accepted = await accept(envelopes);
      // As if the process had been killed after the commit.
      if (failures-- > 0) throw Object.assign(new Error('cut off'), { retryable: true });
      return accepted;
    };
    await connect(ports);
    await until('all of it', () => caughtUp(50));
    expect((await subjects()).sort()).toEqual(
      upTo(50)
        .map(n => `s${n}`)
        .sort(),
    );
  });

  it('loses and doubles nothing when its process is killed between the two commits', async () => {
    await send(upTo(200).map(n => ({ key: `k${n % 7}`, value: document({ subject: `s${n}` }) })));
    const script = new URL('../../dist/test/integration/topic.child.js', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, test.url, JSON.stringify(channel())], {
      env: { ...process.env, FAILPOINTS: 'kafka.stored_not_committed:kill:2' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    children.push(child);
    const code = await new Promise(resolve => child.on('exit', (_, signal) => resolve(signal)));
    expect(code).toBe('SIGKILL');
    expect(await count()).toBeGreaterThan(0);
    await connect();
    await until('all of it', () => caughtUp(200));
    expect((await subjects()).sort()).toEqual(
      upTo(200)
        .map(n => `s${n}`)
        .sort(),
    );
    await convert();
  });

  it('is shared by two instances, one of which comes and goes: nothing lost, nothing twice, in order per key', async () => {
    await connect(portsOf({}, 'one'));
    let sent = 0;
    const more = async () => {
      await send(upTo(60).map(n => ({ key: `k${n % 6}`, value: document({ subject: `${n % 6} ${sent + n}` }) })));
      sent += 60;
    };
    await more();
    const second = await connect(portsOf({}, 'two'));
    for (let round = 0; round < 5; round++) await more();
    await until('some of it', async () => (await count()) > 100);
    await second.stop();
    await more();
    await until('all of it', () => caughtUp(sent));
    const found = await subjects();
    expect(found.length).toBe(sent);
    expect(new Set(found).size).toBe(sent);
    for (const key of [0, 1, 2, 3, 4, 5]) {
      const numbers = found.filter(text => text.startsWith(`${key} `)).map(text => Number(text.split(' ')[1]));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  });

  it('waits while the ledger is away, says so, and goes on', async () => {
    let away = true;
    const ports = portsOf();
    const accept = ports.accept.bind(ports);
    ports.accept = async (envelopes: Envelope[]) => {
      if (away) throw Object.assign(new Error('the database is away'), { retryable: true });
      return accept(envelopes);
    };
    await connect(ports);
    await send([{ value: document() }]);
    await until('it says so', () =>
      healths.some(health => health.state === 'failing' && health.code === 'KAFKA.NOT_STORED'),
    );
    expect(await caughtUp(1)).toBe(false);
    away = false;
    await until('the record', () => caughtUp(1));
    expect(await count()).toBe(1);
    expect(healths.at(-1)).toMatchObject({ state: 'ok' });
  });
});

describe('a Kafka channel whose brokers are away', () => {
  it('says so in plain words, and tries again more and more slowly', async () => {
    const { readTopic } = await import('#events');
    const settings = kind.settings.parse({ kafka: { brokers: ['127.0.0.1:1'], tls: 'none' }, topic: 'orders' });
    const healths: Health[] = [];
    const ports = {
      log: quiet,
      reportHealth: (_: number, health: Health) => void healths.push(health),
      readTopic: (
        { tls, ...source }: Parameters<ConnectorPorts['readTopic']>[0],
        taker: Parameters<ConnectorPorts['readTopic']>[1],
      ) =>
        readTopic(
          { ...source, ssl: tls, clientId: 'test', log: quiet },
          (records, signal) => taker.take(records, signal),
          problem => taker.news(problem),
        ),
    } as unknown as ConnectorPorts;
    const [connector] = kind.connect(
      { id: 1, key: 'orders', kind: 'kafka', name: 'Orders', departmentId: 1, settings, secrets: {} },
      ports,
    );
    await connector!.start();
    await until('it says so', () => healths.length > 0);
    expect(healths[0]).toMatchObject({ state: 'failing', code: 'KAFKA.UNREACHABLE', retryAt: expect.any(Date) });
    expect((healths[0] as { problem: string }).problem).toMatch(/^The brokers \(127\.0\.0\.1:1\) cannot be reached/);
    await connector!.stop();
  });
});
