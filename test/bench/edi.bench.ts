// How fast EDI becomes trade documents, on one core: reading the envelope, splitting segments, checking each set against its table, mapping it. Both
// standards, as one order of 1 kB and as 2 MB, in many orders and in one. Prints figures and ratios; asserts nothing but that each order was read. Each figure is
// the median of the turns that had the core to themselves, see whole.core.ts, with that of all turns beside it.

import { readInterchange } from '../../libs/channels/src/edi/envelope/interchange.reader.js';
import { mapSet } from '../../libs/channels/src/edi/map/set.mapper.js';
import { splitInterchanges } from '../../libs/channels/src/edi/syntax/interchange.splitter.js';
import { edifactOrders, x12Orders } from '../product/edi.load.js';
import { takeTurns } from './whole.core.js';

const MEGABYTE = 1_000_000;
/** Read in each turn: short, since a guest comes and goes. */
const MEASURED = 4 * MEGABYTE;
/** Turns with the core to themselves that are wanted, and how many are tried; as many as are wanted come before, as a warm-up. */
const WANTED = 9;
const MOST = 50;
const AIM = 50;
const FLOOR = 20;

const sizes = {
  '1 kB': { orders: 1, lines: 8 },
  '2 MB, many orders': { orders: 1400, lines: 16 },
  '2 MB, one order': { orders: 1, lines: 24_000 },
};
const standards = { X12: x12Orders, EDIFACT: edifactOrders };

function read(bytes: Buffer): number {
  const interchange = readInterchange(bytes);
  let sets = 0;
  for (const group of interchange.groups) sets += group.sets.length;
  return sets;
}

function map(bytes: Buffer): number {
  const interchange = readInterchange(bytes);
  let sets = 0;
  for (const group of interchange.groups) {
    for (const set of group.sets) sets += mapSet(set, group, interchange).document.lines.length > 0 ? 1 : 0;
  }
  return sets;
}

interface Speed {
  /** Of the turns that had the core to themselves; NaN where no turn had. */
  whole: number;
  words: string;
}

/** Megabytes in a second of processor time. */
function measure(work: (bytes: Buffer) => number, bytes: Buffer, orders: number): Speed {
  const times = Math.max(2, Math.ceil(MEASURED / bytes.length));
  const once = () => {
    for (let time = 0; time < times; time++) if (work(bytes) < orders) throw new Error('An order was not read.');
  };
  for (let turn = 0; turn < WANTED; turn++) once();
  const turns = takeTurns(once, WANTED, MOST).map(turn => ({ ...turn, speed: (bytes.length * times) / turn.took }));
  const ours = turns.filter(turn => turn.whole);
  const [whole, all] = [median(ours.map(turn => turn.speed)), median(turns.map(turn => turn.speed))];
  const words = Number.isNaN(whole) ? 'no turn alone' : `${whole.toFixed(0)} in ${ours.length} turns alone`;
  return { whole, words: `${words} (${all.toFixed(0)} in all ${turns.length})` };
}

const ratio = ({ whole }: Speed, to: number): string => (Number.isNaN(whole) ? 'not known' : (whole / to).toFixed(2));

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

for (const [standard, make] of Object.entries(standards)) {
  for (const [size, { orders, lines }] of Object.entries(sizes)) {
    const bytes = make({ number: 1, orders, lines });
    const split = measure(whole => splitInterchanges(whole).length * orders, bytes, orders);
    const tokenised = measure(read, bytes, orders);
    const mapped = measure(map, bytes, orders);
    console.log(
      `${standard}, ${size} (${bytes.length} bytes), MB/s: cut ${split.words}, tokenise ${tokenised.words}, tokenise + map ${mapped.words}; ` +
        `ratio alone to the floor of ${FLOOR}: ${ratio(mapped, FLOOR)}, to the aim of ${AIM}: ${ratio(mapped, AIM)}`,
    );
  }
}
