// From the outbox to the bus. Guarantees: each committed event reaches the bus at least once (I7); the first time in the order of its key
// (I8: one relay per lane, held by lease; parallel relays on one lane broke the order 995 times in 8,026); what the bus can never take parks
// only its own key. Needs no manual step after a crash (I17).
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Coalescer, Fault, failpoint } from '#runtime';
import {
  DeadLetterStore,
  LANES,
  LeaseStore,
  laneOf,
  onOutboxWrite,
  RelayStore,
  type SentBatch,
  type UnsentEvent,
} from '#store';
import { type BusEvent, LARGEST_BATCH, RETRY, type RetryPolicy } from '../bus.js';
import { Delivery } from '../delivery/delivery.js';
import { pauseAfter } from '../delivery/pause.js';
import { RunningWork } from '../delivery/running.work.js';
import { LaneReader } from './lane.reader.js';
import { isLostLease, LaneShare } from './lane.share.js';
import { OutboxNotice } from './outbox.notice.js';
import type { RelayFigures, RelayOptions } from './relay.options.js';

/** Wakes come with each commit; reads that they cause keep this distance. */
const WAKE_GAP_MS = 5;

interface LaneWork {
  reader: LaneReader;
  running: Promise<void> | null;
  failures: number;
  notBefore: number;
  /** The wake that was the latest when the lane was last read. */
  readAtWake: number;
}

export class Relay {
  readonly #store: RelayStore;
  /** Lanes that finish at one time share a statement. */
  readonly #marks: Coalescer<SentBatch, Set<string>>;
  readonly #delivery: Delivery;
  readonly #share: LaneShare;
  readonly #running = new RunningWork();
  readonly #lanes = new Map<number, LaneWork & { fence: number }>();
  readonly #problems = new Map<number, string>();
  readonly #retry: RetryPolicy;
  readonly #notice: OutboxNotice | null;
  #wakes = 0;
  #sent = 0;
  #scan: Promise<void> | null = null;
  #scanAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(private readonly options: RelayOptions) {
    const { database, bus, log, leaseTtlMs = 6_000 } = options;
    const owner = options.owner ?? `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
    this.#retry = options.retry ?? RETRY;
    this.#store = new RelayStore(database);
    this.#marks = new Coalescer(batches => this.#store.markSent(batches), { largest: LANES, atOnce: 1 });
    this.#notice = options.notify ? new OutboxNotice(database, log) : null;
    this.#delivery = new Delivery(
      {
        consumer: 'relay',
        batch: LARGEST_BATCH,
        passesAll: true,
        handle: async (events, signal) => {
          await failpoint('ob.pre_send');
          await bus.publish({ lane: laneOf(events[0]!.key), events }, signal);
        },
        onRetry: (event, error, nextAttemptAt) => this.#noteFailure(event, error, nextAttemptAt),
      },
      new DeadLetterStore(database),
      this.#retry,
      log,
    );
    const settle = async (lane: number) => this.#lanes.get(lane)?.running ?? undefined;
    this.#share = new LaneShare(new LeaseStore(database), { owner, ttlMs: leaseTtlMs }, settle, () => this.wake(), log);
  }

  /** Resolves when the first lanes were asked for. Never rejects: a database that is away is tried again. From then on commits of this
   * process wake it (onOutboxWrite: one relay a process). */
  async start(): Promise<void> {
    await this.#share.start();
    await this.#notice?.listen(() => this.wake());
    onOutboxWrite(() => {
      this.wake();
      this.#notice?.announce();
    });
    this.#poll = setInterval(() => this.wake(), this.options.pollMs ?? 500);
    this.wake();
  }

  /** Finishes and marks the batches under way, within 10 s, then gives the lanes back. */
  async stop(): Promise<void> {
    clearInterval(this.#poll);
    clearTimeout(this.#timer);
    const finished = await this.#running.stop();
    await this.#scan;
    if (!finished)
      this.options.log.warn({}, 'The relay stopped while a handler was still running; its events come again');
    await this.#notice?.stop();
    await this.#share.stop();
  }

  /** There may be something new. Cheap: call it after each commit. */
  wake(): void {
    this.#wakes++;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, WAKE_GAP_MS);
  }

  figures(): RelayFigures {
    // What a lane suffered here before it went to another instance is not told any more.
    for (const lane of this.#problems.keys()) if (!this.#share.hold(lane)) this.#problems.delete(lane);
    return { lanes: this.#share.lanes().length, sent: this.#sent, problems: new Map(this.#problems) };
  }

  /** Throws a plain sentence where lanes of this instance do not go on, for health. */
  check(): void {
    const { problems } = this.figures();
    const [first] = problems;
    if (first) throw new Error(`${problems.size} of ${LANES} lanes wait; lane ${first[0]}: ${first[1]}`);
  }

  // One read at a time for all idle lanes together. Whatever asks meanwhile is served by the next one.
  #look(): void {
    if (this.#running.stopping.aborted) return;
    if (this.#scan) {
      this.#scanAgain = true;
      return;
    }
    this.#scanAgain = false;
    this.#scan = this.#read().finally(() => {
      this.#scan = null;
      if (this.#scanAgain) this.#look();
    });
  }

  async #read(): Promise<void> {
    const now = performance.now();
    const wake = this.#wakes;
    const idle = this.#share.lanes().filter(lane => {
      const work = this.#work(lane);
      return work && !work.running && now >= work.notBefore && work.readAtWake < wake;
    });
    if (idle.length === 0) return;
    try {
      const asked = idle.map(lane => ({ lane, above: this.#work(lane)!.reader.above(now) }));
      const rows = await this.#store.readUnsent(asked, LARGEST_BATCH);
      const byLane = new Map<number, UnsentEvent[]>(idle.map(lane => [lane, []]));
      for (const row of rows) byLane.get(row.lane)!.push(row);
      for (const [lane, found] of byLane) this.#begin(lane, found, wake);
    } catch (error) {
      // The poll comes again.
      this.options.log.warn({ err: error }, 'The outbox cannot be read; trying again');
    }
  }

  #begin(lane: number, rows: UnsentEvent[], wake: number): void {
    const work = this.#work(lane);
    if (!work || this.#running.stopping.aborted) return;
    const whole = rows.length < LARGEST_BATCH;
    work.reader.hasRead(whole, performance.now());
    // A full batch means that there is more: the lane is read again without a wake.
    if (whole) work.readAtWake = wake;
    if (rows.length === 0) return;
    work.running = this.#run(lane, work, rows).finally(() => {
      work.running = null;
      this.#look();
    });
  }

  async #run(lane: number, work: LaneWork, rows: UnsentEvent[]): Promise<void> {
    const hold = this.#share.hold(lane);
    if (!hold) return work.reader.hasFailed();
    try {
      await this.#running.run(hold.signal, async signal => {
        await failpoint('ob.claimed');
        await this.#delivery.deliver(rows.map(asEvent), signal);
        await failpoint('ob.sent_unmarked');
        const lost = await this.#marks.run([{ events: rows, hold }]);
        if (lost.has(hold.lease))
          throw new Fault('LEASE.LOST', `The lease ${hold.lease} (fence ${hold.fence}) is lost`);
        await failpoint('ob.marked');
      });
      work.reader.hasSent(rows, performance.now());
      work.failures = 0;
      this.#sent += rows.length;
      this.#problems.delete(lane);
    } catch (error) {
      work.reader.hasFailed();
      work.readAtWake = -1;
      if (isLostLease(error)) return this.#share.lose(lane, hold.fence);
      if (hold.signal.aborted || this.#running.stopping.aborted) return;
      work.notBefore = performance.now() + pauseAfter(++work.failures, this.#retry);
      this.#problems.set(lane, (error as Error).message);
      this.options.log.warn({ err: error, lane }, 'A lane cannot go on; trying again');
    }
  }

  /** The lane's state, begun anew with each new hold: what another relay did meanwhile is not known. */
  #work(lane: number): LaneWork | null {
    const hold = this.#share.hold(lane);
    if (!hold) return null;
    const known = this.#lanes.get(lane);
    if (known && (known.fence === hold.fence || known.running)) return known;
    const work = {
      reader: new LaneReader(),
      running: null,
      failures: 0,
      notBefore: 0,
      readAtWake: -1,
      fence: hold.fence,
    };
    this.#lanes.set(lane, work);
    return work;
  }

  #noteFailure(event: BusEvent, error: Error, nextAttemptAt: Date): void {
    this.#problems.set(laneOf(event.key), error.message);
    this.#store
      .reschedule(event.position, error.message, nextAttemptAt)
      .catch(cause =>
        this.options.log.warn({ err: cause, eventId: event.id }, 'A failed attempt could not be written down'),
      );
  }
}

// What stands in the outbox is checked against its schema before it is handed on.
function asEvent({ id, eventId, topic, key, seq, type, payload, createdAt }: UnsentEvent): BusEvent {
  return { id: eventId, topic, key, seq, type, payload, at: createdAt, position: id } as BusEvent;
}
