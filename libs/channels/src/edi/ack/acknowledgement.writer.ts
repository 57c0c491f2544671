// An acknowledgement with its envelope, as bytes. Guarantees: what is written is read back by our own readers without a finding; ISA14 is 0, so that
// nobody acknowledges an acknowledgement; it never throws for what a partner can have sent.
import type { Acknowledgement } from '../../contract/interchange.js';
import type { Delimiters } from '../syntax/segment.js';
import {
  EDIFACT_DELIMITERS,
  edifactWriter,
  encodeSegments,
  type SegmentBody,
  unaOf,
  X12_DELIMITERS,
  x12Writer,
} from '../syntax/segment.writer.js';
import { readAnswerVersion } from './answer.version.js';

export interface Numbering {
  /** Our control number: up to nine digits. */
  interchangeRef: string;
  at: Date;
}

export const writeAcknowledgement = (answer: Acknowledgement, numbering: Numbering): Uint8Array =>
  answer.type === 'CONTRL' ? writeEdifact(answer, numbering) : writeX12(answer, numbering);

/** CCYYMMDD and HHMM, UTC. */
function momentOf(at: Date): { day: string; time: string } {
  const text = at.toISOString();
  return { day: text.slice(0, 10).replaceAll('-', ''), time: text.slice(11, 16).replace(':', '') };
}

/** X12 releases nothing: delimiters that stand in no value. The usual ones first. */
const X12_CHOICES: readonly Delimiters[] = [
  X12_DELIMITERS,
  { ...X12_DELIMITERS, element: '|', component: ':', repetition: '!', terminator: '~' },
  { ...X12_DELIMITERS, element: '\x1d', component: '\x1f', repetition: '\x1e', terminator: '\x1c' },
];

function writeX12({ type, from, to, test, version, ...answer }: Acknowledgement, { interchangeRef, at }: Numbering) {
  const body = cleaned(answer.body);
  const { day, time } = momentOf(at);
  const { envelope, message } = readAnswerVersion('x12', version);
  const reference = interchangeRef.padStart(9, '0');
  const group = interchangeRef.replace(/^0+(?=\d)/, '');
  const groupDay = message[0]! < '004010' ? day.slice(2) : day;
  const isa = [
    ...['ISA', '00', '', '00', '', clean(from.qualifier).slice(0, 2), nameOf(from).slice(0, 15)],
    ...[clean(to.qualifier).slice(0, 2), nameOf(to).slice(0, 15), day.slice(2), time, 'U'],
    ...[envelope, reference, '0', test ? 'T' : 'P', ''],
  ];
  const groups: SegmentBody[] = [
    ['GS', 'FA', groupParty(from), groupParty(to), groupDay, time, group, 'X', message[0]!],
    ['ST', type, '0001', ...(type === '999' ? [message[0]!] : [])],
    ...body,
    ['SE', String(body.length + 2), '0001'],
    ['GE', '1', group],
  ];
  const all: SegmentBody[] = [isa, ...(type === 'TA1' ? body : groups), ['IEA', type === 'TA1' ? '0' : '1', reference]];
  const used = usedCharacters(all);
  const delimiters = X12_CHOICES.find(({ element, component, repetition, terminator }) =>
    [element, component, repetition!, terminator].every(mark => !used.has(mark)),
  );
  const write = x12Writer(delimiters ?? X12_CHOICES.at(-1));
  return encode(all.map(write).join(''));
}

/** Without control characters, which no reader expects in a value, and which we may need as delimiters. */
const clean = (value: string): string => value.replace(/[\x00-\x1f\x7f-\x9f]/g, ' ').trim();
const cleaned = (body: Acknowledgement['body']): Acknowledgement['body'] =>
  body.map(segment => segment.map(element => (typeof element === 'string' ? clean(element) : element.map(clean))));
/** An envelope that names nobody is no envelope. */
const nameOf = ({ id }: Acknowledgement['from']): string => clean(id) || 'UNKNOWN';
/** GS02 and GS03 have two characters at least. */
const groupParty = (identity: Acknowledgement['from']): string => nameOf(identity).slice(0, 15).padEnd(2, '_');

function usedCharacters(segments: readonly SegmentBody[]): Set<string> {
  const used = new Set<string>();
  for (const value of segments.flat(2)) for (const character of value) used.add(character);
  return used;
}

function writeEdifact({ from, to, test, version, ...answer }: Acknowledgement, { interchangeRef, at }: Numbering) {
  const { day, time } = momentOf(at);
  const body = cleaned(answer.body);
  const agreed = readAnswerVersion('edifact', version);
  const isPlain = [...body.flat(2), from.id, to.id, from.qualifier, to.qualifier].every(isAscii);
  // What nobody declared a character set for is written in the one that has all of them.
  const { envelope, syntax } = isPlain ? agreed : { envelope: 'UNOY', syntax: '4' };
  const delimiters = syntax === '4' ? { ...EDIFACT_DELIMITERS, repetition: '*' } : EDIFACT_DELIMITERS;
  const header: (string | string[])[] = [
    ...['UNB', [envelope, syntax], party(from), party(to)],
    ...[[syntax === '4' ? day : day.slice(2), time], interchangeRef],
  ];
  const all: SegmentBody[] = [
    test ? [...header, '', '', '', '', '', '1'] : header,
    ['UNH', '1', ['CONTRL', ...agreed.message, 'UN']],
    ...body,
    ['UNT', String(body.length + 2), '1'],
    ['UNZ', '1', interchangeRef],
  ];
  const write = edifactWriter(delimiters);
  return encode((syntax === '4' ? unaOf(delimiters) : '') + all.map(write).join(''));
}

const party = (identity: Acknowledgement['from']): string[] =>
  identity.qualifier === '' ? [nameOf(identity)] : [nameOf(identity), clean(identity.qualifier)];

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** What stands in it came from bytes, so that UTF-8 has it; nearly always it is ASCII. */
const encode = (text: string): Uint8Array => encodeSegments(text.toWellFormed(), 'utf-8');
