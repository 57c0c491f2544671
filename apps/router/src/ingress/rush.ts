// Storing goes before converting. While many posts wait at the doors of this process to be stored, conversion lets them pass: who posts waits for the answer,
// and a ticket that hangs a moment later costs nobody anything. Guarantee: a batch is held up once, and for MOST_MS at most, however long the rush lasts.
import { setTimeout as wait } from 'node:timers/promises';

/** Posts that wait to be stored: so many at one moment are a rush. */
const MANY = 8;
const MOST_MS = 3_000;
const LOOK_MS = 20;

export class Rush {
  private waiting = 0;

  constructor(private readonly mostMs = MOST_MS) {}

  async during<T>(storing: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    try {
      return await storing();
    } finally {
      this.waiting -= 1;
    }
  }

  /** Resolves when the doors are quiet for two looks, or after `mostMs`. */
  async past(): Promise<void> {
    const until = performance.now() + this.mostMs;
    for (let quiet = this.waiting < MANY ? 2 : 0; quiet < 2 && performance.now() < until; ) {
      await wait(LOOK_MS);
      quiet = this.waiting < MANY ? quiet + 1 : 0;
    }
  }
}
