// Messages of many lanes, converted together: what arrives while batches are under way waits, and goes with the next one. So a batch is small
// when little comes in and large when much does, and a message costs less the more of them there are. The order per conversation holds, because
// a lane hands in its next events only when its last ones are done.
import type { ConversionCounts } from './conversion.step.js';

interface Waiting {
  ids: readonly number[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

export interface QueueLimits {
  /** Messages of one transaction, at most (a lane's own batch may be larger). */
  largest: number;
  /** Batches under way: one is parsed while the other is written. */
  atOnce: number;
}

export class ConversionQueue {
  private readonly waiting: Waiting[] = [];
  private running = 0;

  constructor(
    private readonly convert: (ids: readonly number[]) => Promise<ConversionCounts>,
    private readonly limits: QueueLimits = { largest: 200, atOnce: 2 },
  ) {}

  /** Resolves when each of the messages is decided; rejects as its batch does. */
  run(ids: readonly number[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ids, resolve, reject });
      // After those that come in the same turn have come, too.
      setImmediate(() => this.begin());
    });
  }

  private begin(): void {
    while (this.running < this.limits.atOnce && this.waiting.length > 0) {
      const batch = this.take();
      this.running += 1;
      this.convert(batch.flatMap(one => one.ids))
        .then(
          () => {
            for (const one of batch) one.resolve();
          },
          error => {
            for (const one of batch) one.reject(error);
          },
        )
        .finally(() => {
          this.running -= 1;
          this.begin();
        });
    }
  }

  private take(): Waiting[] {
    const batch = this.waiting.splice(0, 1);
    let size = batch[0]!.ids.length;
    while (this.waiting[0] && size + this.waiting[0].ids.length <= this.limits.largest) {
      size += this.waiting[0].ids.length;
      batch.push(this.waiting.shift()!);
    }
    return batch;
  }
}
