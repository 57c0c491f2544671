// Acknowledgements that come back to us, in one shape: 997, 999, TA1, 824 of X12, CONTRL and APERAK of EDIFACT. Pure. Guarantee: what says anything else than
// "accepted" is never read as accepted.
import type { ReturnedAcknowledgement } from '../../contract/interchange.js';
import type { Interchange, TransactionSet } from '../envelope/interchange.js';
import type { Segment } from '../syntax/segment.js';

type Returned = ReturnedAcknowledgement;
type Outcome = Returned['outcome'];

/** Sets that acknowledge: they are read here, and become no document. */
const READERS: Readonly<Record<string, (set: TransactionSet) => Returned[]>> = {
  '997': set => [functional('997', set)],
  '999': set => [functional('999', set)],
  '824': set => application(set),
  CONTRL: set => [control(set)],
  APERAK: set => [applicationError(set)],
};

export const isAcknowledgement = (set: TransactionSet): boolean => Object.hasOwn(READERS, set.type.trim());

/** In the order of the interchange; TA1 segments first, as they stand before the groups. */
export function returnedOf(interchange: Interchange): Returned[] {
  return [
    ...interchange.interchangeAcks.map(interchangeAck),
    ...interchange.groups.flatMap(group => group.sets.flatMap(set => READERS[set.type.trim()]?.(set) ?? [])),
  ];
}

const NOTHING = { interchangeRef: null, groupRef: null, functionalId: null, messageRef: null, documentNumber: null };
const given = (segment: Segment | undefined, element: number, component = 1): string | null =>
  segment?.value(element, component).trim() || null;
const first = (set: TransactionSet, tag: string) => set.segments.find(segment => segment.tag === tag);
const all = (set: TransactionSet, tag: string) => set.segments.filter(segment => segment.tag === tag);
const place = ({ byteStart, byteEnd }: TransactionSet) => ({ byteStart, byteEnd });

/** TA1: TA101 is our ISA13, TA104 A, E or R, TA105 the note. */
function interchangeAck(segment: Segment): Returned {
  const note = given(segment, 5);
  const outcome: Outcome =
    segment.value(4).trim() === 'A'
      ? 'accepted'
      : segment.value(4).trim() === 'E'
        ? 'accepted-with-errors'
        : 'rejected';
  return {
    ...NOTHING,
    type: 'TA1',
    outcome,
    interchangeRef: given(segment, 1),
    findings: note && note !== '000' ? [`TA1 names note ${note}`] : [],
    byteStart: segment.byte,
    byteEnd: segment.end,
  };
}

/** AK9 says what became of the group; AK5 or IK5 of each set. Partly accepted is rejected in part: somebody must look. */
function functional(type: '997' | '999', set: TransactionSet): Returned {
  const group = first(set, 'AK1');
  const end = given(first(set, 'AK9'), 1);
  const findings: string[] = [];
  let current = '';
  for (const segment of set.segments) {
    if (segment.tag === 'AK2') current = `${segment.value(1)} ${segment.value(2)}`.trim();
    else if (segment.tag === 'AK3' || segment.tag === 'IK3')
      findings.push(
        `${current}: segment ${segment.value(1)} at ${segment.value(2)}, error ${segment.value(4) || '(none)'}`,
      );
    else if (segment.tag === 'AK4' || segment.tag === 'IK4') {
      const copy = segment.value(4) && `, "${segment.value(4)}"`;
      findings.push(`${current}: element ${segment.value(1)}, error ${segment.value(3)}${copy}`);
    } else if ((segment.tag === 'AK5' || segment.tag === 'IK5') && segment.value(1) !== 'A')
      findings.push(`${current}: ${segment.value(1) === 'E' ? 'accepted with errors' : 'rejected'}`);
  }
  const sets = all(set, 'AK2');
  return {
    ...NOTHING,
    ...place(set),
    type,
    outcome: end === 'A' ? 'accepted' : end === 'E' ? 'accepted-with-errors' : 'rejected',
    functionalId: given(group, 1),
    groupRef: given(group, 2),
    messageRef: sets.length === 1 ? given(sets[0], 2) : null,
    findings,
  };
}

/** 824: one OTI for each document. OTI01 ends in A, E, R or P; OTI08 and OTI09 name group and set. */
function application(set: TransactionSet): Returned[] {
  const found: Returned[] = [];
  for (const segment of set.segments) {
    if (segment.tag === 'OTI') {
      const verdict = segment.value(1).trim().slice(-1);
      found.push({
        ...NOTHING,
        ...place(set),
        type: '824',
        outcome: verdict === 'A' ? 'accepted' : verdict === 'E' ? 'accepted-with-errors' : 'rejected',
        documentNumber: given(segment, 3),
        groupRef: given(segment, 8),
        messageRef: given(segment, 9),
        findings: [],
      });
    } else if (segment.tag === 'TED') {
      found.at(-1)?.findings.push(`Error ${segment.value(1)}: ${segment.value(2)} ${segment.value(7)}`.trim());
    }
  }
  return found;
}

/** UCI names our interchange; action 4 rejects, 7 acknowledges, 8 says that it was received. One rejected message rejects. */
function control(set: TransactionSet): Returned {
  const interchange = first(set, 'UCI');
  const rejected = all(set, 'UCM').filter(message => message.value(3).trim() === '4');
  const action = given(interchange, 4);
  const error = given(interchange, 5);
  const outcome: Outcome =
    rejected.length > 0 ? 'rejected' : action === '7' ? 'accepted' : action === '8' ? 'received' : 'rejected';
  return {
    ...NOTHING,
    ...place(set),
    type: 'CONTRL',
    outcome,
    interchangeRef: given(interchange, 1),
    findings: [
      ...(error ? [`The interchange, error ${error}`] : []),
      ...rejected.map(message => `Message ${message.value(1)}, error ${message.value(4) || '(none)'}`),
      ...all(set, 'UCS').map(
        segment => `Segment ${segment.value(1)}, error ${segment.value(2) || '(see its elements)'}`,
      ),
    ],
  };
}

/** RFF qualifiers that name what is answered, most telling first: message, order, document. */
const REFERENCES = ['ACW', 'ON', 'DM', 'IV', 'AAK'];

/** APERAK: BGM 4343 or 1225 says so, ERC names errors. An error rejects, whatever BGM says. */
function applicationError(set: TransactionSet): Returned {
  const opening = first(set, 'BGM');
  const errors = all(set, 'ERC').map(segment => segment.value(1).trim());
  const said = new Set([given(opening, 3), given(opening, 4)]);
  const references = new Map(all(set, 'RFF').map(segment => [segment.value(1).trim(), given(segment, 1, 2)]));
  const named = REFERENCES.flatMap(qualifier => references.get(qualifier) ?? [])[0] ?? given(first(set, 'DOC'), 2);
  const refused = errors.length > 0 || said.has('RE') || said.has('27');
  return {
    ...NOTHING,
    ...place(set),
    type: 'APERAK',
    outcome: refused ? 'rejected' : said.has('AP') || said.has('29') || said.has('AB') ? 'accepted' : 'received',
    messageRef: references.get('ACW') ?? null,
    documentNumber: references.has('ACW') ? null : named,
    findings: [
      ...errors.map(error => `Error ${error}`),
      ...all(set, 'FTX').map(segment =>
        [1, 2, 3, 4, 5]
          .map(i => segment.value(4, i))
          .join(' ')
          .trim(),
      ),
    ],
  };
}
