// CONTRL and APERAK of a partner (ISO 9735 part 4, UN/EDIFACT APERAK).
import type { ReturnedAcknowledgement } from '../../contract/interchange.js';
import type { TransactionSet } from '../envelope/interchange.js';
import type { Segment } from '../syntax/segment.js';
import { refOf, returned } from './returned.shape.js';
import { syntaxWords } from './returned.words.js';

type Outcome = ReturnedAcknowledgement['outcome'];

/** Data element 0083. */
function outcomeOf(action: string): Outcome {
  if (action === '7' || action === '1' || action === '2') return 'accepted';
  return action === '8' ? 'received' : 'rejected';
}

/** One result for each message that they name; where they name none, one for the interchange. */
export function returnedControl(set: TransactionSet): ReturnedAcknowledgement[] {
  const { byteStart, byteEnd } = set;
  const kind = (outcome: Outcome) => ({ type: 'CONTRL' as const, outcome, byteStart, byteEnd });
  const results: ReturnedAcknowledgement[] = [];
  let whole: ReturnedAcknowledgement | null = null;
  let groupRef: string | null = null;
  let position = '';
  for (const segment of set.segments) {
    const said = (code: string, place: string): string[] => (code === '' ? [] : [syntaxWords(place, code)]);
    const last = results.at(-1);
    switch (segment.tag) {
      case 'UCI': {
        const findings = said(segment.value(5), 'The interchange');
        whole = returned(kind(outcomeOf(segment.value(4))), { interchangeRef: refOf(segment.value(1)), findings });
        break;
      }
      case 'UCF':
        groupRef = refOf(segment.value(1));
        break;
      case 'UCM': {
        const named = { interchangeRef: whole?.interchangeRef ?? null, groupRef, messageRef: refOf(segment.value(1)) };
        const findings = said(segment.value(4), 'The message');
        results.push(returned(kind(outcomeOf(segment.value(3))), { ...named, findings }));
        break;
      }
      case 'UCS':
        position = segment.value(1);
        last?.findings.push(...said(segment.value(2), `Segment ${position}`));
        noteErrors(last);
        break;
      case 'UCD':
        last?.findings.push(...said(segment.value(1), `Segment ${position}, ${placeOf(segment)}`));
    }
  }
  return results.length > 0 || !whole ? results : [whole];
}

/** Accepted, and yet they found something. */
function noteErrors(result: ReturnedAcknowledgement | undefined): void {
  if (result?.outcome === 'accepted') result.outcome = 'accepted-with-errors';
}

/** S011 counts the tag as the first position. */
function placeOf(segment: Segment): string {
  const element = segment.value(2, 1);
  const component = segment.value(2, 2);
  const number = /^\d{1,3}$/.test(element) ? String(Number(element) - 1) : element;
  return `element ${number}${component === '' ? '' : `.${component}`}`;
}

/** 1225: 27 not accepted, 42 rejected by application … 1001: 313 is an application error. */
const REFUSALS = new Set(['27', '42', '33']);
/** 1153 by which an APERAK names our document, the surest first. */
const DOCUMENTS = ['ON', 'ACE', 'DM', 'AGO', 'AAK', 'CT', 'IV'];

/** One result: an APERAK is about one document. */
export function returnedAperak(set: TransactionSet): ReturnedAcknowledgement[] {
  const references = new Map<string, string>();
  const findings: string[] = [];
  let refused = false;
  for (const segment of set.segments) {
    switch (segment.tag) {
      case 'BGM':
        refused ||= REFUSALS.has(segment.value(3)) || segment.value(1) === '313';
        break;
      case 'DOC':
        if (!references.has('ACE') && segment.value(2) !== '') references.set('ACE', segment.value(2));
        break;
      case 'RFF':
        if (!references.has(segment.value(1, 1))) references.set(segment.value(1, 1), segment.value(1, 2));
        break;
      case 'ERC':
        refused = true;
        findings.push(`They found the error ${segment.value(1)}.`);
        break;
      case 'FTX': {
        const text = [1, 2, 3, 4, 5].map(part => segment.value(4, part)).filter(part => part !== '');
        if (text.length > 0) findings.push(`They say: ${text.join(' ')}`);
      }
    }
  }
  const qualifier = DOCUMENTS.find(one => references.has(one));
  const { byteStart, byteEnd } = set;
  return [
    returned(
      { type: 'APERAK', outcome: refused ? 'rejected' : 'accepted', byteStart, byteEnd },
      {
        documentNumber: qualifier === undefined ? null : refOf(references.get(qualifier)!),
        // ACW: reference number to previous message; AAV and the like are no message of ours.
        messageRef: refOf(references.get('ACW') ?? ''),
        findings,
      },
    ),
  ];
}
