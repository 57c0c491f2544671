// 997 and 999, functional and implementation acknowledgement of one group: AK1, then AK2..AK5 for every set, then AK9 (X12.20, X12.20 with IK segments).
// Guarantee: each set of the group is named once, and the counts of AK9 are those of the AK5 or IK5 before it.
import type { Acknowledgement } from '../../contract/interchange.js';
import type { Finding } from '../envelope/finding.js';
import type { Group, Interchange } from '../envelope/interchange.js';
import type { SetVerdict, Verdict } from '../validate/verdict.js';
import {
  ELEMENT_ERROR,
  ELEMENTS_AT_FAULT,
  GROUP_ERROR,
  SEGMENT_ERROR,
  SEGMENTS_AT_FAULT,
  SET_ERROR,
} from './finding.codes.js';

type Body = Acknowledgement['body'];
const CODE = { accepted: 'A', 'accepted-with-errors': 'E', rejected: 'R' } as const;
/** The standard has no limit here; a partner's mapper has. */
const MOST_SEGMENTS = 100;
/** AK4 may stand 99 times. */
const MOST_ELEMENTS = 99;
/** GS08 of a 999, which exists from 005010 only. */
const VERSION_999 = '005010X231A1';

export function groupAnswer(
  type: '997' | '999',
  interchange: Interchange,
  group: Group,
  verdict: Verdict,
): Acknowledgement {
  const verdicts = verdict.sets.filter(one => one.group === group);
  // Each of its sets has the errors of the group, also what was found out of its partner's agreement.
  const groupErrors = codesOf(verdicts[0]?.findings ?? group.findings, GROUP_ERROR);
  const code = codeOfGroup(verdicts, groupErrors.length > 0);
  const accepted = verdicts.filter(one => one.outcome !== 'rejected').length;
  const counted = group.trailer?.value(1).trim() ?? '';
  const declared = /^\d{1,6}$/.test(counted) ? counted : String(verdicts.length);
  const version = type === '999' ? VERSION_999 : group.version;
  const ref = group.controlRef?.trim() ?? '';
  return {
    type,
    code,
    ref,
    sets: verdicts.map(({ set, outcome }) => ({ ref: set.controlRef.trim(), code: CODE[outcome] })),
    from: interchange.receiver,
    to: interchange.sender,
    test: interchange.testFlag,
    version: `${interchange.version.trim()} ${version.trim()}`,
    application: { from: group.header?.value(3).trim() ?? '', to: group.header?.value(2).trim() ?? '' },
    body: [
      [
        'AK1',
        within(group.functionalId, 2).padEnd(2, 'X'),
        within(ref, 9),
        ...(type === '999' ? [group.version.slice(0, 12)] : []),
      ],
      ...verdicts.flatMap(one => setAnswer(type, one)),
      ['AK9', code, declared, String(verdicts.length), String(accepted), ...groupErrors],
    ],
  };
}

function codeOfGroup(verdicts: readonly SetVerdict[], broken: boolean): string {
  const rejected = verdicts.filter(one => one.outcome === 'rejected').length;
  if (broken || (rejected > 0 && rejected === verdicts.length)) return 'R';
  if (rejected > 0) return 'P';
  return verdicts.some(one => one.outcome === 'accepted-with-errors') ? 'E' : 'A';
}

function setAnswer(type: '997' | '999', { set, outcome, findings }: SetVerdict): Body {
  const errors = findings.filter(finding => finding.severity === 'error');
  const segments = segmentErrors(type, errors);
  const codes = codesOf(errors, SET_ERROR);
  if (segments.length > 0) codes.push(SEGMENTS_AT_FAULT);
  const convention = type === '999' ? (set.segments[0]?.value(3).trim() ?? '') : '';
  return [
    ['AK2', within(set.type, 3), within(set.controlRef, 9), ...(convention ? [convention.slice(0, 35)] : [])],
    ...segments,
    [type === '999' ? 'IK5' : 'AK5', CODE[outcome], ...codes.slice(0, 5)],
  ];
}

/** AK3 for each fault of a segment; its elements' faults follow one AK3 that says so. */
function segmentErrors(type: '997' | '999', errors: readonly Finding[]): Body {
  const [segmentTag, elementTag] = type === '999' ? ['IK3', 'IK4'] : ['AK3', 'AK4'];
  const body: Body = [];
  const elements = new Map<string, Finding[]>();
  const order: { finding: Finding; code: string | null }[] = [];
  for (const finding of errors) {
    const code = SEGMENT_ERROR[finding.code];
    if (code) order.push({ finding, code });
    else if (ELEMENT_ERROR[finding.code]) {
      const key = `${finding.segment} ${finding.tag}`;
      const known = elements.get(key);
      if (known) known.push(finding);
      else {
        elements.set(key, [finding]);
        order.push({ finding, code: null });
      }
    }
  }
  order.sort((a, b) => (a.finding.segment ?? 0) - (b.finding.segment ?? 0));
  for (const { finding, code } of order.slice(0, MOST_SEGMENTS)) {
    const { tag = '', segment = 0, loop = '' } = finding;
    body.push([segmentTag!, tagOf(tag), String(segment), loop.slice(0, 6), code ?? ELEMENTS_AT_FAULT]);
    if (code) continue;
    const faults = elements.get(`${finding.segment} ${finding.tag}`)!;
    body.push(...faults.slice(0, MOST_ELEMENTS).map(fault => elementError(elementTag!, fault)));
  }
  return body;
}

function elementError(tag: string, { code, element, component, dataElement = '', bad = '' }: Finding): Body[number] {
  const place = String(element ?? 1);
  const copy = copyOf(bad);
  return [
    tag,
    component ? [place, String(component)] : place,
    // Composites have names (C040), and the place is for numbers.
    /^\d{1,4}$/.test(dataElement) ? dataElement : '',
    ELEMENT_ERROR[code]!,
    ...(copy === '' ? [] : [copy]),
  ];
}

/** What stood there, where it can be written: X12 has no release character, and a delimiter in it would break the answer. */
const copyOf = (bad: string): string =>
  /^[\x20-\x7d]*$/.test(bad) && !/[*>^]/.test(bad) ? bad.slice(0, 99).trim() : '';

/** A reference must stand and has a longest length; what came may have been empty or longer. */
const within = (value: string, length: number): string =>
  value.trim().slice(0, length).trim() || '0'.repeat(Math.min(length, 4));

/** AK301 has two or three letters and figures, whatever stood there. */
const tagOf = (tag: string): string =>
  tag
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 3)
    .padEnd(2, 'X');

function codesOf(findings: readonly Finding[], codes: Partial<Record<Finding['code'], string>>): string[] {
  const errors = findings.filter(finding => finding.severity === 'error');
  return [...new Set(errors.flatMap(finding => codes[finding.code] ?? []))].slice(0, 5);
}
