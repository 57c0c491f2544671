// TA1, interchange acknowledgement: `TA1*ISA13*ISA09*ISA10*A|R*note`, outside any group (X12.56).
import type { Acknowledgement, InterchangeFacts } from '../../contract/interchange.js';
import type { Interchange } from '../envelope/interchange.js';
import type { Verdict } from '../validate/verdict.js';
import { INTERCHANGE_NOTE, INVALID_CONTENT } from './finding.codes.js';

export function ta1(interchange: Interchange, { interchange: verdict }: Verdict): Acknowledgement {
  const { header, sender, receiver, controlRef, testFlag, version } = interchange;
  const facts = {
    sender,
    receiver,
    controlRef,
    test: testFlag,
    version,
    date: header.value(9),
    time: header.value(10),
  };
  if (verdict.outcome === 'taken') return ta1OfFacts(facts, 'A', '000');
  const broken = verdict.findings.find(finding => finding.severity === 'error');
  const cause = verdict.reason === 'edi.envelope-invalid' ? broken?.code : verdict.reason;
  return ta1OfFacts(facts, 'R', (cause && INTERCHANGE_NOTE[cause]) ?? INVALID_CONTENT);
}

export function ta1OfFacts(
  facts: Omit<InterchangeFacts, 'standard' | 'sha256'>,
  code: 'A' | 'R',
  note: string,
): Acknowledgement {
  const { controlRef, date, time, sender, receiver, test, version } = facts;
  return {
    type: 'TA1',
    code,
    ref: controlRef,
    sets: [],
    from: receiver,
    to: sender,
    test,
    version: `${version.trim()} `,
    application: null,
    body: [['TA1', digitsOf(controlRef, 9), digitsOf(date, 6), digitsOf(time, 4), code, note]],
  };
}

/** These places have digits, whatever came; what was wrong with them says the note. */
const digitsOf = (value: string, length: number): string =>
  /^\d+$/.test(value.trim()) && value.trim().length <= length ? value.trim().padStart(length, '0') : '0'.repeat(length);
