// One set in an interchange, written, read and mapped by the product's own parts: what a spec says of segments holds for bytes.
import { readInterchange } from '../../libs/channels/src/edi/envelope/interchange.reader.js';
import { type MappedDocument, mapSet } from '../../libs/channels/src/edi/map/set.mapper.js';
import {
  edifactWriter,
  encodeSegments,
  type SegmentBody,
  x12Writer,
} from '../../libs/channels/src/edi/syntax/segment/segment.writer.js';

/** `BEG*00*SA*4711`, one segment a line, with the usual delimiters; or segments as the writers take them. */
type Body = string | readonly SegmentBody[];

const ISA = [
  'ISA',
  '00',
  '',
  '00',
  '',
  'ZZ',
  'ACME',
  'ZZ',
  'NORDWERK',
  '260302',
  '0915',
  'U',
  '00401',
  '000000007',
  '0',
];

export const x12Bytes = (type: string, body: Body, test = false): Uint8Array => {
  const write = x12Writer();
  const lines = typeof body === 'string' ? linesOf(body).map(line => `${line}~`) : body.map(write);
  const head = [
    [...ISA, test ? 'T' : 'P', ''],
    ['GS', 'PO', 'ACME', 'NORDWERK', '20260302', '0915', '12', 'X', '004010'],
  ];
  const tail = [
    ['SE', String(lines.length + 2), '0001'],
    ['GE', '1', '12'],
    ['IEA', '1', '000000007'],
  ];
  const written = [...head.map(write), write(['ST', type, '0001']), ...lines, ...tail.map(write)];
  return encodeSegments(written.join(''), 'utf-8');
};

export const edifactBytes = (type: string, body: Body): Uint8Array => {
  const write = edifactWriter();
  const lines = typeof body === 'string' ? linesOf(body).map(line => `${line}'`) : body.map(write);
  const head: SegmentBody[] = [
    ['UNB', ['UNOY', '3'], ['ACME', '14'], ['NORDWERK', '14'], ['260302', '0915'], '77'],
    ['UNH', '1', [type, 'D', '96A', 'UN']],
  ];
  const tail: SegmentBody[] = [
    ['UNT', String(lines.length + 2), '1'],
    ['UNZ', '1', '77'],
  ];
  return encodeSegments([...head.map(write), ...lines, ...tail.map(write)].join(''), 'utf-8');
};

/** The first set of an interchange. */
export function mapped(bytes: Uint8Array): MappedDocument {
  const interchange = readInterchange(bytes);
  const group = interchange.groups[0]!;
  return mapSet(group.sets[0]!, group, interchange, bytes);
}

export const mapX12 = (type: string, body: Body): MappedDocument => mapped(x12Bytes(type, body));
export const mapEdifact = (type: string, body: Body): MappedDocument => mapped(edifactBytes(type, body));

const linesOf = (body: string): string[] =>
  body
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
