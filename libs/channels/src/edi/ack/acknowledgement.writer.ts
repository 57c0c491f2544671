// An acknowledgement as bytes: its body in an envelope of its own. Guarantees: the same answer, number and time give the same bytes; our own reader finds nothing
// wrong with them; whatever a partner can have sent can be answered, so that no answer holds up the others.
import type { Acknowledgement } from '../../contract/interchange.js';
import type { Delimiters } from '../syntax/segment/segment.js';
import {
  EDIFACT_DELIMITERS,
  edifactWriter,
  encodeSegments,
  type SegmentBody,
  type SegmentWriter,
  unaOf,
  X12_DELIMITERS,
  x12Writer,
} from '../syntax/segment/segment.writer.js';

export interface AnswerNumber {
  /** ISA13, UNB 0020: nine digits. */
  interchangeRef: string;
  /** Written in UTC. */
  at: Date;
}

export function writeAcknowledgement(answer: Acknowledgement, number: AnswerNumber): Uint8Array {
  const body = answer.body.map(row =>
    row.map(element => (typeof element === 'string' ? clean(element) : element.map(clean))),
  );
  return answer.type === 'CONTRL' ? writeContrl({ ...answer, body }, number) : writeX12({ ...answer, body }, number);
}

/** X12 releases nothing: delimiters that stand in no value are found. Control characters stand in none, see clean(). */
const X12_CHOICES: readonly Delimiters[] = [
  X12_DELIMITERS,
  { ...X12_DELIMITERS, element: '|', component: ':', repetition: '!' },
  { ...X12_DELIMITERS, element: '\x1d', component: '\x1f', repetition: '\x1e', terminator: '\x1c' },
];

function writeX12(answer: Acknowledgement, { interchangeRef, at }: AnswerNumber): Uint8Array {
  const { from, to, test, application, body, type } = answer;
  const [envelope = '', message = ''] = answer.version.split(' ');
  const { date, time } = clockOf(at);
  const control = interchangeRef.replace(/^0+(?=\d)/, '');
  const reference = interchangeRef.padStart(9, '0');
  const version = clean(message).slice(0, 12) || '004010';
  const isa: SegmentBody = [
    ...['ISA', '00', '', '00', '', clean(from.qualifier).slice(0, 2), nameOf(from.id).slice(0, 15)],
    ...[clean(to.qualifier).slice(0, 2), nameOf(to.id).slice(0, 15), date, time, 'U'],
    ...[/^\d{5}$/.test(envelope) ? envelope : '00401', reference, '0', test ? 'T' : 'P', '>'],
  ];
  // Before 004010 a date had no century.
  const day = version < '004010' ? date : `20${date}`;
  const group: SegmentBody[] = application
    ? [
        ['GS', 'FA', partyOf(application.from), partyOf(application.to), day, time, control, 'X', version],
        ['ST', type, '0001', ...(type === '999' ? [version] : [])],
        ...body,
        ['SE', String(body.length + 2), '0001'],
        ['GE', '1', control],
      ]
    : body;
  const segments = [isa, ...group, ['IEA', application ? '1' : '0', reference]];
  return encode(written(segments, x12Writer(delimitersFor(segments))));
}

function delimitersFor(segments: readonly SegmentBody[]): Delimiters {
  const holds = (element: SegmentBody[number], mark: string): boolean =>
    typeof element === 'string' ? element.includes(mark) : element.some(part => part.includes(mark));
  // The last element of ISA is a delimiter itself, and no value.
  const isUsed = (mark: string): boolean =>
    segments.some((segment, i) =>
      segment.some((element, n) => (i > 0 || n < segment.length - 1) && holds(element, mark)),
    );
  const isFree = ({ element, component, repetition, terminator }: Delimiters): boolean =>
    ![element, component, repetition!, terminator].some(isUsed);
  return X12_CHOICES.find(isFree) ?? X12_CHOICES.at(-1)!;
}

function writeContrl(answer: Acknowledgement, { interchangeRef, at }: AnswerNumber): Uint8Array {
  const { from, to, test, body } = answer;
  const [syntax = '', message = 'D:3:UN'] = answer.version.split(' ');
  const isPlain = [...body.flat(2), from.id, from.qualifier, to.id, to.qualifier].every(isAscii);
  // A name in any other character set goes out in the one that has all of them.
  const [identifier = '', version = ''] = (isPlain ? agreed(syntax) : 'UNOY:4').split(':');
  const { date, time } = clockOf(at);
  const ref = '1';
  const segments: SegmentBody[] = [
    [
      'UNB',
      [identifier, version],
      [nameOf(from.id), clean(from.qualifier)],
      [nameOf(to.id), clean(to.qualifier)],
      [version === '4' ? `20${date}` : date, time],
      interchangeRef,
      ...(test ? ['', '', '', '', '', '1'] : []),
    ],
    ['UNH', ref, ['CONTRL', ...message.split(':')]],
    ...body,
    ['UNT', String(body.length + 2), ref],
    ['UNZ', '1', interchangeRef],
  ];
  const delimiters = version === '4' ? { ...EDIFACT_DELIMITERS, repetition: '*' } : EDIFACT_DELIMITERS;
  return encode(`${unaOf(delimiters)}\r\n${written(segments, edifactWriter(delimiters))}`);
}

/** `UNOC:3` where what they wrote in is no syntax that there is. */
const agreed = (syntax: string): string => (/^UNO[A-KWXY]:[1-4]$/.test(syntax) ? syntax : 'UNOC:3');

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** Without control characters, which no reader expects in a value, and which we may need as delimiters. */
const clean = (value: string): string =>
  (/[\x00-\x1f\x7f-\x9f]/.test(value) ? value.replace(/[\x00-\x1f\x7f-\x9f]/g, ' ') : value).trim();
/** An envelope that names nobody is no envelope. */
const nameOf = (id: string): string => clean(id) || 'UNKNOWN';
/** GS02 and GS03 have two characters at least. */
const partyOf = (id: string): string => nameOf(id).slice(0, 15).padEnd(2, '_');

const written = (segments: readonly SegmentBody[], write: SegmentWriter): string =>
  segments.map(segment => `${write(segment)}\r\n`).join('');

/** What stands in it came from bytes, so that UTF-8 has it; nearly always it is ASCII. */
const encode = (text: string): Uint8Array => encodeSegments(text.toWellFormed(), 'utf-8');

/** YYMMDD and HHMM. */
function clockOf(at: Date): { date: string; time: string } {
  const digits = at.toISOString().replace(/\D/g, '');
  return { date: digits.slice(2, 8), time: digits.slice(8, 12) };
}
