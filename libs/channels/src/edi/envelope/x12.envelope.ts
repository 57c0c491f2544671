// The envelope of X12 (X12.5 ISA/IEA, X12.6 GS/GE and ST/SE): what its headers say, and what is wrong with them.
import type { Segment } from '../syntax/segment/segment.js';
import type { EnvelopeGrammar } from './envelope.builder.js';
import type { Finding } from './finding.js';
import { findingAt, sameNumber } from './finding.maker.js';
import { functionalGroupOf } from './functional.groups.js';
import type { Interchange } from './interchange.js';

/** Elements without which nobody can say what a group is. */
const GS_NEEDS = [
  [1, 'functional identifier'],
  [6, 'control number'],
  [8, 'version'],
] as const;

export const x12Grammar: EnvelopeGrammar = {
  tags: { group: 'GS', groupEnd: 'GE', set: 'ST', setEnd: 'SE', end: 'IEA' },
  isInterchangeAck: segment => segment.tag === 'TA1',
  groupless: false,
  trailer: { count: 1, ref: 2 },
  sameRef: (level, one, other) => (level === 'set' ? one === other : sameNumber(one, other)),

  group(header) {
    if (!header) return { functionalId: '', controlRef: null, version: '', findings: [] };
    const findings: Finding[] = [];
    for (const [element, name] of GS_NEEDS) {
      if (header.trimmed(element) !== '') continue;
      findings.push(
        findingAt('group.header-invalid', 'error', `GS has no ${name} (GS0${element}).`, header, { element }),
      );
    }
    return {
      functionalId: header.trimmed(1),
      controlRef: header.trimmed(6),
      version: header.trimmed(8),
      findings,
    };
  },

  set(header, group) {
    const type = header.trimmed(1);
    const controlRef = header.trimmed(2);
    const findings: Finding[] = [];
    if (type === '')
      findings.push(findingAt('set.type-missing', 'error', 'ST names no set (ST01).', header, { element: 1 }));
    if (controlRef === '' || controlRef.length > 9) {
      const message = controlRef === '' ? 'ST has no control number (ST02).' : `ST02 "${controlRef}" is longer than 9.`;
      findings.push(findingAt('set.control-number-invalid', 'error', message, header, { element: 2 }));
    } else if (controlRef.length < 4) {
      const message = `ST02 "${controlRef}" is shorter than 4.`;
      findings.push(findingAt('set.control-number-invalid', 'warning', message, header, { element: 2 }));
    }
    const belongs = functionalGroupOf(type);
    if (belongs !== undefined && group.functionalId !== '' && group.functionalId !== belongs) {
      const message = `The ${type} at byte ${header.byte} stands in a group for "${group.functionalId}" (GS01); such a set belongs into "${belongs}".`;
      findings.push(findingAt('set.group-unfit', 'warning', message, header, { element: 1 }));
    }
    // 004010VICS: the industry's guide does not change the standard's version.
    return { standard: 'x12', type, version: group.version.slice(0, 6), controlRef, findings };
  },
};

type Header = Pick<
  Interchange,
  'sender' | 'receiver' | 'controlRef' | 'version' | 'testFlag' | 'ackRequested' | 'findings'
>;

export function readIsaValues(isa: Segment): Header {
  const value = (element: number): string => isa.trimmed(element);
  const findings: Finding[] = [];
  const wrong = (element: number, message: string, severity: Finding['severity'] = 'error'): void => {
    findings.push(findingAt('interchange.header-invalid', severity, message, isa, { element }));
  };
  if (value(6) === '') wrong(6, 'ISA names no sender (ISA06).');
  if (value(8) === '') wrong(8, 'ISA names no receiver (ISA08).');
  if (!/^\d{1,9}$/.test(value(13))) wrong(13, `ISA13 "${value(13)}" is no control number.`);
  if (!/^[PTI]$/.test(value(15))) wrong(15, `ISA15 "${value(15)}" is neither P nor T.`);
  if (!/^[01]$/.test(value(14))) wrong(14, `ISA14 "${value(14)}" is neither 0 nor 1.`, 'warning');
  if (!/^\d{5}$/.test(value(12))) {
    const message = `ISA12 "${value(12)}" is no version of the interchange.`;
    findings.push(findingAt('interchange.syntax-unsupported', 'error', message, isa, { element: 12 }));
  }
  return {
    sender: { qualifier: value(5), id: value(6) },
    receiver: { qualifier: value(7), id: value(8) },
    controlRef: value(13),
    version: value(12),
    testFlag: value(15) === 'T',
    ackRequested: value(14) === '1',
    findings,
  };
}
