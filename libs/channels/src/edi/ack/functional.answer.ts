// 997 and 999 (X12.20, X12.56): one for each functional group, every set of it named. Guarantee: what is written here is valid by our own tables,
// whatever was in the group.
import type { Acknowledgement } from '../../contract/interchange.js';
import type { Finding } from '../envelope/finding.js';
import type { Group } from '../envelope/interchange.js';
import type { JudgedSet } from '../validate/verdict.js';
import { elementCode, groupCode, segmentCode, setCode } from './x12.codes.js';

type Body = Acknowledgement['body'];

/** How the two differ: names of segments, and the version that has the 999. */
const NAMES = {
  '997': { segment: 'AK3', element: 'AK4', set: 'AK5' },
  '999': { segment: 'IK3', element: 'IK4', set: 'IK5' },
};

const OUTCOMES = { accepted: 'A', 'accepted-with-errors': 'E', rejected: 'R' } as const;
const MOST_SEGMENTS = 1000;
const MOST_ELEMENTS = 99;
const MOST_CODES = 5;

export interface FunctionalAnswer {
  /** AK901. */
  code: string;
  sets: { ref: string; code: string }[];
  body: Body;
}

export function functionalAnswer(type: '997' | '999', group: Group, judged: readonly JudgedSet[]): FunctionalAnswer {
  const sets = judged.map(({ set, outcome }) => ({ ref: set.controlRef, code: OUTCOMES[outcome] }));
  const accepted = sets.filter(({ code }) => code !== 'R').length;
  const code = groupOutcome(sets, accepted, group);
  const counted = group.trailer?.value(1).trim() ?? '';
  const included = /^\d{1,6}$/.test(counted) ? counted : String(sets.length);
  const found = [...group.findings, ...judged.flatMap(one => one.findings)];
  const codes = [...new Set(found.flatMap(finding => groupCode(finding) ?? []))].slice(0, MOST_CODES);
  const version = type === '999' && group.version !== '' ? [group.version.slice(0, 12)] : [];
  return {
    code,
    sets,
    body: [
      ['AK1', group.functionalId.slice(0, 2).padEnd(2, 'X'), group.controlRef?.slice(0, 9) || '0', ...version],
      ...judged.flatMap((one, index) => setAnswer(type, one, sets[index]!.code)),
      ['AK9', code, included, String(sets.length), String(accepted), ...codes],
    ],
  };
}

function groupOutcome(sets: readonly { code: string }[], accepted: number, group: Group): string {
  if (accepted === 0 && (sets.length > 0 || group.findings.some(({ severity }) => severity === 'error'))) return 'R';
  if (accepted < sets.length) return 'P';
  return sets.some(({ code }) => code === 'E') ? 'E' : 'A';
}

function setAnswer(type: '997' | '999', { set, findings }: JudgedSet, code: string): Body {
  const names = NAMES[type];
  const errors = findings.filter(({ severity }) => severity === 'error');
  const convention = type === '999' ? set.segments[0]!.value(3).trim().slice(0, 35) : '';
  // A set that was refused for its group has no fault of its own, and none is named.
  const codes = [...new Set(errors.flatMap(finding => setCode(finding) ?? []))].slice(0, MOST_CODES);
  return [
    ['AK2', set.type.slice(0, 3) || '000', set.controlRef.slice(0, 9) || '0000', ...(convention ? [convention] : [])],
    ...segmentNotes(names, errors),
    [names.set, code, ...codes],
  ];
}

interface SegmentNote {
  head: string[];
  elements: Map<string, (string | string[])[]>;
}

/** AK3 for each segment and kind of fault, AK4 for its elements. */
function segmentNotes(names: (typeof NAMES)['997'], errors: readonly Finding[]): Body {
  const notes = new Map<string, SegmentNote>();
  for (const finding of errors) {
    const code = segmentCode(finding);
    if (code === null || finding.segment === undefined) continue;
    const head = [names.segment, tagOf(finding), String(finding.segment), (finding.loop ?? '').slice(0, 6), code];
    const key = head.join('*');
    const note = notes.get(key) ?? { head, elements: new Map() };
    if (notes.size < MOST_SEGMENTS) notes.set(key, note);
    const element = code === '8' ? elementNote(names.element, finding) : null;
    if (element && note.elements.size < MOST_ELEMENTS) note.elements.set(element.flat().join('*'), element);
  }
  return [...notes.values()].flatMap(({ head, elements }) => [head, ...elements.values()]);
}

/** AK301 has two or three letters and figures, whatever stood there. */
const tagOf = ({ tag = '' }: Finding): string =>
  tag
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 3)
    .padEnd(2, 'X');

function elementNote(name: string, finding: Finding): (string | string[])[] {
  const { element = 1, component, dataElement = '', bad = '' } = finding;
  const position = component === undefined ? String(element) : [String(element), String(component)];
  const number = /^\d{1,4}$/.test(dataElement) ? dataElement : '';
  return [name, position, number, elementCode(finding) ?? '1', copyOf(bad)].slice(0, isCopied(bad) ? 5 : 4);
}

/** A copy with something left out would be none: what cannot be written as it stood is not copied. */
const isCopied = (bad: string): boolean => /^[\x20-\x7d]{1,99}$/.test(bad) && !/[*^>]/.test(bad) && bad.trim() !== '';
const copyOf = (bad: string): string => (isCopied(bad) ? bad : '');
