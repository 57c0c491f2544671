import { knowsNoProducerIds, type OutgoingEvent, partsBySize, protocolError, sendFault } from './kafka.record.js';

const sized = (bytes: number): OutgoingEvent => ({
  topic: 'rail.tickets',
  wire: { key: 'k', headers: {}, value: 'x'.repeat(bytes) },
});
const broker = (type: string) => Object.assign(new Error('outer'), { cause: Object.assign(new Error(type), { type }) });

describe('events on their way to Kafka', () => {
  it('go in parts that a broker takes as one record batch, in order', () => {
    const events = [400_000, 400_000, 400_000, 10].map(sized);
    const parts = partsBySize(events);
    expect(parts.map(part => part.length)).toEqual([2, 2]);
    expect(parts.flat()).toEqual(events);
    expect(partsBySize([])).toEqual([]);
  });

  it('are refused where one alone is too large', () => {
    expect(() => partsBySize([sized(10), sized(900_000)])).toThrow(/too large/);
  });
});

describe('a failed send', () => {
  it('is final where the events are at fault', () => {
    expect(sendFault(broker('MESSAGE_TOO_LARGE'))).toMatchObject({ code: 'BUS.REFUSED', retryable: false });
  });

  it.each([broker('NOT_LEADER_FOR_PARTITION'), broker('TOPIC_AUTHORIZATION_FAILED'), new Error('Connection timeout')])(
    'is tried again after %s',
    error => {
      expect(sendFault(error)).toMatchObject({ code: 'BUS.AWAY', retryable: true, cause: error });
    },
  );

  it('is known by the name that the broker gave it', () => {
    expect(protocolError(broker('UNKNOWN_TOPIC_OR_PARTITION'))).toBe('UNKNOWN_TOPIC_OR_PARTITION');
    expect(protocolError(new Error('socket'))).toBeNull();
  });

  it('shows where a broker gives no producer ids, and is not taken for that where the broker is away', () => {
    const noController = Object.assign(new Error('Broker 0 not found in the cached metadata'), {
      name: 'KafkaJSBrokerNotFound',
    });
    expect(knowsNoProducerIds(noController)).toBe(true);
    expect(knowsNoProducerIds(new Error('The broker does not support the requested API'))).toBe(true);
    expect(knowsNoProducerIds(new Error('Connection error: connect ECONNREFUSED'))).toBe(false);
  });
});
