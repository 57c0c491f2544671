// CONTRL (ISO 9735 part 4, D.3): one for each interchange, every message of it named, sender and receiver as they were. Guarantee: what is written here is
// valid by our own tables, whatever was in the interchange.
import type { Acknowledgement } from '../../contract/interchange.js';
import type { Finding } from '../envelope/finding.js';
import type { Group, Interchange } from '../envelope/interchange.js';
import type { JudgedSet, Verdict } from '../validate/verdict.js';
import { elementPosition, isInBody, syntaxError } from './edifact.codes.js';

type Row = (string | string[])[];

const REJECTED = '4';
const ACCEPTED = '7';
const MOST_SEGMENTS = 999;
const MOST_ELEMENTS = 99;
/** They are never answered with a CONTRL. */
const UNANSWERED = new Set(['CONTRL', 'APERAK']);

export interface ControlAnswer {
  /** UCI 0083. */
  code: string;
  sets: { ref: string; code: string }[];
  body: Row[];
}

/** Null where nothing in it is answered. */
export function controlAnswer(interchange: Interchange, { interchange: whole, sets }: Verdict): ControlAnswer | null {
  const judged = sets.filter(({ set }) => !UNANSWERED.has(set.type));
  if (judged.length === 0 && sets.length > 0) return null;
  const isRefused = whole.outcome === 'refused' && whole.reason !== 'edi.version-not-agreed';
  const fault = isRefused ? whole.findings.find(({ severity }) => severity === 'error') : undefined;
  const code = isRefused ? REJECTED : ACCEPTED;
  const body: Row[] = [interchangeRow(interchange, code, fault)];
  // Rejected as a whole: that goes for every message, and none needs to be named for it.
  const told: JudgedSet[] = isRefused ? [] : judged;
  for (const group of interchange.groups)
    body.push(
      ...groupRows(
        group,
        told.filter(one => one.group === group),
      ),
    );
  return { code, sets: judged.map(one => ({ ref: one.set.controlRef, code: actionOf(one) })), body };
}

/** UCI of an interchange that came before with other bytes. */
export const interchangeRow = (
  { controlRef, sender, receiver }: Pick<Interchange, 'controlRef' | 'sender' | 'receiver'>,
  code: string,
  fault: Finding | undefined,
): Row => [
  'UCI',
  controlRef.slice(0, 14) || '0',
  identity(sender),
  identity(receiver),
  code,
  ...(fault ? faultOf(fault, 'UNB', 'UNZ') : []),
];

const identity = ({ id, qualifier }: Interchange['sender']): string[] => [
  id.slice(0, 35) || '0',
  ...(qualifier === '' ? [] : [qualifier.slice(0, 4)]),
];

const actionOf = ({ outcome }: JudgedSet): string => (outcome === 'rejected' ? REJECTED : ACCEPTED);

/** 0085, 0013 and S011 of a fault in a service segment. */
function faultOf(finding: Finding, header: string, trailer: string): Row {
  const isService = finding.tag === header || finding.tag === trailer;
  const position = isService ? elementPosition(finding) : [];
  return [syntaxError(finding), ...(isService ? [finding.tag!] : []), ...(position.length > 0 ? [position] : [])];
}

function groupRows(group: Group, judged: readonly JudgedSet[]): Row[] {
  const rows = judged.flatMap(messageRows);
  if (!group.header || judged.length === 0) return rows;
  const { header } = group;
  const fault = group.findings.find(({ severity }) => severity === 'error');
  const party = (element: number): string[] => {
    const values = [header.value(element, 1), header.value(element, 2)].map(value => value.trim());
    return values[1] === '' ? [values[0]!] : values;
  };
  const parties: Row = [party(2), party(3)].map(one => (one[0] === '' ? '' : one));
  const action = fault ? REJECTED : ACCEPTED;
  const reference = group.controlRef?.slice(0, 14) || '0';
  return [['UCF', reference, ...parties, action, ...(fault ? faultOf(fault, 'UNG', 'UNE') : [])], ...rows];
}

function messageRows(judged: JudgedSet): Row[] {
  const { set, findings } = judged;
  const header = set.segments[0]!;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const own = errors.find(finding => !isInBody(finding));
  const identifier = Array.from({ length: 5 }, (_, index) => header.value(2, index + 1).trim());
  const action = actionOf(judged);
  // A message that was refused for its group, or for what its segments hold, has no fault of its own.
  const fault = action === REJECTED && own ? faultOf(own, 'UNH', 'UNT') : [];
  identifier[0] ||= 'ERROR';
  return [
    ['UCM', set.controlRef.slice(0, 14) || '0', cut(identifier), action, ...fault],
    ...segmentRows(errors.filter(isInBody)),
  ];
}

const LENGTHS = [6, 3, 3, 3, 6];
const cut = (identifier: readonly string[]): string[] =>
  identifier.map((value, index) => value.slice(0, LENGTHS[index]));

/** UCS for each segment, UCD for its elements. A missing segment is named by the one before. */
function segmentRows(errors: readonly Finding[]): Row[] {
  const rows = new Map<string, { head: Row; elements: Map<string, Row> }>();
  for (const finding of errors) {
    const isMissing = finding.code === 'segment.missing';
    const position = String(Math.max(1, finding.segment! - (isMissing ? 1 : 0)));
    const whole = finding.element === undefined ? [syntaxError(finding)] : [];
    const key = [position, ...whole].join('+');
    const row = rows.get(key) ?? { head: ['UCS', position, ...whole], elements: new Map<string, Row>() };
    if (rows.size < MOST_SEGMENTS) rows.set(key, row);
    if (finding.element === undefined || row.elements.size >= MOST_ELEMENTS) continue;
    const place = elementPosition(finding);
    row.elements.set(`${syntaxError(finding)}+${place.join(':')}`, ['UCD', syntaxError(finding), place]);
  }
  return [...rows.values()].flatMap(({ head, elements }) => [head, ...elements.values()]);
}
