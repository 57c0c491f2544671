// An acknowledgement as bytes: its body in an envelope of its own. Guarantee: the same answer, number and time give the same bytes, and our own reader finds nothing
// wrong with them.
import type { Acknowledgement } from '../../contract/interchange.js';
import { declaredCharset } from '../syntax/charset.js';
import {
  EDIFACT_DELIMITERS,
  edifactWriter,
  encodeSegments,
  type SegmentBody,
  type SegmentWriter,
  unaOf,
  X12_DELIMITERS,
  x12Writer,
} from '../syntax/segment.writer.js';

export interface AnswerNumber {
  /** ISA13, UNB 0020: nine digits. */
  interchangeRef: string;
  /** Written in UTC. */
  at: Date;
}

/** @throws NotWritable (EDI.NOT_WRITABLE) where what the partner wrote cannot be repeated in the answer's character set */
export function writeAcknowledgement(answer: Acknowledgement, number: AnswerNumber): Uint8Array {
  return answer.type === 'CONTRL' ? writeContrl(answer, number) : writeX12(answer, number);
}

function writeX12(answer: Acknowledgement, { interchangeRef, at }: AnswerNumber): Uint8Array {
  const { from, to, test, application, body, type } = answer;
  const [envelope = '00401', message = '004010'] = answer.version.split(' ');
  const { date, time } = clockOf(at);
  const control = String(Number(interchangeRef));
  const segments: SegmentBody[] = [
    isa([from.qualifier, from.id, to.qualifier, to.id], { date, time, envelope, interchangeRef, test }),
  ];
  if (application) {
    const ref = '0001';
    const convention = type === '999' ? [message] : [];
    segments.push(
      ['GS', 'FA', application.from, application.to, `20${date}`, time, control, 'X', message],
      ['ST', type, ref, ...convention],
      ...body,
      ['SE', String(body.length + 2), ref],
      ['GE', '1', control],
    );
  } else segments.push(...body);
  segments.push(['IEA', application ? '1' : '0', interchangeRef]);
  return encodeSegments(written(segments, x12Writer()), 'latin1');
}

function isa(
  [fromQualifier, from, toQualifier, to]: [string, string, string, string],
  given: { date: string; time: string; envelope: string; interchangeRef: string; test: boolean },
): SegmentBody {
  const { date, time, envelope, interchangeRef, test } = given;
  const names = [fromQualifier, from, toQualifier, to].map(value => value.trimEnd());
  const standard = envelope >= '00402' ? X12_DELIMITERS.repetition! : 'U';
  const indicator = test ? 'T' : 'P';
  return ['ISA', '00', '', '00', '', ...names, date, time, standard, envelope, interchangeRef, '0', indicator, '>'];
}

function writeContrl(answer: Acknowledgement, { interchangeRef, at }: AnswerNumber): Uint8Array {
  const { from, to, test, body } = answer;
  const [syntax = 'UNOC:3', message = 'D:3:UN'] = answer.version.split(' ');
  const [identifier = 'UNOC', version = '3'] = syntax.split(':');
  const { date, time } = clockOf(at);
  const ref = '1';
  const segments: SegmentBody[] = [
    [
      'UNB',
      [identifier, version],
      [from.id, from.qualifier],
      [to.id, to.qualifier],
      [version === '4' ? `20${date}` : date, time],
      interchangeRef,
      ...(test ? ['', '', '', '', '', '1'] : []),
    ],
    ['UNH', ref, ['CONTRL', ...message.split(':')]],
    ...body,
    ['UNT', String(body.length + 2), ref],
    ['UNZ', '1', interchangeRef],
  ];
  const text = `${unaOf(EDIFACT_DELIMITERS)}\r\n${written(segments, edifactWriter())}`;
  return encodeSegments(text, charsetOf(identifier));
}

/** What a partner wrote in Latin-1 under the name of a smaller set is repeated as it came. */
const charsetOf = (identifier: string): string => {
  const declared = declaredCharset(identifier);
  return declared === null || declared === 'ascii' ? 'latin1' : declared;
};

const written = (segments: readonly SegmentBody[], write: SegmentWriter): string =>
  segments.map(segment => `${write(segment)}\r\n`).join('');

/** YYMMDD and HHMM. */
function clockOf(at: Date): { date: string; time: string } {
  const digits = at.toISOString().replace(/\D/g, '');
  return { date: digits.slice(2, 8), time: digits.slice(8, 12) };
}
