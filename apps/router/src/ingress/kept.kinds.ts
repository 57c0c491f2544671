// The ticket kinds as the doors know them: read whole, and kept for a few seconds.
import { type Database, readRouting } from '#store';
import type { KindBook } from '#tickets';

const KEPT_MS = 3_000;

export class KeptKinds {
  private kept: { book: Promise<KindBook>; at: number } | null = null;

  constructor(private readonly database: Database) {}

  read(): Promise<KindBook> {
    if (this.kept && performance.now() - this.kept.at < KEPT_MS) return this.kept.book;
    const book = readRouting(this.database).then(({ kinds }) => kinds);
    this.kept = { book, at: performance.now() };
    book.catch(() => {
      this.kept = null;
    });
    return book;
  }
}
