// How fast EDI becomes trade documents, on one core: reading the envelope, splitting segments, checking each set against its table, mapping it. Both
// standards, as one order of 1 kB and as 2 MB, in many orders and in one. Prints figures and ratios; asserts nothing but that each order was read.

import { readInterchange } from '../../libs/channels/src/edi/envelope/interchange.reader.js';
import { mapSet } from '../../libs/channels/src/edi/map/set.mapper.js';
import { splitInterchanges } from '../../libs/channels/src/edi/syntax/interchange.splitter.js';
import { edifactOrders, x12Orders } from '../product/edi.load.js';

const MEGABYTE = 1_000_000;
/** Read in each measurement, after a quarter of it as a warm-up. */
const MEASURED = 60 * MEGABYTE;
const AIM = 50;

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

/** Megabytes in a second of processor time: others work on this machine too. */
function measure(work: (bytes: Buffer) => number, bytes: Buffer, orders: number): number {
  const turns = Math.max(2, Math.ceil(MEASURED / bytes.length));
  for (let turn = 0; turn < turns / 4; turn++) work(bytes);
  const begun = process.cpuUsage();
  for (let turn = 0; turn < turns; turn++) {
    if (work(bytes) < orders) throw new Error('An order was not read.');
  }
  const { user, system } = process.cpuUsage(begun);
  return (bytes.length * turns) / (user + system);
}

for (const [standard, make] of Object.entries(standards)) {
  for (const [size, { orders, lines }] of Object.entries(sizes)) {
    const bytes = make({ number: 1, orders, lines });
    const split = measure(whole => splitInterchanges(whole).length * orders, bytes, orders);
    const tokenised = measure(read, bytes, orders);
    const mapped = measure(map, bytes, orders);
    console.log(
      `${standard}, ${size} (${bytes.length} bytes): cut ${split.toFixed(0)}, tokenise ${tokenised.toFixed(0)}, tokenise + map ${mapped.toFixed(0)} MB/s; ` +
        `ratio to the aim of ${AIM} MB/s: ${(mapped / AIM).toFixed(2)}`,
    );
  }
}
