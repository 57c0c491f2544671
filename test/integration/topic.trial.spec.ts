// A test of a Kafka channel through the API against a real broker with sign-in and rights: each step's words, and that the topic, the group and its readers do not
// notice it. Where the broker is missing it is skipped in sight, and fails in CI.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  type Admin,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from 'kafkajs';
import { channelKind } from '#channels';
import { lookAtTopic } from '#events';
import { guardedConnect } from '#runtime';
import { PASSWORD, startGuardedKafka } from '../servers/kafka/guarded.broker.js';
import { LOOPBACK } from '../servers/loopback.js';
import { CERTIFICATE } from '../servers/test-certificate.js';
import { ApiHouse } from './api.house.js';
import { until } from './bus.instance.js';

jest.setTimeout(60_000);

interface Step {
  step: string;
  state: string;
  ms: number;
  words: string;
  next: string | null;
}

const kafka = await startGuardedKafka('the test of Kafka channels');

(kafka ? describe : describe.skip)('a test of a Kafka channel', () => {
  const doors = kafka?.doors ?? { open: '', sasl: '', tls: '', named: '' };
  const client = () => new Kafka({ brokers: [doors.open], logLevel: logLevel.NOTHING });
  let house: ApiHouse;
  let admin: Admin;
  let topic: string;
  let group: string;

  beforeAll(async () => {
    // By address only: `localhost`, which the broker names at one of its doors, is not opened.
    house = await ApiHouse.open({ config: { channelPrivateHosts: [{ host: '127.0.0.1', port: null }] } });
    admin = client().admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin?.disconnect();
    await house?.close();
    await kafka?.stop();
  });
  beforeEach(async () => {
    topic = `in-${randomUUID().slice(0, 8)}`;
    group = `group-${topic}`;
    await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 1 }], waitForLeaders: true });
  });

  const signIn = (user: string) => ({ mechanism: 'scram-sha-512', user });
  async function tested(kafkaSettings: object, more: object = {}, password?: string) {
    const body = {
      ...{ channelId: null, kind: 'kafka', departmentId: house.departments.service },
      settings: { kafka: { brokers: [doors.open], tls: 'none', ...kafkaSettings }, topic, group, ...more },
      secrets: password === undefined ? {} : { 'kafka.password': password },
    };
    const { status, body: answer, text } = await house.ask('admin', 'POST', '/channel-tests', { body });
    expect([status, text]).toEqual([200, expect.any(String)]);
    const steps = new Map<string, Step>((answer.steps as Step[]).map(one => [one.step, one]));
    return { ok: answer.ok as boolean, text, steps, failed: [...steps.values()].find(one => one.state === 'failed') };
  }
  async function allow(
    user: string,
    resourceType: AclResourceTypes,
    resourceName: string,
    operation: AclOperationTypes,
  ) {
    const acl = {
      ...{ resourceType, resourceName, operation, principal: `User:${user}`, host: '*' },
      ...{ resourcePatternType: ResourcePatternTypes.LITERAL, permissionType: AclPermissionTypes.ALLOW },
    };
    await admin.createAcls({ acl: [acl] });
  }
  async function send(values: string[]): Promise<void> {
    // A broker under load may fail one partition of a send: the others must not come twice by the next try.
    const producer = client().producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    await producer.send({ topic, messages: values.map(value => ({ value })) });
    await producer.disconnect();
  }
  const committed = async () =>
    (await admin.fetchOffsets({ groupId: group, topics: [topic] }))[0]!.partitions.map(one => one.offset).sort();

  it('signs in, finds the topic, counts what waits, and says what it does not know', async () => {
    await allow('reader', AclResourceTypes.TOPIC, topic, AclOperationTypes.READ);
    await allow('reader', AclResourceTypes.GROUP, group, AclOperationTypes.READ);
    await send(['a', 'b', 'c', 'd']);
    const fresh = await tested({ brokers: [doors.sasl], ...signIn('reader') }, {}, PASSWORD);
    expect([fresh.failed, fresh.ok]).toEqual([undefined, true]);
    expect([...fresh.steps.values()].map(({ step, state }) => `${step} ${state}`)).toEqual([
      ...['kafka.lookup ok', 'kafka.connect ok', 'kafka.tls warning', 'kafka.sign-in ok', 'kafka.topic ok'],
      ...['kafka.group ok', 'kafka.join skipped'],
    ]);
    expect(fresh.steps.get('kafka.sign-in')?.words).toBe('The brokers take reader and the password.');
    expect(fresh.steps.get('kafka.topic')?.words).toBe(`"${topic}" has 3 partitions and holds at most 4 records.`);
    expect(fresh.steps.get('kafka.group')?.words).toContain(
      'begins with the oldest record, and takes at most 4 records',
    );
    expect(fresh.steps.get('kafka.join')?.words).toContain('does not show yet that they may be read');

    const ends = await admin.fetchTopicOffsets(topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await admin.setOffsets({ groupId: group, topic, partitions });
    expect((await tested({})).steps.get('kafka.group')?.words).toBe(`The group "${group}" has read all of it.`);
    await send(['e', 'f']);
    expect((await tested({})).steps.get('kafka.group')?.words).toContain('at most 2 records wait for it');
  });

  it('signs in over TLS with an authority of ones own', async () => {
    await allow('reader', AclResourceTypes.TOPIC, topic, AclOperationTypes.READ);
    const way = { brokers: [doors.tls], tls: 'required', ca: CERTIFICATE.cert, ...signIn('reader') };
    const { ok, steps } = await tested(way, { group: undefined }, PASSWORD);
    expect(ok).toBe(true);
    expect(steps.get('kafka.tls')?.state).toBe('ok');
    // A channel that has no key yet has no group of its own yet.
    expect(steps.get('kafka.group')).toMatchObject({ state: 'skipped', words: expect.stringContaining('new channel') });
  });

  it('goes by unseen: who reads keeps the partitions, and nothing is committed', async () => {
    await send(['a', 'b', 'c']);
    const consumer = client().consumer({ groupId: group, heartbeatInterval: 200 });
    let joins = 0;
    let taken = 0;
    consumer.on(consumer.events.GROUP_JOIN, () => void joins++);
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ autoCommitInterval: 100, eachMessage: async () => void taken++ });
    try {
      await until('it has read and committed', async () => {
        const sum = (await committed()).reduce((total, offset) => total + Math.max(0, Number(offset)), 0);
        return taken === 3 && sum === 3;
      });
      const before = await committed();
      const [{ members } = { members: [] }] = (await admin.describeGroups([group])).groups;
      for (let round = 0; round < 3; round++) expect((await tested({})).ok).toBe(true);
      // A rebalance is told with a heartbeat: several of them pass.
      await pause(1_500);
      expect(joins).toBe(1);
      expect(await committed()).toEqual(before);
      const after = (await admin.describeGroups([group])).groups[0]!;
      expect([after.state, after.members.map(one => one.memberId)]).toEqual([
        'Stable',
        members.map(one => one.memberId),
      ]);
      await send(['d']);
      await until('it goes on reading', () => taken === 4);
    } finally {
      await consumer.disconnect();
    }
  });

  it('makes no topic and no group, also where the broker makes topics that are asked for', async () => {
    const missing = `missing-${topic}`;
    const { failed } = await tested({}, { topic: missing, group: `group-${missing}` });
    expect(failed).toMatchObject({
      step: 'kafka.topic',
      words: expect.stringContaining(`no topic "${missing}"`),
      next: expect.stringContaining('letters differ'),
    });
    await tested({}, { group: `other-${group}` });
    expect(await admin.listTopics()).not.toContain(missing);
    expect((await admin.listGroups()).groups.map(one => one.groupId)).not.toContain(`other-${group}`);
    // This very broker would: a client that allows it gets the topic.
    const producer = client().producer({ allowAutoTopicCreation: true });
    await producer.connect();
    await producer.send({ topic: missing, messages: [{ value: 'x' }] });
    await producer.disconnect();
    expect(await admin.listTopics()).toContain(missing);
  });

  it('says that the password is wrong, and repeats it nowhere', async () => {
    const { failed, steps, text } = await tested({ brokers: [doors.sasl], ...signIn('reader') }, {}, 'canary-81c2');
    expect(failed).toMatchObject({ step: 'kafka.sign-in', words: expect.stringContaining('sign-in as reader') });
    expect(steps.get('kafka.topic')).toMatchObject({ state: 'skipped', ms: 0 });
    expect(text + house.logLines.join('')).not.toContain('canary-81c2');
    const none = await tested({ brokers: [doors.sasl], ...signIn('reader') });
    expect(none.failed).toMatchObject({ step: 'kafka.sign-in', words: 'There is no password yet.' });
  });

  it('says which sign-in the brokers want', async () => {
    const missing = await tested({ brokers: [doors.sasl] });
    expect(missing.failed).toMatchObject({ step: 'kafka.sign-in', next: expect.stringContaining('want a sign-in') });
    const unwanted = await tested(signIn('reader'), {}, PASSWORD);
    expect(unwanted.failed).toMatchObject({ step: 'kafka.sign-in', words: expect.stringContaining('no sign-in') });
    const other = await tested({ brokers: [doors.sasl], mechanism: 'plain', user: 'reader' }, {}, PASSWORD);
    expect(other.failed).toMatchObject({ step: 'kafka.sign-in', words: expect.stringContaining('with PLAIN') });
  });

  it('says what a user may not see', async () => {
    const as = (user: string) => tested({ brokers: [doors.sasl], ...signIn(user) }, {}, PASSWORD);
    const nobody = await as('nobody');
    expect(nobody.steps.get('kafka.sign-in')?.state).toBe('ok');
    expect(nobody.failed).toMatchObject({ step: 'kafka.topic', next: expect.stringContaining(`the topic "${topic}"`) });
    await allow('looker', AclResourceTypes.TOPIC, topic, AclOperationTypes.DESCRIBE);
    const looker = await as('looker');
    expect(looker.steps.get('kafka.topic')?.state).toBe('ok');
    expect(looker.failed).toMatchObject({ step: 'kafka.group', next: expect.stringContaining('in the group') });
  });

  it('tells TLS from clear text, both ways', async () => {
    const clear = await tested({ brokers: [doors.tls], ...signIn('reader') }, {}, PASSWORD);
    expect(clear.failed).toMatchObject({ step: 'kafka.sign-in', words: expect.stringContaining('speaks TLS') });
    const secure = await tested({ tls: 'required' });
    expect(secure.failed).toMatchObject({ step: 'kafka.tls', next: expect.stringContaining('9093') });
    expect(secure.steps.get('kafka.sign-in')?.state).toBe('skipped');
  });

  it('goes to no broker that another one names, where ops have not opened it', async () => {
    const { failed, steps } = await tested({ brokers: [doors.named] });
    expect(steps.get('kafka.sign-in')).toMatchObject({ state: 'ok' });
    expect(failed).toMatchObject({
      step: 'kafka.topic',
      words: expect.stringMatching(/^The brokers name localhost:\d+ .*private address/),
      next: expect.stringContaining('CHANNEL_PRIVATE_HOSTS'),
    });
  });

  it('goes on with the brokers that answer', async () => {
    const { steps, ok } = await tested({ brokers: ['127.0.0.1:1', doors.open] });
    expect(ok).toBe(false);
    expect(steps.get('kafka.group')?.state).toBe('ok');
  });
});

describe('a test of a Kafka channel whose brokers do not answer', () => {
  const channel = (port: number) => ({
    ...{ id: 1, key: 'in', kind: 'kafka', name: 'In', departmentId: 1, secrets: {} },
    settings: channelKind('kafka').settings.parse({
      kafka: { brokers: [`127.0.0.1:${port}`], tls: 'none' },
      topic: 'requests',
    }),
  });
  const tried = (port: number, signal = new AbortController().signal) =>
    channelKind('kafka').test!(channel(port), {
      reach: async host => ({ outcome: 'reached', addresses: [host] }),
      lookAtTopic: ({ tls, ...source }, limit) =>
        lookAtTopic({ ...source, ssl: tls, connect: guardedConnect(LOOPBACK), clientId: 'test', limit }),
      ...{ signal, limit: 300 },
    });

  it('says that nobody listens, and signs in nowhere', async () => {
    const steps = await tried(1);
    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      ...['kafka.lookup ok', 'kafka.connect failed', 'kafka.tls skipped', 'kafka.sign-in skipped'],
      ...['kafka.topic skipped', 'kafka.group skipped', 'kafka.join skipped'],
    ]);
  });

  it.each(['is left to its limit', 'is given up'])('leaves no connection and no timer behind when it %s', async how => {
    let open = 0;
    let seen = 0;
    const silent = createServer(socket => {
      open++;
      seen++;
      socket.on('error', () => undefined).on('close', () => open--);
      // As a broker that has stopped: it takes what it is sent.
      socket.resume();
    });
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const given = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
    try {
      const before = timers();
      const testing = tried(port, given.signal);
      if (how === 'is given up') {
        await until('the sign-in has begun', () => seen === 2);
        given.abort();
      }
      const steps = await testing;
      expect(steps.find(({ state }) => state === 'failed')).toMatchObject({ step: 'kafka.sign-in' });
      expect(timers()).toBeLessThanOrEqual(before);
      await until('all are closed', () => open === 0);
      const count = seen;
      await pause(500);
      expect([seen, open]).toEqual([count, 0]);
    } finally {
      await new Promise(resolve => silent.close(resolve));
    }
  });
});
