// A set as rows of the table. Guarantee: its segments are the same objects while somebody works on it; an interchange of ten thousand sets keeps the
// objects of the last few only, and makes the others again when they are asked for.
import type { TradeStandard } from '#tickets';
import type { Segment } from '../syntax/segment/segment.js';
import type { SegmentTable } from '../syntax/segment/segment.table.js';
import type { Finding } from './finding.js';
import type { TransactionSet } from './interchange.js';

/** Segments that are kept as objects, of all sets together; the set that was asked for last is kept whole, however large. */
const SHELF_SEGMENTS = 4096;

export class SetShelf {
  private readonly kept: { set: TableSet; count: number }[] = [];
  private count = 0;

  keep(set: TableSet, count: number): void {
    this.kept.push({ set, count });
    this.count += count;
    while (this.count > SHELF_SEGMENTS && this.kept.length > 1) {
      const oldest = this.kept.shift()!;
      oldest.set.forget();
      this.count -= oldest.count;
    }
  }
}

export class TableSet implements TransactionSet {
  readonly standard: TradeStandard;
  readonly type: string;
  readonly version: string;
  readonly controlRef: string;
  readonly byteStart: number;
  readonly byteEnd: number;
  readonly findings: Finding[];
  private objects: Segment[] | null = null;

  /** @param after row after its last */
  constructor(
    private readonly table: SegmentTable,
    private readonly shelf: SetShelf,
    private readonly first: number,
    private readonly after: number,
    facts: Pick<TransactionSet, 'standard' | 'type' | 'version' | 'controlRef' | 'findings'>,
  ) {
    this.standard = facts.standard;
    this.type = facts.type;
    this.version = facts.version;
    this.controlRef = facts.controlRef;
    this.findings = facts.findings;
    this.byteStart = table.byteAt(first);
    this.byteEnd = table.segmentAt(after - 1).end;
  }

  get segments(): Segment[] {
    if (this.objects) return this.objects;
    this.objects = this.table.segments(this.first, this.after);
    this.shelf.keep(this, this.objects.length);
    return this.objects;
  }

  walk(visit: (segment: Segment) => boolean): void {
    if (!this.objects) return this.table.walk(this.first, this.after, visit);
    for (const segment of this.objects) if (!visit(segment)) return;
  }

  forget(): void {
    this.objects = null;
  }
}
