// 997, 999, TA1 and 824 of a partner (X12.20, X12.56, X12.5, X12.44).
import type { ReturnedAcknowledgement } from '../../contract/interchange.js';
import type { TransactionSet } from '../envelope/interchange.js';
import type { Segment } from '../syntax/segment.js';
import { refOf, returned } from './returned.shape.js';
import { elementWords, interchangeWords, segmentWords, setWords } from './returned.words.js';

type Outcome = ReturnedAcknowledgement['outcome'];

/** Data elements 717 and 715; whatever else stands there says no. */
function outcomeOf(code: string): Outcome {
  if (code === 'A') return 'accepted';
  return code === 'E' ? 'accepted-with-errors' : 'rejected';
}

export function returnedInterchange(segment: Segment): ReturnedAcknowledgement {
  const note = segment.value(5).trim();
  return returned(
    { type: 'TA1', outcome: outcomeOf(segment.value(4).trim()), byteStart: segment.byte, byteEnd: segment.end },
    {
      interchangeRef: refOf(segment.value(1)),
      findings: note === '' || note === '000' ? [] : [interchangeWords(note)],
    },
  );
}

/** One result for each set that they name; where they name none, one for the group. */
export function returnedFunctional(set: TransactionSet): ReturnedAcknowledgement[] {
  const type = set.type === '999' ? '999' : '997';
  const { byteStart, byteEnd } = set;
  const results: ReturnedAcknowledgement[] = [];
  let group: Pick<ReturnedAcknowledgement, 'groupRef' | 'functionalId'> = { groupRef: null, functionalId: null };
  let messageRef: string | null = null;
  let findings: string[] = [];
  let tag = '';
  for (const segment of set.segments) {
    switch (segment.tag) {
      case 'AK1':
        group = { functionalId: refOf(segment.value(1)), groupRef: refOf(segment.value(2)) };
        break;
      case 'AK2':
        messageRef = refOf(segment.value(2));
        findings = [];
        break;
      case 'AK3':
      case 'IK3':
        tag = segment.value(1).trim();
        // Faults of elements are named one by one.
        findings.push(...valuesFrom(segment, 4).flatMap(code => (code === '8' ? [] : segmentWords(segment, code))));
        break;
      case 'AK4':
      case 'IK4':
        findings.push(elementWords(tag, segment));
        break;
      case 'AK5':
      case 'IK5':
        findings.push(...valuesFrom(segment, 2).flatMap(code => (code === '5' ? [] : setWords(code))));
        results.push(
          returned(
            { type, outcome: outcomeOf(segment.value(1).trim()), byteStart, byteEnd },
            { ...group, messageRef, findings },
          ),
        );
        break;
      case 'AK9':
        if (results.length > 0) break;
        results.push(
          returned(
            { type, outcome: groupOutcome(segment.value(1).trim()), byteStart, byteEnd },
            { ...group, findings: groupFindings(segment) },
          ),
        );
    }
  }
  return results;
}

/** P without naming a set: some were taken, and nobody says which. */
const groupOutcome = (code: string): Outcome => (code === 'P' ? 'accepted-with-errors' : outcomeOf(code));

const groupFindings = (segment: Segment): string[] =>
  segment.value(1).trim() === 'P'
    ? [`Of ${segment.value(3) || 'the'} sets ${segment.value(4) || 'some'} were accepted; they do not say which.`]
    : valuesFrom(segment, 5).map(code => `The group has the error ${code}.`);

function valuesFrom(segment: Segment, first: number): string[] {
  const values: string[] = [];
  for (let element = first; element <= segment.length; element++) {
    const value = segment.value(element).trim();
    if (value !== '') values.push(value);
  }
  return values;
}

/** OTI01: the second letter says it, after I, T, G or B for what it is about. */
function adviceOutcome(code: string): Outcome {
  const said = code.slice(1);
  if (said === 'A') return 'accepted';
  return said === 'R' || said === 'P' ? 'rejected' : 'accepted-with-errors';
}

/** One result for each document of ours that an 824 names. */
export function returnedAdvice(set: TransactionSet): ReturnedAcknowledgement[] {
  const { byteStart, byteEnd } = set;
  const results: ReturnedAcknowledgement[] = [];
  for (const segment of set.segments) {
    const last = results.at(-1);
    if (segment.tag === 'OTI') {
      const named = {
        ...{
          documentNumber: refOf(segment.value(3)),
          groupRef: refOf(segment.value(8)),
          messageRef: refOf(segment.value(9)),
        },
        findings: [],
      };
      results.push(
        returned({ type: '824', outcome: adviceOutcome(segment.value(1).trim()), byteStart, byteEnd }, named),
      );
    } else if (segment.tag === 'TED' && last) {
      const bad = segment.value(7) === '' ? '' : ` ("${segment.value(7)}")`;
      const said = segment.value(2).trim() || `the error ${segment.value(1).trim()}`;
      last.findings.push(`They found: ${said}${bad}.`);
    } else if ((segment.tag === 'NTE' || segment.tag === 'RED') && last) {
      const text = segment.value(segment.tag === 'NTE' ? 2 : 1).trim();
      if (text !== '') last.findings.push(`They say: ${text}.`);
    }
  }
  return results;
}
