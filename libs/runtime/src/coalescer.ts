// Work that costs less together: calls that come while batches are under way wait, and go with the next one. So a batch is small when little
// comes in and large when much does, without any delay added for its sake.

export interface CoalescerLimits {
  /** Items of one batch, at most (what one call brings is never split). */
  largest: number;
  /** Batches under way at once. */
  atOnce: number;
}

interface Waiting<T, R> {
  items: readonly T[];
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

export class Coalescer<T, R = void> {
  private readonly waiting: Waiting<T, R>[] = [];
  private running = 0;

  constructor(
    private readonly work: (items: T[]) => Promise<R>,
    private readonly limits: CoalescerLimits,
  ) {}

  /** Resolves and rejects as the batch does that these items went with. */
  run(items: readonly T[]): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      // After those that come in the same turn have come, too.
      setImmediate(() => this.begin());
    });
  }

  private begin(): void {
    while (this.running < this.limits.atOnce && this.waiting.length > 0) {
      const batch = this.take();
      this.running += 1;
      this.work(batch.flatMap(one => one.items))
        .then(
          result => {
            for (const one of batch) one.resolve(result);
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

  private take(): Waiting<T, R>[] {
    const batch = this.waiting.splice(0, 1);
    let size = batch[0]!.items.length;
    while (this.waiting[0] && size + this.waiting[0].items.length <= this.limits.largest) {
      size += this.waiting[0].items.length;
      batch.push(this.waiting.shift()!);
    }
    return batch;
  }
}
