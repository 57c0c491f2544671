// Whether this process has its processor core to itself. On a machine in a cloud another guest may work on the same core: then each of both gets a part of it,
// at the same processor time, and the same code reads half as fast as a second before. A loop that keeps all of a core busy tells: it is slower then.

const NUMBERS = Int32Array.from({ length: 4096 }, (_, index) => index * 7);
/** Takes about 10 ms. */
const ROUNDS = 4_000;
/** A loop that takes so much longer than the quickest one shared its core. */
const SHARED = 1.12;

/** Six sums that do not wait for each other: one alone would leave room on the core that the other guest could use unseen. */
function busy(): number {
  let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5];
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = 0; at < 4092; at += 4) {
      a = (a + NUMBERS[at]!) | 0;
      b = (b ^ NUMBERS[at + 1]!) | 0;
      c = (c + NUMBERS[at + 2]!) | 0;
      d = (d ^ NUMBERS[at + 3]!) | 0;
      e = (e + at) | 0;
      f = (f ^ round) | 0;
    }
  }
  return a + b + c + d + e + f;
}

/** Processor time of `work` in microseconds, all threads of this process. */
function processorTime(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

let quickest = Number.POSITIVE_INFINITY;
for (let warm = 0; warm < 20; warm++) quickest = Math.min(quickest, processorTime(busy));

/** How long the loop takes now, as a multiple of the quickest one that this process has seen. */
function load(): number {
  const took = processorTime(busy);
  quickest = Math.min(quickest, took);
  return took / quickest;
}

interface Turn {
  /** Processor time in microseconds. */
  took: number;
  /** The core was ours before and after it. */
  whole: boolean;
}

/** Does `work` until it had the core to itself `wanted` times, at most `most` times in all. */
export function takeTurns(work: () => unknown, wanted: number, most: number): Turn[] {
  const turns: Turn[] = [];
  let before = load();
  for (let whole = 0; whole < wanted && turns.length < most; ) {
    const took = processorTime(work);
    const after = load();
    const turn = { took, whole: before < SHARED && after < SHARED };
    turns.push(turn);
    if (turn.whole) whole++;
    before = after;
  }
  return turns;
}
