// Segments to groups and sets, for both standards: only tags and places differ. Guarantees: every segment is in a set, is a header or trailer, or is a
// finding; a set, group or interchange whose trailer is missing ends where the next thing begins, and keeps what it has.
import type { Segment } from '../syntax/segment.js';
import type { Finding } from './finding.js';
import { findingAt, missingTrailer, sameNumber } from './finding.maker.js';
import type { Group, Interchange, TransactionSet } from './interchange.js';

/** How a standard names its envelope. */
export interface EnvelopeGrammar {
  tags: { group: string; groupEnd: string; set: string; setEnd: string; end: string };
  /** Segments between groups that are neither. */
  isInterchangeAck(segment: Segment): boolean;
  /** Sets without a group are as they should be. */
  groupless: boolean;
  group(header: Segment | null): Pick<Group, 'functionalId' | 'controlRef' | 'version' | 'findings'>;
  set(header: Segment, group: Group): Pick<TransactionSet, 'type' | 'version' | 'controlRef' | 'findings'>;
  /** Elements of trailers: the count, and the reference that the header gave. */
  trailer: { count: number; ref: number };
  /** References that are numbers may lose their zeros on the way; others are compared as written. */
  sameRef(level: 'interchange' | 'group' | 'set', one: string, other: string): boolean;
}

type Body = Pick<Interchange, 'groups' | 'interchangeAcks' | 'trailer' | 'findings'>;

export class EnvelopeBuilder {
  private readonly body: Body = { groups: [], interchangeAcks: [], trailer: null, findings: [] };
  private group: Group | null = null;
  private set: TransactionSet | null = null;
  /** References of the present group, and where each was first used. */
  private refs = new Map<string, number>();

  constructor(
    private readonly grammar: EnvelopeGrammar,
    private readonly header: Segment,
    private readonly controlRef: string,
  ) {}

  /** @param segments after the header; @param end of the interchange, where missing trailers are missed */
  build(segments: Iterable<Segment>, end: number): Body {
    for (const segment of segments) this.take(segment);
    this.endGroup(end);
    if (!this.body.trailer) {
      this.body.findings.push(
        missingTrailer('interchange.trailer-missing', this.grammar.tags.end, this.header, end, 0),
      );
    }
    return this.body;
  }

  private take(segment: Segment): void {
    const { tags } = this.grammar;
    switch (segment.tag) {
      case tags.set:
        this.endSet(segment.byte);
        this.beginSet(segment);
        return;
      case tags.group:
        this.endGroup(segment.byte);
        this.beginGroup(segment);
        return;
      case tags.setEnd:
        if (this.set) this.closeSet(this.set, segment);
        else this.stray(segment);
        return;
      case tags.groupEnd:
        this.endSet(segment.byte);
        if (this.group?.header) this.closeGroup(this.group, segment);
        else this.stray(segment);
        return;
      case tags.end:
        this.endGroup(segment.byte);
        this.close(segment);
        return;
      default:
        if (this.grammar.isInterchangeAck(segment)) {
          this.endSet(segment.byte);
          this.body.interchangeAcks.push(segment);
        } else if (this.set) this.append(this.set, segment);
        else this.stray(segment);
    }
  }

  private stray(segment: Segment): void {
    const findings = this.group?.findings ?? this.body.findings;
    const message = `${segment.tag || 'A segment without a tag'} at byte ${segment.byte} stands outside every set.`;
    findings.push(
      findingAt('interchange.stray-segment', 'error', message, segment, { bad: segment.text().slice(0, 99) }),
    );
  }

  private beginGroup(header: Segment | null): Group {
    const group: Group = { header, trailer: null, sets: [], ...this.grammar.group(header) };
    this.body.groups.push(group);
    this.group = group;
    this.refs = new Map();
    return group;
  }

  private beginSet(header: Segment): void {
    let { group } = this;
    if (!group) {
      group = this.beginGroup(null);
      if (!this.grammar.groupless) {
        const message = `${header.tag} at byte ${header.byte} stands outside every group.`;
        group.findings.push(findingAt('group.header-invalid', 'error', message, header));
      }
    }
    const { type, version, controlRef, findings } = this.grammar.set(header, group);
    const before = this.refs.get(controlRef);
    if (before === undefined) this.refs.set(controlRef, header.byte);
    else if (controlRef !== '') {
      const message = `Reference ${controlRef} was used before, at byte ${before}.`;
      findings.push(
        findingAt('set.control-number-repeated', 'error', message, header, { element: header.tag === 'ST' ? 2 : 1 }),
      );
    }
    this.set = {
      standard: header.tag === 'ST' ? 'x12' : 'edifact',
      type,
      version,
      controlRef,
      segments: [header],
      byteStart: header.byte,
      byteEnd: header.end,
      findings,
    };
    group.sets.push(this.set);
  }

  private append(set: TransactionSet, segment: Segment): void {
    set.segments.push(segment);
    set.byteEnd = segment.end;
  }

  private closeSet(set: TransactionSet, trailer: Segment): void {
    this.append(set, trailer);
    this.set = null;
    set.findings.push(...this.checkTrailer('set', trailer, set.controlRef, String(set.segments.length), 'segments'));
  }

  private closeGroup(group: Group, trailer: Segment): void {
    group.trailer = trailer;
    this.group = null;
    const sets = String(group.sets.length);
    group.findings.push(...this.checkTrailer('group', trailer, group.controlRef ?? '', sets, 'sets'));
  }

  private close(trailer: Segment): void {
    this.body.trailer = trailer;
    const { groups } = this.body;
    const withGroups = groups.some(group => group.header) || !this.grammar.groupless;
    const count = withGroups ? groups.length : groups.reduce((sum, group) => sum + group.sets.length, 0);
    const what = withGroups ? 'groups' : 'messages';
    this.body.findings.push(...this.checkTrailer('interchange', trailer, this.controlRef, String(count), what));
  }

  private checkTrailer(
    level: 'interchange' | 'group' | 'set',
    trailer: Segment,
    ref: string,
    count: string,
    what: string,
  ): Finding[] {
    const { count: countAt, ref: refAt } = this.grammar.trailer;
    const findings: Finding[] = [];
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
    return findings;
  }

  private endSet(byte: number): void {
    const { set } = this;
    this.set = null;
    if (!set) return;
    const [header] = set.segments;
    const index = set.segments.length + 1;
    const missing = missingTrailer('set.trailer-missing', this.grammar.tags.setEnd, header!, byte, index);
    set.findings.push(missing);
  }

  private endGroup(byte: number): void {
    this.endSet(byte);
    const { group } = this;
    this.group = null;
    if (!group?.header || group.trailer) return;
    group.findings.push(missingTrailer('group.trailer-missing', this.grammar.tags.groupEnd, group.header, byte, 0));
  }
}
