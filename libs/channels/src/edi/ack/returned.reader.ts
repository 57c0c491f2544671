// Acknowledgements that come back to us, in one shape: 997, 999, TA1, 824 of X12, CONTRL and APERAK of EDIFACT. Pure. Guarantee: what says anything else than
// "accepted" is never read as accepted.
import type { ReturnedAcknowledgement } from '../../contract/interchange.js';
import type { Interchange, TransactionSet } from '../envelope/interchange.js';
import type { Segment } from '../syntax/segment/segment.js';
import { control } from './returned/contrl.reader.js';
import { functional } from './returned/functional.reader.js';
import { all, first, given, NOTHING, place, plainly } from './returned/verdict.words.js';

type Returned = ReturnedAcknowledgement;

/** Sets that acknowledge: they are read here, and become no document. */
const READERS: Readonly<Record<string, (set: TransactionSet) => Returned[]>> = {
  '997': set => [functional('997', set)],
  '999': set => [functional('999', set)],
  '824': set => application(set),
  CONTRL: set => [control(set)],
  APERAK: set => [applicationError(set)],
};

/** In the order of the interchange; TA1 segments first, as they stand before the groups. */
export function returnedOf(interchange: Interchange): Returned[] {
  return [
    ...interchange.interchangeAcks.map(interchangeAck),
    ...interchange.groups.flatMap(group => group.sets.flatMap(set => READERS[set.type.trim()]?.(set) ?? [])),
  ];
}

/** `A` and `E` are taken; whatever else is said is no acceptance. */
const acceptance = (code: string) => (code === 'A' ? 'accepted' : code === 'E' ? 'accepted-with-errors' : 'rejected');

/** TA1: TA101 is our ISA13, TA104 A, E or R, TA105 the note. */
function interchangeAck(segment: Segment): Returned {
  const note = given(segment, 5);
  return {
    ...NOTHING,
    type: 'TA1',
    ...plainly(acceptance(segment.value(4).trim())),
    interchangeRef: given(segment, 1),
    findings: note && note !== '000' ? [`TA1 names note ${note}`] : [],
    byteStart: segment.byte,
    byteEnd: segment.end,
  };
}

/** 824: one OTI for each document. OTI01 ends in A, E, R or P; OTI08 and OTI09 name group and set. */
function application(set: TransactionSet): Returned[] {
  const found: Returned[] = [];
  for (const segment of set.segments) {
    if (segment.tag === 'OTI') {
      found.push({
        ...NOTHING,
        ...place(set),
        type: '824',
        ...plainly(acceptance(segment.value(1).trim().slice(-1))),
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
    ...plainly(refused ? 'rejected' : said.has('AP') || said.has('29') || said.has('AB') ? 'accepted' : 'received'),
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
