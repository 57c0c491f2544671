// Ticket numbers taken ahead and kept until they are used: a batch asks for as many as it may need, and gives back what it did not, so that ticket
// numbers have gaps only where a process ended or a transaction was rolled back.
import { type Tx, takeIds } from '#store';

export class IdPool {
  private free: number[] = [];

  /** Lends `count` numbers, lowest first. */
  async lend(tx: Tx, count: number): Promise<Loan> {
    const kept = this.free.splice(0, count);
    const more = await takeIds(tx, 'ticket', count - kept.length);
    return new Loan([...kept, ...more], unused => {
      this.free = [...unused, ...this.free].sort((a, b) => a - b);
    });
  }
}

export class Loan {
  private next = 0;

  constructor(
    private readonly ids: number[],
    private readonly back: (unused: number[]) => void,
  ) {}

  take(): number {
    const id = this.ids[this.next++];
    if (id === undefined) throw new Error('More ids were used than lent');
    return id;
  }

  giveBack(): void {
    this.back(this.ids.slice(this.next));
    this.next = this.ids.length;
  }
}

/** From the end: taking from the front of a long list moves all of it each time. */
export const taker = (ids: number[]): (() => number) => ids.reverse().pop.bind(ids) as () => number;
