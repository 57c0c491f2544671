// The tables against the versions: whatever a version has, where it has it, in loops once or twice, is let through; what no version has is not.
import fc from 'fast-check';
import { edifactInterchange, firstSet, x12Interchange } from '../set.examples.js';
import { validateSet } from '../set.validator.js';
import { edifactOrders } from './directory.orders.js';
import { bodyOf } from './segment.samples.js';
import { x12Orders } from './version.orders.js';

type Standard = 'x12' | 'edifact';

interface Node {
  tag: string;
  always: boolean;
  inside: Node[];
}

/** Loops that no version has twice in a row. */
const ONCE = new Set(['CTT', 'DLM']);

/** `N1( N2 N3 )`, see version.orders.ts. */
function treeOf(order: string): Node[] {
  const root: Node[] = [];
  const open = [root];
  for (const word of order.trim().split(/\s+/)) {
    if (word === ')') {
      open.pop();
      continue;
    }
    const node = { tag: word.replace(/\W/g, ''), always: word.includes('+'), inside: [] };
    open.at(-1)!.push(node);
    if (word.endsWith('(')) open.push(node.inside);
  }
  expect(open).toHaveLength(1);
  return root;
}

const whole = (nodes: readonly Node[]): string[] => nodes.flatMap(({ tag, inside }) => [tag, ...whole(inside)]);

/** A document that this version allows: each segment there or not, each loop up to twice. */
function someOf(nodes: readonly Node[], toss: () => boolean): string[] {
  return nodes.flatMap(node => {
    if (!node.always && !toss()) return [];
    const again = node.inside.length > 0 && !ONCE.has(node.tag) && toss();
    const once = () => [node.tag, ...someOf(node.inside, toss)];
    return again ? [...once(), ...once()] : once();
  });
}

const findings = (standard: Standard, type: string, version: string, tags: readonly string[]) => {
  const body = bodyOf(standard, tags);
  const text =
    standard === 'x12' ? x12Interchange([[type, body]], version) : edifactInterchange([[type, body]], version);
  return validateSet(firstSet(text)).map(({ message }) => message);
};

const ORDERS = [
  ...x12Orders.map(([type, version, order]) => ['x12', type, version, order] as const),
  ...edifactOrders.map(([type, version, order]) => ['edifact', type, version, order] as const),
];

it('every set that becomes a ticket is tried in several versions', () => {
  const tried = ORDERS.map(([, type]) => type);
  expect([...new Set(tried)].sort()).toEqual(
    ['840', '850', '860', '864', '869', 'ORDCHG', 'ORDERS', 'OSTENQ', 'REQOTE'].sort(),
  );
  expect(ORDERS.length).toBeGreaterThanOrEqual(27);
});

describe.each(ORDERS)('%s %s in %s', (standard, type, version, order) => {
  const tree = treeOf(order);

  it('is let through with every segment that it may hold', () => {
    expect(findings(standard, type, version, whole(tree))).toEqual([]);
  });

  it('is let through with any of them, loops once or twice', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), tosses => {
        const tags = someOf(tree, () => tosses.next().value);
        expect({ tags, found: findings(standard, type, version, tags) }).toEqual({ tags, found: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('is found wrong without its beginning, and with a segment that it does not have', () => {
    const tags = whole(tree);
    expect(findings(standard, type, version, tags.slice(1))[0]).toContain(`${tags[0]} is missing`);
    const other = standard === 'x12' ? 'BIG*20261128*1' : 'CPS+1';
    const body = bodyOf(standard, tags);
    const withOther = [body[0]!, other, ...body.slice(1)];
    const text =
      standard === 'x12'
        ? x12Interchange([[type, withOther]], version)
        : edifactInterchange([[type, withOther]], version);
    expect(validateSet(firstSet(text)).map(({ code }) => code)).toEqual(['segment.not-in-set']);
  });
});
