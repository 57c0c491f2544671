// One instance of a service, as the bus's tests see it: a pool, a bus, a relay, and a consumer that remembers what it was given.
import { type Bus, type BusEvent, type BusLog, createBus, Relay, type Subscription } from '#events';
import { addToOutbox, Database, DeadLetterStore, type OutboxEvent } from '#store';

/** Lines that a person would read; a test looks at `errors`. */
export function rememberingLog(): BusLog & { errors: string[] } {
  const errors: string[] = [];
  const note = (_fields: object, text: string) => void errors.push(text);
  return { errors, info: () => undefined, warn: () => undefined, error: note };
}

export interface Instance {
  database: Database;
  bus: Bus;
  relay: Relay;
  letters: DeadLetterStore;
  stop(): Promise<void>;
}

export interface InstanceOptions {
  url: string;
  name: string;
  kafkaBrokers?: string[];
  subscriptions: Subscription[];
  leaseTtlMs?: number;
}

/** Small pauses, so that five tries take a moment. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { url, name, kafkaBrokers, subscriptions, leaseTtlMs = 1_500 } = options;
  const database = await Database.open({ url, applicationName: name, poolSize: 8 });
  const log = rememberingLog();
  const retry = { attempts: 5, firstPauseMs: 10, longestPauseMs: 300 };
  const bus = createBus({ kafkaBrokers, database, clientId: name, log, retry });
  for (const subscription of subscriptions) bus.subscribe(subscription);
  const relay = new Relay({ database, bus, log, owner: name, leaseTtlMs, pollMs: 100, retry });
  await bus.start();
  await relay.start();
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await relay.stop();
    await bus.stop();
    await database.close();
  };
  return {
    database,
    bus,
    relay,
    letters: new DeadLetterStore(database),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** A change of one key; `seq` counts from 1 per key. */
export function change(key: string, seq: number): OutboxEvent {
  const payload = { ticketId: 1, departmentId: 1, version: seq };
  return { topic: 'rail.tickets', key, seq, type: 'ticket.changed', payload };
}

export function write(database: Database, events: OutboxEvent[]): Promise<void> {
  return database.transaction(tx => addToOutbox(tx, events));
}

/** What a consumer was given, keys of this run only: on a broker the topics are older than the test. */
export class Taken {
  readonly events: BusEvent[] = [];

  constructor(private readonly run: string) {}

  handler(before?: (event: BusEvent) => Promise<void> | void): Subscription['handle'] {
    return async events => {
      for (const event of events) {
        if (!event.key.startsWith(this.run)) continue;
        await before?.(event);
        this.events.push(event);
      }
    };
  }

  get ids(): Set<string> {
    return new Set(this.events.map(event => event.id));
  }

  /** Sequence numbers of one key, first deliveries only. */
  firsts(key: string): number[] {
    return [...new Set(this.events.filter(event => event.key === key).map(event => event.seq))];
  }
}

/** Polls; asserts no absolute time, but gives up. */
export async function until(what: string, done: () => boolean | Promise<boolean>, patienceMs = 40_000): Promise<void> {
  for (const end = Date.now() + patienceMs; !(await done()); ) {
    if (Date.now() > end) throw new Error(`still waiting: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
