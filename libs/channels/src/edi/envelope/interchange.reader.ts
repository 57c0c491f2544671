// Bytes to an interchange. Guarantees: never throws, whatever the bytes; what is wrong is a finding with its place, each set's own; what can be read of
// the rest is read.
import type { TradeIdentity, TradeStandard } from '#tickets';
import { configuredCharset, declaredCharset } from '../syntax/charset.js';
import { tokeniseEdifact } from '../syntax/edifact.tokeniser.js';
import { openingAt } from '../syntax/opening/opening.finder.js';
import type { Opening } from '../syntax/opening/opening.js';
import { RawSegment } from '../syntax/segment/raw.segment.js';
import type { Tokens } from '../syntax/segment/segment.table.js';
import { EDIFACT_DELIMITERS, X12_DELIMITERS } from '../syntax/segment/segment.writer.js';
import { Source } from '../syntax/source.js';
import { afterGap } from '../syntax/tokens.js';
import { tokeniseX12 } from '../syntax/x12.tokeniser.js';
import { checkCharacters } from './character.check.js';
import { edifactGrammar, readUnbValues } from './edifact.envelope.js';
import { EnvelopeBuilder } from './envelope.builder.js';
import type { Finding } from './finding.js';
import { findingAt, sameNumber } from './finding.maker.js';
import type { Interchange } from './interchange.js';
import { readIsaValues, x12Grammar } from './x12.envelope.js';

export interface ReadOptions {
  /** Agreed with the partner; replaces what the interchange declares. Unknown names are as good as none. */
  charset?: string | null;
}

const BOM = '\xef\xbb\xbf';
/** Headers end before that, whatever stands in them. */
const HEADER_BYTES = 2048;

/** @param bytes one interchange, as the splitter cuts it; what follows its trailer is a finding */
export function readInterchange(bytes: Uint8Array, { charset = null }: ReadOptions = {}): Interchange {
  const source = new Source(bytes);
  const start = beginning(source.text);
  const opening = openingAt(source.text, start);
  if (!opening) return noInterchange(source, start);
  const tokens = tokenise(source, opening);
  const { table, end } = tokens;
  const header = table.length > 0 ? table.segmentAt(0) : emptyHeader(source, opening.header);
  const x12 = opening.standard === 'x12';
  const declared = x12 ? null : declaredCharset(header.trimmed(1, 1));
  const agreed = charset === null ? null : configuredCharset(charset);
  source.decodeAs(agreed ?? declared);
  const said = x12 ? readIsaValues(header) : readUnbValues(header);
  const grammar = x12 ? x12Grammar : edifactGrammar;
  const body = new EnvelopeBuilder(grammar, header, said.controlRef).build(table, end);
  const interchange: Interchange = {
    standard: opening.standard,
    byteStart: start,
    byteEnd: end,
    delimiters: opening.delimiters,
    header,
    sender: said.sender,
    receiver: said.receiver,
    controlRef: said.controlRef,
    version: said.version,
    testFlag: said.testFlag,
    ackRequested: said.ackRequested,
    groups: body.groups,
    interchangeAcks: body.interchangeAcks,
    trailer: body.trailer,
    findings: [...openingFindings(opening, header), ...said.findings, ...body.findings],
  };
  if (agreed === null && declared !== null) checkCharacters(interchange, source, declared);
  interchange.findings.push(...endFindings(interchange, tokens, source));
  return interchange;
}

/** Who sent it and to whom, from the header alone; null where there is none or it names no sender. */
export function senderOf(
  raw: Uint8Array,
): { standard: TradeStandard; sender: TradeIdentity; receiver: TradeIdentity } | null {
  const source = new Source(raw.subarray(0, HEADER_BYTES));
  const opening = openingAt(source.text, beginning(source.text));
  const table = opening && tokenise(source, opening).table;
  if (!table || table.length === 0) return null;
  const header = table.segmentAt(0);
  const { sender, receiver } = opening.standard === 'x12' ? readIsaValues(header) : readUnbValues(header);
  return sender.id === '' ? null : { standard: opening.standard, sender, receiver };
}

const tokenise = (source: Source, opening: Opening): Tokens =>
  opening.standard === 'x12' ? tokeniseX12(source, opening) : tokeniseEdifact(source, opening);

function beginning(text: string): number {
  let at = afterGap(text, 0);
  while (text.startsWith(BOM, at)) at = afterGap(text, at + BOM.length);
  return at;
}

const emptyHeader = (source: Source, byte: number): RawSegment =>
  new RawSegment(source, '', byte, byte, byte, 0, false);

function openingFindings({ problem, severity }: Opening, header: Interchange['header']): Finding[] {
  if (problem === null) return [];
  return severity === 'length'
    ? [findingAt('interchange.header-length', 'warning', problem, header)]
    : [findingAt('interchange.header-invalid', 'error', problem, header)];
}

/** What can only be said when all was read. */
function endFindings(interchange: Interchange, { table, unterminated, end }: Tokens, source: Source): Finding[] {
  const findings: Finding[] = [];
  const { trailer, header, groups, interchangeAcks } = interchange;
  const last = table.length > 0 ? table.segmentAt(table.length - 1) : header;
  if (unterminated) {
    // Nothing is lost where only the very last terminator is, and the trailer shows that it is whole.
    const whole = trailer !== null && sameNumber(trailer.value(2), interchange.controlRef);
    const message = `${last.tag || 'The last segment'} at byte ${last.byte} has no terminator: the interchange ends there.`;
    findings.push(findingAt('interchange.unterminated', whole ? 'warning' : 'error', message, last, { byte: end }));
  }
  if (!groups.some(group => group.sets.length > 0) && interchangeAcks.length === 0) {
    findings.push(findingAt('interchange.empty', 'error', 'The interchange holds no document.', header));
  }
  const rest = afterGap(source.text, end);
  if (rest < source.text.length) {
    const message = `Something follows the interchange, from byte ${rest} on.`;
    const bad = source.slice(rest, Math.min(source.text.length, rest + 99));
    findings.push({ code: 'interchange.stray-segment', severity: 'error', message, byte: rest, bad });
  }
  return findings;
}

/** Bytes without ISA and UNB: an interchange of which nothing is there. */
function noInterchange(source: Source, start: number): Interchange {
  const x12 = !source.text.startsWith('UN', start);
  const length = source.text.length;
  source.decodeAs(null);
  const empty = start >= length;
  const nobody: TradeIdentity = { qualifier: '', id: '' };
  return {
    standard: x12 ? 'x12' : 'edifact',
    byteStart: start,
    byteEnd: length,
    delimiters: x12 ? X12_DELIMITERS : EDIFACT_DELIMITERS,
    header: emptyHeader(source, start),
    trailer: null,
    sender: nobody,
    receiver: nobody,
    controlRef: '',
    version: '',
    testFlag: false,
    ackRequested: false,
    groups: [],
    interchangeAcks: [],
    findings: [
      empty
        ? { code: 'interchange.empty', severity: 'error', message: 'There is nothing in it.', byte: start }
        : {
            code: 'interchange.header-invalid',
            severity: 'error',
            message: `It begins with neither ISA nor UNA nor UNB, at byte ${start}.`,
            byte: start,
            bad: source.slice(start, Math.min(length, start + 40)),
          },
    ],
  };
}
