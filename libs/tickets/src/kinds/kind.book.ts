// All kinds with all their versions, to look one up.
import type { TicketKind } from './kind.js';

export class KindBook {
  private readonly newest = new Map<string, TicketKind>();
  private readonly versions = new Map<string, TicketKind>();

  constructor(kinds: readonly TicketKind[]) {
    for (const kind of kinds) {
      this.versions.set(`${kind.key} ${kind.version}`, kind);
      if (kind.version > (this.newest.get(kind.key)?.version ?? 0)) this.newest.set(kind.key, kind);
    }
  }

  has(key: string): boolean {
    return this.newest.has(key);
  }

  /** Throws RangeError for a key that no kind has. */
  current(key: string): TicketKind {
    const kind = this.newest.get(key);
    if (!kind) throw new RangeError(`There is no ticket kind "${key}"`);
    return kind;
  }

  at(key: string, version: number): TicketKind | undefined {
    return this.versions.get(`${key} ${version}`);
  }

  /** The key itself where it is unknown. */
  titleOf(key: string): string {
    return this.newest.get(key)?.title ?? key;
  }

  /** Current ones, by title. */
  all(): readonly TicketKind[] {
    return [...this.newest.values()].sort((a, b) => a.title.localeCompare(b.title, 'en'));
  }
}
