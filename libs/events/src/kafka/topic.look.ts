// Looks at somebody else's topic once, for a test of a channel. Guarantees: no group is joined, nothing is committed, and no topic is made, also where the brokers make topics by
// themselves (an admin client asks for none); sockets are made by `connect` alone, also to brokers that a broker names; after close() nothing of it goes on.
import type { Socket } from 'node:net';
import { pause } from '../delivery/pause.js';
import { type KafkaOptions, openKafka } from './kafka.client.js';
import { failedBroker, protocolError } from './kafka.record.js';

export interface TopicLookOptions extends Omit<KafkaOptions, 'log' | 'connect' | 'limit' | 'heard'> {
  group: string;
  topic: string;
  connect: NonNullable<KafkaOptions['connect']>;
  /** Milliseconds for each connection and answer. */
  limit: number;
}

/** A broker that does not answer to the farewell must not hold whoever waits. */
const FAREWELL_MS = 1_000;
/** A group's first question ever makes the brokers set up their book of groups. */
const NOT_YET = /COORDINATOR|LOAD_IN_PROGRESS/;
const ASK_AGAIN_MS = 250;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Rejections are those of the client library; see KafkaOptions for the rest. */
export function lookAtTopic(options: TopicLookOptions): TopicLooker {
  return new TopicLooker(options);
}

class TopicLooker {
  readonly #sockets: LookedSockets;
  readonly #admin;
  #heard: string | null = null;
  #asking: Promise<unknown> | null = null;
  readonly #over = new AbortController();

  constructor(private readonly options: TopicLookOptions) {
    this.#sockets = new LookedSockets(options.connect);
    const heard = (error: string) => {
      this.#heard = error;
    };
    this.#admin = openKafka({ ...options, connect: this.#sockets.connect, heard, log: SILENT }).admin({
      retry: { retries: 1, initialRetryTime: 100 },
    });
  }

  /** With one question after it: a broker that wants a sign-in lets everybody connect, and closes at the first question. */
  signIn(): Promise<void> {
    return this.#ask(async () => {
      await this.#admin.connect();
      try {
        await this.#admin.describeCluster();
      } catch (error) {
        // Of one that the cluster names: then the sign-in was taken, and it matters where the topic is looked for.
        const broker = failedBroker(error);
        if (broker === null || this.options.brokers.includes(broker)) throw error;
      }
    });
  }

  ranges(): Promise<{ partition: number; oldest: bigint; next: bigint }[]> {
    return this.#ask(async () => {
      const found = await this.#admin.fetchTopicOffsets(this.options.topic);
      return found.map(({ partition, low, high }) => ({ partition, oldest: BigInt(low), next: BigInt(high) }));
    });
  }

  committed(): Promise<Map<number, bigint>> {
    return this.#ask(async () => {
      const until = performance.now() + this.options.limit;
      for (;;) {
        this.#heard = null;
        try {
          return await this.#committed();
        } catch (error) {
          // The library swallows why nobody tells who keeps the group.
          const type = this.#heard ?? protocolError(error) ?? '';
          if (!NOT_YET.test(type) || performance.now() > until)
            throw new Error((error as Error).message, { cause: type ? { type } : error });
        }
        await pause(ASK_AGAIN_MS, this.#over.signal);
      }
    });
  }

  async #committed(): Promise<Map<number, bigint>> {
    const { group, topic } = this.options;
    const [found] = await this.#admin.fetchOffsets({ groupId: group, topics: [topic] });
    const known = (found?.partitions ?? []).map(one => [one.partition, BigInt(one.offset)] as const);
    return new Map(known.filter(([, offset]) => offset >= 0n));
  }

  async close(): Promise<void> {
    this.#over.abort();
    // What is still asked would be waited for.
    if (this.#asking) this.#sockets.end();
    const ended = Promise.allSettled([this.#admin.disconnect(), this.#asking]);
    await within(FAREWELL_MS, ended);
    this.#sockets.end();
    // Without sockets all of it fails at once; should the library forget one, nobody waits for that.
    await within(FAREWELL_MS, ended);
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    const asking = question();
    this.#asking = asking;
    try {
      return await asking;
    } finally {
      this.#asking = null;
    }
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** Every socket of one look; after end() there are none, and none is made. */
class LookedSockets {
  readonly #open = new Set<Socket>();
  #ended = false;

  constructor(private readonly make: TopicLookOptions['connect']) {}

  readonly connect: TopicLookOptions['connect'] = wanted => {
    if (this.#ended) throw new Error('The look is over');
    const socket = this.make(wanted);
    this.#open.add(socket);
    return socket.once('close', () => this.#open.delete(socket));
  };

  /** With an error: the library waits for answers on a socket that closes without one. */
  end(): void {
    this.#ended = true;
    for (const socket of this.#open) socket.destroy(new Error('The look is over'));
  }
}
