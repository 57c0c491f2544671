// The envelope of EDIFACT (ISO/IEC 9735 annex B: UNB/UNZ, UNG/UNE, UNH/UNT): what its headers say, and what is wrong with them.
import { declaredCharset } from '../syntax/charset.js';
import type { Segment } from '../syntax/segment/segment.js';
import type { EnvelopeGrammar } from './envelope.builder.js';
import type { Finding } from './finding.js';
import { findingAt } from './finding.maker.js';
import type { Interchange } from './interchange.js';

/** `D:96A`; empty where neither is there. */
const versionOf = (version: string, release: string): string =>
  version === '' && release === '' ? '' : `${version}:${release}`;

export const edifactGrammar: EnvelopeGrammar = {
  tags: { group: 'UNG', groupEnd: 'UNE', set: 'UNH', setEnd: 'UNT', end: 'UNZ' },
  isInterchangeAck: () => false,
  groupless: true,
  trailer: { count: 1, ref: 2 },
  sameRef: (_, one, other) => one === other,

  group(header) {
    if (!header) return { functionalId: '', controlRef: null, version: '', findings: [] };
    const findings: Finding[] = [];
    const controlRef = header.trimmed(5);
    if (controlRef === '') {
      const message = 'UNG has no reference (0048).';
      findings.push(findingAt('group.header-invalid', 'error', message, header, { element: 5 }));
    }
    return {
      functionalId: header.trimmed(1),
      controlRef,
      version: versionOf(header.trimmed(7, 1), header.trimmed(7, 2)),
      findings,
    };
  },

  set(header) {
    const controlRef = header.trimmed(1);
    const type = header.trimmed(2, 1);
    const findings: Finding[] = [];
    if (type === '') {
      const message = 'UNH names no message type (0065).';
      findings.push(findingAt('set.type-missing', 'error', message, header, { element: 2, component: 1 }));
    }
    if (controlRef === '' || controlRef.length > 14) {
      const message = controlRef === '' ? 'UNH has no reference (0062).' : `0062 "${controlRef}" is longer than 14.`;
      findings.push(findingAt('set.control-number-invalid', 'error', message, header, { element: 1 }));
    }
    return {
      standard: 'edifact',
      type,
      version: versionOf(header.trimmed(2, 2), header.trimmed(2, 3)),
      controlRef,
      findings,
    };
  },
};

type Header = Pick<
  Interchange,
  'sender' | 'receiver' | 'controlRef' | 'version' | 'testFlag' | 'ackRequested' | 'findings'
>;

export function readUnbValues(unb: Segment): Header {
  const value = (element: number, component = 1): string => unb.trimmed(element, component);
  const findings: Finding[] = [];
  const missing = (element: number, message: string): void => {
    findings.push(findingAt('interchange.header-invalid', 'error', message, unb, { element, component: 1 }));
  };
  const unsupported = (component: number, message: string): void => {
    findings.push(findingAt('interchange.syntax-unsupported', 'error', message, unb, { element: 1, component }));
  };
  if (declaredCharset(value(1)) === null)
    unsupported(1, `UNB names the syntax "${value(1)}" (0001), which is unknown.`);
  if (!/^[1-4]$/.test(value(1, 2)))
    unsupported(2, `UNB names version "${value(1, 2)}" of the syntax (0002); 1 to 4 exist.`);
  if (value(2) === '') missing(2, 'UNB names no sender (S002 0004).');
  if (value(3) === '') missing(3, 'UNB names no receiver (S003 0010).');
  if (value(5) === '') missing(5, 'UNB has no reference (0020).');
  return {
    sender: { qualifier: value(2, 2), id: value(2) },
    receiver: { qualifier: value(3, 2), id: value(3) },
    controlRef: value(5),
    version: `${value(1)}:${value(1, 2)}`,
    // 1 to 4 are kinds of tests; some write 0 for none.
    testFlag: !['', '0'].includes(value(11)),
    ackRequested: value(9) === '1',
    findings,
  };
}
