// Segments to groups and sets, for both standards: only tags and places differ. Guarantees: every segment is in a set, is a header or trailer, or is a
// finding; a set, group or interchange whose trailer is missing ends where the next thing begins, and keeps what it has.
import type { Segment } from '../syntax/segment/segment.js';
import type { SegmentTable } from '../syntax/segment/segment.table.js';
import type { Finding } from './finding.js';
import { findingAt, missingTrailer, sameNumber, withoutZeros } from './finding.maker.js';
import type { Group, Interchange, TransactionSet } from './interchange.js';
import { SetShelf, TableSet } from './table.set.js';

/** How a standard names its envelope. */
export interface EnvelopeGrammar {
  tags: { group: string; groupEnd: string; set: string; setEnd: string; end: string };
  /** Segments between groups that are neither. */
  isInterchangeAck(segment: Segment): boolean;
  /** Sets without a group are as they should be. */
  groupless: boolean;
  group(header: Segment | null): Pick<Group, 'functionalId' | 'controlRef' | 'version' | 'findings'>;
  set(header: Segment, group: Group): Pick<TransactionSet, 'standard' | 'type' | 'version' | 'controlRef' | 'findings'>;
  /** Elements of trailers: the count, and the reference that the header gave. */
  trailer: { count: number; ref: number };
  /** References that are numbers may lose their zeros on the way; others are compared as written. */
  sameRef(level: 'interchange' | 'group' | 'set', one: string, other: string): boolean;
}

type Body = Pick<Interchange, 'groups' | 'interchangeAcks' | 'trailer' | 'findings'>;

export class EnvelopeBuilder {
  private readonly body: Body = { groups: [], interchangeAcks: [], trailer: null, findings: [] };
  private readonly shelf = new SetShelf();
  private group: Group | null = null;
  /** References of the present group, and where each was first used. */
  private refs = new Map<string, number>();
  /** References of groups, and where each was first used. */
  private readonly groupRefs = new Map<string, number>();

  constructor(
    private readonly grammar: EnvelopeGrammar,
    private readonly header: Segment,
    private readonly controlRef: string,
  ) {}

  /** @param end of the interchange, where missing trailers are missed */
  build(table: SegmentTable, end: number): Body {
    const { length } = table;
    let row = 1;
    while (row < length) {
      const first = row++;
      if (table.indexAt(first) !== 1) {
        this.take(table.segmentAt(first));
        continue;
      }
      while (row < length && table.indexAt(row) > 1) row++;
      this.takeSet(table, first, row, row < length ? table.byteAt(row) : end);
    }
    this.endGroup(end);
    if (!this.body.trailer) {
      this.body.findings.push(
        missingTrailer('interchange.trailer-missing', this.grammar.tags.end, this.header, end, 0),
      );
    }
    return this.body;
  }

  /** A segment outside sets. */
  private take(segment: Segment): void {
    const { tags } = this.grammar;
    if (segment.tag === tags.group) {
      this.endGroup(segment.byte);
      this.beginGroup(segment);
    } else if (segment.tag === tags.groupEnd && this.group?.header) this.closeGroup(this.group, segment);
    else if (segment.tag === tags.end) {
      this.endGroup(segment.byte);
      this.close(segment);
    } else if (this.grammar.isInterchangeAck(segment)) this.body.interchangeAcks.push(segment);
    else this.stray(segment);
  }

  private stray(segment: Segment): void {
    const findings = this.group?.findings ?? this.body.findings;
    const message = `${segment.tag || 'A segment without a tag'} at byte ${segment.byte} stands outside every set.`;
    findings.push(
      findingAt('interchange.stray-segment', 'error', message, segment, { bad: segment.text().slice(0, 99) }),
    );
  }

  private beginGroup(header: Segment | null): Group {
    const { functionalId, controlRef, version, findings } = this.grammar.group(header);
    const group: Group = { header, trailer: null, sets: [], functionalId, controlRef, version, findings };
    this.body.groups.push(group);
    this.group = group;
    this.refs = new Map();
    if (header && controlRef) this.checkGroupRepeated(header, controlRef, findings);
    return group;
  }

  /** Its answer names it by this reference. Told, not refused: before 005010 no code of an acknowledgement says so. */
  private checkGroupRepeated(header: Segment, controlRef: string, findings: Finding[]): void {
    const { group } = this.grammar.tags;
    const before = usedBefore(this.groupRefs, group === 'GS' ? withoutZeros(controlRef) : controlRef, header.byte);
    if (before === undefined) return;
    const [place, element] = group === 'GS' ? ['GS06', 6] : ['UNG 0048', 5];
    const message = `${place} "${controlRef}" at byte ${header.byte} is the number of an earlier group as well, at byte ${before}.`;
    findings.push(findingAt('group.control-number-repeated', 'warning', message, header, { element }));
  }

  /** @param next byte of what follows the set, where its trailer is missed */
  private takeSet(table: SegmentTable, first: number, after: number, next: number): void {
    const header = table.segmentAt(first);
    const group = this.group ?? this.withoutGroup(header);
    const facts = this.grammar.set(header, group);
    const set = new TableSet(table, this.shelf, first, after, facts);
    this.checkRepeated(set, header);
    const last = table.segmentAt(after - 1);
    const count = String(after - first);
    if (last.tag === this.grammar.tags.setEnd) {
      this.checkTrailer(set.findings, 'set', last, set.controlRef, count, 'segments');
    } else {
      set.findings.push(
        missingTrailer('set.trailer-missing', this.grammar.tags.setEnd, header, next, after - first + 1),
      );
    }
    group.sets.push(set);
  }

  private withoutGroup(header: Segment): Group {
    const group = this.beginGroup(null);
    if (this.grammar.groupless) return group;
    const message = `${header.tag} at byte ${header.byte} stands outside every group.`;
    group.findings.push(findingAt('group.header-invalid', 'error', message, header));
    return group;
  }

  private checkRepeated({ controlRef, findings }: TransactionSet, header: Segment): void {
    const before = usedBefore(this.refs, controlRef, header.byte);
    if (before === undefined || controlRef === '') return;
    const message = `Reference ${controlRef} was used before, at byte ${before}.`;
    const element = header.tag === 'ST' ? 2 : 1;
    findings.push(findingAt('set.control-number-repeated', 'error', message, header, { element }));
  }

  private closeGroup(group: Group, trailer: Segment): void {
    group.trailer = trailer;
    this.group = null;
    const sets = String(group.sets.length);
    this.checkTrailer(group.findings, 'group', trailer, group.controlRef ?? '', sets, 'sets');
  }

  private close(trailer: Segment): void {
    this.body.trailer = trailer;
    const { groups } = this.body;
    const withGroups = groups.some(group => group.header) || !this.grammar.groupless;
    const count = withGroups ? groups.length : groups.reduce((sum, group) => sum + group.sets.length, 0);
    const what = withGroups ? 'groups' : 'messages';
    this.checkTrailer(this.body.findings, 'interchange', trailer, this.controlRef, String(count), what);
  }

  /** @param findings to which what is wrong with it is added: of nearly all trailers nothing is */
  private checkTrailer(
    findings: Finding[],
    level: 'interchange' | 'group' | 'set',
    trailer: Segment,
    ref: string,
    count: string,
    what: string,
  ): void {
    const { count: countAt, ref: refAt } = this.grammar.trailer;
    const counted = trailer.value(countAt);
    if (!sameNumber(counted, count)) {
      const message = `${trailer.tag} counts ${counted || 'no'} ${what}; there are ${count}.`;
      findings.push(findingAt(`${level}.count-wrong`, 'error', message, trailer, { element: countAt }));
    }
    const given = trailer.value(refAt);
    if (!this.grammar.sameRef(level, given.trim(), ref)) {
      const message = `${trailer.tag} has the reference "${given}"; its header has "${ref}".`;
      findings.push(findingAt(`${level}.control-number-mismatch`, 'error', message, trailer, { element: refAt }));
    }
  }

  private endGroup(byte: number): void {
    const { group } = this;
    this.group = null;
    if (!group?.header || group.trailer) return;
    group.findings.push(missingTrailer('group.trailer-missing', this.grammar.tags.groupEnd, group.header, byte, 0));
  }
}

/** The byte where a reference was first used; undefined: it is used here for the first time, which is noted. */
function usedBefore(refs: Map<string, number>, ref: string, byte: number): number | undefined {
  const before = refs.get(ref);
  if (before === undefined) refs.set(ref, byte);
  return before;
}
