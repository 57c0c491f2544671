// Which lanes this instance works on. Instances share the 16 lanes evenly: each announces itself by a lease, takes free lanes until it
// has its share, and gives surplus ones back once their running batch is done. Guarantee: a lane is used only while its lease holds by the
// monotonic clock; what a process does that slept beyond it is refused by the fence.
import { setTimeout } from 'node:timers/promises';
import { codeOf, Fault } from '#runtime';
import { LANES, type LaneHold, type LeaseStore } from '#store';
import { type BusLog, stopped } from '../bus.js';

export interface ShareOptions {
  /** Unique per process and start. */
  owner: string;
  ttlMs: number;
}

interface HeldLane extends LaneHold {
  /** performance.now() at which the lease ends. */
  deadline: number;
  leaving: boolean;
  /** Aborts with BUS.STOPPED where the lane is to be left, with LEASE.LOST where it is lost. */
  end: AbortController;
}

/** A database that does not answer must not hold up the stop: the leases run out by themselves. */
const STOP_MS = 2_000;
const LANE = 'relay:lane:';
const INSTANCE = 'relay:instance:';

export class LaneShare {
  readonly #held = new Map<number, HeldLane>();
  #instance: { fence: number } | null = null;
  #tick: NodeJS.Timeout | undefined;
  #expiry: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();
  #stopping = false;

  /**
   * @param settle  resolves when nothing runs on the lane any more
   * @param gained  called when lanes were won
   */
  constructor(
    private readonly leases: LeaseStore,
    private readonly options: ShareOptions,
    private readonly settle: (lane: number) => Promise<void>,
    private readonly gained: () => void,
    private readonly log: BusLog,
  ) {}

  /** Lanes to work on. */
  lanes(): number[] {
    return [...this.#held]
      .filter(([, lane]) => !lane.leaving && performance.now() < lane.deadline)
      .map(([number]) => number);
  }

  /** The hold of one lane, with the signal that ends work on it. */
  hold(lane: number): (LaneHold & { signal: AbortSignal }) | null {
    const held = this.#held.get(lane);
    if (!held || performance.now() >= held.deadline) return null;
    return { lease: held.lease, fence: held.fence, signal: held.end.signal };
  }

  /** The database refused this lane's fence: it is another's. */
  lose(lane: number, fence: number): void {
    const held = this.#held.get(lane);
    if (!held || held.fence !== fence) return;
    this.#held.delete(lane);
    held.end.abort(new Fault('LEASE.LOST', `The lease ${held.lease} is lost`));
  }

  /** Resolves after the first attempt. */
  async start(): Promise<void> {
    await this.#beat();
  }

  /** Gives everything back. Call it when nothing runs any more: what still runs then is left to the fence. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#tick);
    clearTimeout(this.#expiry);
    await Promise.race([this.#giveBack(), setTimeout(STOP_MS, undefined, { ref: false })]);
  }

  async #giveBack(): Promise<void> {
    await this.#ticking;
    const { owner } = this.options;
    const lanes = [...this.#held.values()];
    this.#held.clear();
    for (const lane of lanes) lane.end.abort(stopped());
    const all = [...lanes.map(({ lease, fence }) => ({ name: lease, fence })), ...this.#instanceLease()];
    const outcomes = await Promise.allSettled(all.map(({ name, fence }) => this.leases.release(name, owner, fence)));
    const failed = outcomes.find(outcome => outcome.status === 'rejected');
    if (failed) this.log.warn({ err: failed.reason }, 'Leases of lanes were not released; they run out by themselves');
  }

  async #beat(): Promise<void> {
    this.#ticking = this.#balance().catch(error => {
      this.log.warn({ err: error }, 'Leases of lanes cannot be renewed or taken; trying again');
    });
    await this.#ticking;
    if (!this.#stopping) this.#tick = globalThis.setTimeout(() => void this.#beat(), this.options.ttlMs / 3);
  }

  async #balance(): Promise<void> {
    const { owner, ttlMs } = this.options;
    await this.#renew();
    this.#instance ??= await this.leases.acquire(INSTANCE + owner, owner, ttlMs);
    const inForce = await this.leases.inForce('relay:');
    const instances = inForce.filter(lease => lease.name.startsWith(INSTANCE)).length;
    const share = Math.ceil(LANES / Math.max(1, instances));
    const mine = [...this.#held].filter(([, lane]) => !lane.leaving);
    for (const [number, lane] of mine.slice(share)) this.#leave(number, lane);

    const taken = new Set(inForce.map(lease => lease.name));
    const free = Array.from({ length: LANES }, (_, lane) => lane).filter(
      lane => !taken.has(LANE + lane) && !this.#held.has(lane),
    );
    // In random order: instances that start together would else meet at each lane.
    free.sort(() => Math.random() - 0.5);
    let count = Math.min(mine.length, share);
    let won = 0;
    for (const lane of free) {
      if (count >= share || this.#stopping) break;
      const asked = performance.now();
      const lease = await this.leases.acquire(LANE + lane, owner, ttlMs);
      if (!lease) continue;
      const deadline = asked + ttlMs;
      this.#held.set(lane, {
        lease: LANE + lane,
        fence: lease.fence,
        deadline,
        leaving: false,
        end: new AbortController(),
      });
      count++;
      won++;
    }
    this.#watchExpiry();
    if (won > 0) this.gained();
    if (won > 0) await this.leases.forget(INSTANCE, 24 * 3_600_000);
  }

  async #renew(): Promise<void> {
    const { owner, ttlMs } = this.options;
    const asked = performance.now();
    const lanes = [...this.#held];
    const leases = [...lanes.map(([, { lease, fence }]) => ({ name: lease, fence })), ...this.#instanceLease()];
    const kept = await this.leases.renewAll(
      leases.map(lease => ({ ...lease, owner })),
      ttlMs,
    );
    for (const [number, lane] of lanes) {
      if (kept.has(lane.lease)) lane.deadline = asked + ttlMs;
      else this.lose(number, lane.fence);
    }
    if (!kept.has(INSTANCE + owner)) this.#instance = null;
    this.#watchExpiry();
  }

  // Waits for the running batch, then lets the lane go, so that the next holder finds nothing half done.
  #leave(number: number, lane: HeldLane): void {
    lane.leaving = true;
    lane.end.abort(stopped());
    this.settle(number)
      .then(() => this.leases.release(lane.lease, this.options.owner, lane.fence))
      .catch(error =>
        this.log.warn({ err: error, lane: number }, 'A lane was not released; its lease runs out by itself'),
      )
      .finally(() => {
        if (this.#held.get(number) === lane) this.#held.delete(number);
      });
  }

  #watchExpiry(): void {
    clearTimeout(this.#expiry);
    if (this.#held.size === 0 || this.#stopping) return;
    const first = Math.min(...[...this.#held.values()].map(lane => lane.deadline));
    this.#expiry = globalThis.setTimeout(
      () => {
        for (const [number, lane] of this.#held) if (performance.now() >= lane.deadline) this.lose(number, lane.fence);
        this.#watchExpiry();
      },
      Math.max(0, first - performance.now()) + 1,
    );
  }

  #instanceLease(): { name: string; fence: number }[] {
    return this.#instance ? [{ name: INSTANCE + this.options.owner, fence: this.#instance.fence }] : [];
  }
}

export const isLostLease = (error: unknown): boolean => codeOf(error) === 'LEASE.LOST';
