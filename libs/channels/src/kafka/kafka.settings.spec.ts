import type { Channel, ConnectorPorts, TopicRecord, TopicSource } from '#channels/contract';
import { kafkaChannel } from './kafka.channel.js';
import { topicProblem } from './kafka.problem.js';
import { type KafkaSettings, kafkaSettings } from './kafka.settings.js';
import { recordEnvelope } from './record.envelope.js';

const kafka = { brokers: ['kafka.example.com:9093'] };
const parsed = (over: object = {}) => kafkaSettings.parse({ kafka, topic: 'requests', ...over });

describe('the settings of a Kafka channel', () => {
  it('need brokers and a topic only, and speak TLS unless told otherwise', () => {
    expect(parsed()).toMatchObject({ kafka: { tls: 'required' }, topic: 'requests', kind: 'inquiry' });
  });

  it.each([
    [{ kafka: { brokers: [] } }, 'needs one broker'],
    [{ kafka: { brokers: ['kafka'] } }, 'is host:port'],
    [{ kafka: { ...kafka, user: 'rail' } }, 'go together'],
    [{ kafka: { ...kafka, tls: 'none', mechanism: 'plain', user: 'rail' } }, 'sent as it is'],
    [{ topic: 'a b' }, 'letters, digits'],
    [{ kafka: { ...kafka, ca: 'a file' } }, 'in PEM form'],
  ])('are refused where they cannot work, or would show a password: %j', (over, words) => {
    const { error } = kafkaSettings.safeParse({ kafka, topic: 'requests', ...over });
    expect(JSON.stringify(error?.issues)).toContain(words);
  });

  it('become a source: own authority, certificate and password from the secrets', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nx';
    const settings = parsed({
      kafka: { ...kafka, ca: pem, certificate: pem, mechanism: 'scram-sha-512', user: 'rail' },
    });
    const secrets = { 'kafka.password': 'secret', 'kafka.key': 'own key' };
    const channel: Channel<KafkaSettings> = {
      id: 1,
      key: 'in',
      kind: 'kafka',
      name: 'In',
      departmentId: 1,
      settings,
      secrets,
    };
    const asked: TopicSource[] = [];
    const readTopic = async (source: TopicSource) => {
      asked.push(source);
      return { stop: async () => undefined };
    };
    const [connector] = kafkaChannel.connect(channel, { readTopic } as unknown as ConnectorPorts);
    await connector!.start();
    await connector!.stop();
    expect(asked).toEqual([
      {
        brokers: kafka.brokers,
        topic: 'requests',
        group: 'ticket-rail.in',
        tls: { ca: pem, cert: pem, key: 'own key' },
        sasl: { mechanism: 'scram-sha-512', username: 'rail', password: 'secret' },
      },
    ]);
  });
});

describe('a record', () => {
  const NOW = new Date('2026-03-02T10:00:00Z');
  const at = new Date('2026-03-02T09:00:00Z');
  const record = (over: Partial<TopicRecord> = {}): TopicRecord => ({
    ...{ partition: 1, offset: '7', key: Buffer.from('k'), value: Buffer.from('x'), timestamp: at },
    ...over,
  });
  const envelope = (over: Partial<TopicRecord> = {}) => recordEnvelope(record(over), 1, parsed(), NOW);

  it('read again is the same, and is another one where the topic was made anew', () => {
    const { sourceIdentity } = envelope();
    expect(envelope().sourceIdentity).toBe(sourceIdentity);
    for (const other of [{ offset: '8' }, { partition: 2 }, { value: Buffer.from('y') }, { timestamp: NOW }])
      expect(envelope(other).sourceIdentity).not.toBe(sourceIdentity);
  });

  it('that names its source is that message, wherever it lies', () => {
    const document = { version: 1, source: { system: 'shop', id: '1' }, subject: 's', requester: { name: 'n' } };
    const value = Buffer.from(JSON.stringify(document));
    expect(envelope({ value, offset: '9' }).sourceIdentity).toBe(envelope({ value }).sourceIdentity);
  });

  it('keeps the order of its key, and of its conversation across keys', () => {
    const other = Buffer.from('other');
    expect(envelope({ offset: '8' }).conversationKey).toBe(envelope().conversationKey);
    expect(envelope({ key: other }).conversationKey).not.toBe(envelope().conversationKey);
    const document = { version: 1, conversation: 'c', subject: 's', requester: { name: 'n' } };
    const value = Buffer.from(JSON.stringify(document));
    expect(envelope({ value, key: other }).conversationKey).toBe(envelope({ value }).conversationKey);
  });

  it('above the limit keeps its beginning, and says how large it was', () => {
    const large = recordEnvelope(record({ value: Buffer.alloc(100_000, 'x') }), 1, parsed({ maxMegabytes: 0.01 }), NOW);
    expect(large.raw.length).toBe(16 * 1024);
    expect(large.oversize).toEqual({ declaredBytes: 100_000, limitBytes: 10_485 });
  });

  it('counts its time from the broker, and never from the future', () => {
    expect(envelope().receivedAt).toEqual(at);
    expect(envelope({ timestamp: new Date('2999-01-01') }).receivedAt).toEqual(NOW);
  });
});

describe('what is wrong with a topic', () => {
  it.each([
    [new Error('SASL SCRAM SHA512 authentication failed'), 'KAFKA.AUTH'],
    [Object.assign(new Error('x'), { cause: { type: 'TOPIC_AUTHORIZATION_FAILED' } }), 'KAFKA.NOT_ALLOWED'],
    [new Error('This server does not host this topic-partition'), 'KAFKA.NO_TOPIC'],
    [new Error('unable to verify the first certificate'), 'KAFKA.TLS'],
    [new Error('connect ECONNREFUSED 127.0.0.1:9092'), 'KAFKA.UNREACHABLE'],
    [null, 'KAFKA.UNREACHABLE'],
  ])('is said in words: %s', (error, code) => {
    const found = topicProblem(error, parsed());
    expect(found.code).toBe(code);
    expect(found.problem).toMatch(/^\p{Lu}/u);
  });

  it('is said by a test without what the client said, which may hold an address that a name leads to', () => {
    const { problem, words } = topicProblem(new Error('broken off by 10.1.2.3:9092'), parsed());
    expect([problem, words].map(text => text.includes('10.1.2.3'))).toEqual([true, false]);
  });

  it('names a broker that the others name, and none that the settings name', () => {
    const lost = (broker: string) => topicProblem(Object.assign(new Error('timeout'), { broker }), parsed());
    expect(lost('kafka-2.intern:9092').words).toContain('name kafka-2.intern:9092 as one of them');
    expect(lost('kafka.example.com:9093').words).toBe('The brokers (kafka.example.com:9093) cannot be reached.');
    expect(lost('a broker that\ntalks').words).not.toContain('talks');
  });
});
