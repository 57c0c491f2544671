// Our own demo interchanges: an American and a German dealer in pumps who order by EDI. Guarantee: the same bytes on every call and machine; those of one
// partner belong together, from the order to the question about it.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { edifactWriter, encodeSegments, x12Writer } from '../syntax/segment/segment.writer.js';

export interface SampleInterchange {
  /** `order.850.edi`: what it is, and as what. */
  name: string;
  bytes: Uint8Array;
}

/** Orders before what refers to them. */
const FIRST = 'order.';

export async function sampleInterchanges(): Promise<SampleInterchange[]> {
  const folder = sampleFolder(import.meta.url);
  const names = (await readdir(folder)).filter(name => name.endsWith('.edi')).sort();
  const ordered = [...names.filter(name => name.startsWith(FIRST)), ...names.filter(name => !name.startsWith(FIRST))];
  return Promise.all(ordered.map(async name => ({ name, bytes: await readFile(`${folder}${name}`) })));
}

/** The compiler copies none of them to dist: they are read where the sources are. */
function sampleFolder(here: string): string {
  const source = here.replace(
    /\/dist\/libs\/channels\/src\/edi\/samples\/([^/]*)$/,
    '/libs/channels/src/edi/samples/$1',
  );
  return fileURLToPath(new URL('./files/', source));
}

/** One 850 with that many lines, each of two segments; `controlNumber` has nine digits. About 95 bytes a line. */
export function largeX12Order(lines: number, controlNumber = '000090001'): Uint8Array {
  const write = x12Writer();
  const parts = [
    write([
      'ISA',
      '00',
      '',
      '00',
      '',
      'ZZ',
      'HARBORPUMP',
      'ZZ',
      'NORDWERK',
      '260302',
      '0915',
      'U',
      '00401',
      controlNumber,
      '0',
      'P',
      '',
    ]),
    write(['GS', 'PO', 'HARBORPUMP', 'NORDWERK', '20260302', '0915', '1', 'X', '004010']),
    write(['ST', '850', '0001']),
    write(['BEG', '00', 'SA', `L-${controlNumber}`, '', '20260302']),
    write(['DTM', '002', '20260420']),
    write(['N1', 'BY', 'Harbor Pump Supply Inc.', '92', '1001']),
  ];
  for (let line = 1; line <= lines; line++) {
    const item = `NW-${String(line).padStart(6, '0')}`;
    parts.push(
      write(['PO1', String(line), String(quantityOf(line)), 'EA', priceOf(line), 'PE', 'VP', item, 'BP', `HP-${line}`]),
    );
    parts.push(write(['PID', 'F', '', '', '', `Spare part ${line} of the pump series P`]));
  }
  const segments = 6 + 2 * lines;
  parts.push(write(['CTT', String(lines)]), write(['SE', String(segments), '0001']), write(['GE', '1', '1']));
  parts.push(write(['IEA', '1', controlNumber]));
  return encodeSegments(parts.join(''), 'ascii');
}

/** One ORDERS with that many lines, each of four segments. About 110 bytes a line. */
export function largeEdifactOrder(lines: number, controlRef = '90001'): Uint8Array {
  const write = edifactWriter();
  const parts = [
    write(['UNB', ['UNOC', '3'], ['HAFENTECHNIK', 'ZZZ'], ['NORDWERK', 'ZZZ'], ['260302', '0915'], controlRef]),
    write(['UNH', '1', ['ORDERS', 'D', '96A', 'UN']]),
    write(['BGM', '220', `L-${controlRef}`, '9']),
    write(['DTM', ['137', '20260302', '102']]),
    write(['DTM', ['2', '20260420', '102']]),
    write(['NAD', 'BY', ['4711', '160', '92'], '', 'Hafentechnik Möller GmbH']),
  ];
  for (let line = 1; line <= lines; line++) {
    const item = `NW-${String(line).padStart(6, '0')}`;
    parts.push(write(['LIN', String(line), '', [item, 'SA']]));
    parts.push(write(['IMD', 'F', '', ['', '', '', `Ersatzteil ${line} der Baureihe P`]]));
    parts.push(write(['QTY', ['21', String(quantityOf(line)), 'PCE']]));
    parts.push(write(['PRI', ['AAA', priceOf(line), '', '', '1', 'PCE']]));
  }
  const segments = 8 + 4 * lines;
  parts.push(write(['UNS', 'S']), write(['CNT', ['2', String(lines)]]), write(['UNT', String(segments), '1']));
  parts.push(write(['UNZ', '1', controlRef]));
  return encodeSegments(parts.join(''), 'latin1');
}

const quantityOf = (line: number): number => 1 + ((line * 7) % 90);
const priceOf = (line: number): string => `${1 + ((line * 13) % 400)}.${String((line * 29) % 100).padStart(2, '0')}`;
