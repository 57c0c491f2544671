// Where something stands in a YAML text: a pointer (RFC 6901) into its values becomes a line and a column.
import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';

export interface PlacedFault {
  /** Both from 1. */
  line: number;
  column: number;
  /** '' is the whole document. */
  pointer: string;
  detail: string;
}

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map(part => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));

export class DocumentPlaces {
  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  fault(pointer: string, detail: string): PlacedFault {
    return { ...this.at(this.#offset(pointer)), pointer, detail };
  }

  at(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    // An empty text has no line yet.
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** Of what is missing: the place of what should hold it. */
  #offset(pointer: string): number {
    let node: unknown = this.document.contents;
    let offset = startOf(node) ?? 0;
    for (const part of partsOf(pointer)) {
      const within = isAlias(node) ? node.resolve(this.document) : node;
      if (isMap(within)) {
        const pair: Pair | undefined = within.items.find(item => isScalar(item.key) && String(item.key.value) === part);
        if (!pair) return offset;
        offset = startOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(within)) {
        // "-" is no number: an item of a list is named by its index.
        const item = /^\d+$/.test(part) ? within.items[Number(part)] : undefined;
        if (item === undefined) return offset;
        offset = startOf(item) ?? offset;
        node = item;
      } else return offset;
    }
    return offset;
  }
}

const startOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];
