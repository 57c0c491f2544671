// Whether the quantities of a document fit what it says of them: the shares of a line (SDQ), the hash total (CTT02), the total (CNT+1). Guarantees: what does
// not fit is told to people and refuses nothing; where the standards or the habits of senders leave several ways to add up, each of them fits.
import type { Segment } from '../../syntax/segment/segment.js';
import { type Decimal, decimalOf, decimalText, hashTotal, sameDecimal, sumOf } from './decimal.sum.js';
import type { Fault, FaultList } from './fault.list.js';

/** Where a line says its quantity; of changes either what is changed or what is left is meant. */
const LINES: ReadonlyMap<string, { line: string; elements: readonly number[] }> = new Map([
  ['850', { line: 'PO1', elements: [2] }],
  ['840', { line: 'PO1', elements: [2] }],
  ['860', { line: 'POC', elements: [3, 4] }],
]);
const EDIFACT: ReadonlySet<string> = new Set(['ORDERS', 'ORDCHG', 'REQOTE']);
/** 347 has ten digits. */
const HASH_DIGITS = 10;

export class TotalCheck {
  private readonly lines: { line: string; elements: readonly number[] } | undefined;
  private readonly edifact: boolean;
  private declaring: Segment | null = null;
  private line: Segment | null = null;
  private shares: Segment[] = [];
  private readonly notes: Fault[] = [];

  constructor(
    type: string,
    private readonly faults: FaultList,
  ) {
    this.lines = LINES.get(type);
    this.edifact = EDIFACT.has(type);
  }

  see(segment: Segment): void {
    const { tag } = segment;
    if (this.edifact) {
      if (tag === 'CNT' && segment.value(1) === '1') this.declaring = segment;
      return;
    }
    if (this.lines === undefined) return;
    if (tag === 'PO1') this.begin(segment);
    else if (tag === 'SDQ') this.shares.push(segment);
    else if (tag === 'CTT' && segment.length > 1) this.declaring = segment;
  }

  /** After all other checks. @param segments of the whole set: looked at again only where it declares a total */
  end(segments: readonly Segment[]): void {
    this.begin(null);
    this.compare(segments);
    // What is damaged does not add up either: that says nothing more.
    if (this.faults.findings.length > 0) return;
    for (const note of this.notes) this.faults.add(note);
  }

  private compare(segments: readonly Segment[]): void {
    const { declaring } = this;
    if (declaring === null) return;
    const place = this.edifact
      ? ({ element: 1, component: 2, dataElement: '6066' } as const)
      : ({ element: 2, dataElement: '347' } as const);
    const declared = declaring.value(place.element, 'component' in place ? place.component : undefined);
    const stated = declared.trim() === '' ? null : decimalOf(declared);
    if (stated === null) return;
    const ways = this.edifact ? edifactTotals(segments) : x12Totals(segments, this.lines!);
    if (ways.length === 0 || ways.some(way => sameDecimal(way, stated))) return;
    this.notes.push({
      ...{ code: 'document.total-wrong', severity: 'warning', segment: declaring, loop: null, ...place },
      what: `does not fit the quantities of the lines: they add up to ${decimalText(ways[0]!)}`,
    });
  }

  /** The shares of the line before are complete. */
  private begin(next: Segment | null): void {
    const { line, shares } = this;
    this.line = next;
    if (shares.length === 0) return;
    this.shares = [];
    if (line === null || shares.some(share => share.trimmed(1) !== line.trimmed(3))) return;
    const ordered = decimalOf(line.value(2));
    const split = sumOf(shares.flatMap(shareQuantities));
    // An order that leaves the quantity to its shares says nothing that could be wrong.
    if (ordered === null || ordered.digits === 0n || split === null || sameDecimal(ordered, split)) return;
    const what = `is not what its shares (SDQ) add up to: ${decimalText(split)}`;
    this.notes.push({
      ...{ code: 'document.shares-wrong', severity: 'warning', what, segment: line, loop: 'PO1' },
      ...{ element: 2, dataElement: '330' },
    });
  }
}

/** SDQ04, 06, … each after its place. */
function shareQuantities(share: Segment): string[] {
  const quantities: string[] = [];
  for (let element = 4; element <= share.length && element <= 22; element += 2) quantities.push(share.value(element));
  return quantities;
}

/** The plain sum first: it is what a person expects. */
function x12Totals(segments: readonly Segment[], { line, elements }: { line: string; elements: readonly number[] }) {
  const those = segments.filter(({ tag }) => tag === line);
  return elements.flatMap(element => {
    const written = those.map(segment => segment.value(element));
    const short = written.map(text => (/[.,]/.test(text) ? text.replace(/[.,]?0+$/, '') : text));
    return present([sumOf(written), hashTotal(written, HASH_DIGITS), hashTotal(short, HASH_DIGITS)]);
  });
}

/** Of each line what it says first, what is ordered (21), or all: 6069 code 1 says "the quantities in line items". */
function edifactTotals(segments: readonly Segment[]): Decimal[] {
  const [first, ordered, all]: [string[], string[], string[]] = [[], [], []];
  let begun = false;
  let isFirst = false;
  for (const segment of segments) {
    const { tag } = segment;
    if (tag === 'LIN') begun = isFirst = true;
    else if (tag === 'UNS') begun = false;
    else if (tag === 'QTY' && begun) {
      const quantity = segment.value(1, 2);
      if (isFirst) first.push(quantity);
      if (segment.value(1, 1) === '21') ordered.push(quantity);
      all.push(quantity);
      isFirst = false;
    }
  }
  return present([sumOf(first), sumOf(ordered), sumOf(all)]);
}

/** A quantity that is no number was found already, and no sum is known. */
const present = (sums: readonly (Decimal | null)[]): Decimal[] => sums.flatMap(sum => sum ?? []);
