// What a document says of itself: how many lines it has, and their numbers. Guarantee: a line that is counted and not there, or there twice, is a
// finding; this is what shows that a line was lost.

import { sameNumber } from '../../envelope/finding.maker.js';
import type { Segment } from '../../syntax/segment/segment.js';
import type { FaultList } from './fault.list.js';

interface LineGrammar {
  /** What begins a line. */
  line: string;
  /** What makes two lines the same one; null where numbers may come again. */
  key: ((segment: Segment) => string) | null;
  number: { element: number; dataElement: string };
  /** What declares the number of lines; null where this segment declares something else. */
  declared(segment: Segment): { element: number; component?: number; dataElement: string } | null;
}

/** `0010` is line 10. Nearly all are plain already, and there may be ten thousand. */
const plain = (number: string): string => (/^[1-9]\w*$/.test(number) ? number : number.trim().replace(/^0+(?=.)/, ''));

const ctt = (segment: Segment) => (segment.tag === 'CTT' ? { element: 1, dataElement: '354' } : null);
/** CNT+2: number of line items. */
const cnt = (segment: Segment) =>
  segment.tag === 'CNT' && segment.value(1) === '2' ? { element: 1, component: 2, dataElement: '6066' } : null;

const x12 = (line: string, key: LineGrammar['key']): LineGrammar => ({
  ...{ line, key, declared: ctt },
  number: { element: 1, dataElement: '350' },
});
const edifact: LineGrammar = {
  line: 'LIN',
  // A line of a set has the number of the whole, and its own in C829; a change may do several things to one line.
  key: segment => {
    const number = plain(segment.value(1));
    const [action, level, within] = [segment.value(2), segment.value(4, 1), segment.value(4, 2)];
    return action === '' && within === '' ? number : [number, action, level, plain(within)].join('\n');
  },
  number: { element: 1, dataElement: '1082' },
  declared: cnt,
};
const orderLine = x12('PO1', segment => plain(segment.value(1)));

const GRAMMARS: ReadonlyMap<string, LineGrammar> = new Map([
  ['850', orderLine],
  ['840', orderLine],
  ['860', x12('POC', segment => `${plain(segment.value(1))}\n${segment.value(2)}`)],
  ['869', x12('HL', null)],
  ...['ORDERS', 'ORDCHG', 'REQOTE'].map(type => [type, edifact] as const),
]);

export class LineCount {
  private readonly grammar: LineGrammar | null;
  private readonly seen = new Map<string, number>();
  private lines = 0;
  private declaring: Segment[] = [];

  constructor(
    type: string,
    private readonly faults: FaultList,
  ) {
    this.grammar = GRAMMARS.get(type) ?? null;
  }

  see(segment: Segment): void {
    const { grammar } = this;
    if (grammar === null) return;
    if (segment.tag !== grammar.line) {
      if (grammar.declared(segment)) this.declaring.push(segment);
      return;
    }
    this.lines++;
    const { element, dataElement } = grammar.number;
    if (grammar.key === null || segment.value(element).trim() === '') return;
    const key = grammar.key(segment);
    const before = this.seen.get(key);
    if (before === undefined) this.seen.set(key, segment.index);
    else {
      const what = `is the number of an earlier line as well, in segment ${before}`;
      this.faults.add({
        ...{ code: 'document.line-number-repeated', what, segment },
        ...{ loop: grammar.line, element, dataElement },
      });
    }
  }

  end(): void {
    for (const segment of this.declaring) {
      const { element, component, dataElement } = this.grammar!.declared(segment)!;
      const declared = segment.value(element, component);
      // What is no number at all was found already.
      if (sameNumber(declared, String(this.lines)) || !/^\s*\d+\s*$/.test(declared)) continue;
      this.faults.add({
        ...{
          code: 'document.line-count-wrong',
          what: `lines are declared; there are ${this.lines}`,
          segment,
          loop: null,
        },
        ...{ element, dataElement },
        ...(component === undefined ? {} : { component }),
      });
    }
  }
}
