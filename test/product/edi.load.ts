// Orders of an invented customer in both standards, as many and as large as a test wants.
import {
  edifactWriter,
  type SegmentBody,
  x12Writer,
} from '../../libs/channels/src/edi/syntax/segment/segment.writer.js';

export interface OrderLoad {
  /** Of the interchange; orders are numbered from it. */
  number: number;
  /** Orders in the interchange. */
  orders: number;
  /** Of each order. */
  lines: number;
}

const write = { x12: x12Writer(), edifact: edifactWriter() };

/** An interchange of 850s. */
export function x12Orders({ number, orders, lines }: OrderLoad): Buffer {
  const ref = String(number).padStart(9, '0');
  const all: SegmentBody[] = [
    [
      'ISA',
      '00',
      '',
      '00',
      '',
      'ZZ',
      'BRIGHTMILL',
      'ZZ',
      'NORDWERK',
      '261128',
      '1030',
      'U',
      '00401',
      ref,
      '0',
      'P',
      '',
    ],
    ['GS', 'PO', 'BRIGHTMILL', 'NORDWERK', '20261128', '1030', String(number), 'X', '004010'],
  ];
  for (let order = 0; order < orders; order++) {
    for (const segment of x12Order(String(order + 1).padStart(4, '0'), `${number}-${order}`, lines)) all.push(segment);
  }
  all.push(['GE', String(orders), String(number)], ['IEA', '1', ref]);
  return Buffer.from(all.map(write.x12).join(''));
}

function x12Order(ref: string, poNumber: string, lines: number): SegmentBody[] {
  const body: SegmentBody[] = [
    ['BEG', '00', 'SA', `PO-${poNumber}`, '', '20261128'],
    ['CUR', 'BY', 'USD'],
    ['DTM', '002', '20261215'],
    ['N1', 'BY', 'Brightmill Pumps Inc', '92', '1001'],
    ['N3', '12 Mill Road'],
    ['N4', 'Springfield', 'IL', '62701', 'US'],
    ['N1', 'ST', 'Brightmill Plant 2', '92', '1002'],
  ];
  for (let line = 1; line <= lines; line++) {
    const item = String(40_000 + line);
    body.push(['PO1', String(line), '10', 'EA', '12.50', 'PE', 'BP', item, 'VP', `G-${item}`]);
    body.push(['PID', 'F', '', '', '', 'Gasket, rubber, 12 mm']);
  }
  body.push(['CTT', String(lines)]);
  return [['ST', '850', ref], ...body, ['SE', String(body.length + 2), ref]];
}

/** An interchange of ORDERS. */
export function edifactOrders({ number, orders, lines }: OrderLoad): Buffer {
  const ref = `R${number}`;
  const all: SegmentBody[] = [
    ['UNB', ['UNOC', '3'], ['4012345000009', '14'], ['NORDWERK', 'ZZ'], ['261128', '1030'], ref],
  ];
  for (let order = 0; order < orders; order++) {
    for (const segment of edifactOrder(String(order + 1), `${number}-${order}`, lines)) all.push(segment);
  }
  all.push(['UNZ', String(orders), ref]);
  return Buffer.from(all.map(write.edifact).join(''));
}

function edifactOrder(ref: string, poNumber: string, lines: number): SegmentBody[] {
  const body: SegmentBody[] = [
    ['BGM', '220', `PO-${poNumber}`, '9'],
    ['DTM', ['137', '20261128', '102']],
    ['DTM', ['2', '20261215', '102']],
    ['NAD', 'BY', ['4012345000009', '', '9'], '', 'Brightmill Pumps', '12 Mill Road', 'Springfield', '', '62701', 'US'],
    ['CUX', ['2', 'EUR', '9']],
  ];
  for (let line = 1; line <= lines; line++) {
    body.push(['LIN', String(line), '', [`40123450${String(10_000 + line)}`, 'EN']]);
    body.push(['IMD', 'F', '', ['', '', '', 'Gasket: rubber, 12 mm']]);
    body.push(['QTY', ['21', '10', 'PCE']], ['PRI', ['AAA', '12.50']]);
  }
  body.push(['UNS', 'S'], ['CNT', ['2', String(lines)]]);
  return [['UNH', ref, ['ORDERS', 'D', '96A', 'UN']], ...body, ['UNT', String(body.length + 2), ref]];
}
