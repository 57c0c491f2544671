// A 997 or 999 that comes back: what it says of a group of ours (AK9) and of each set in it (AK5 or IK5). Pure. Guarantee: a set is accepted only where
// neither its own verdict nor the group's says anything else.
import type { ReturnedAcknowledgement, ReturnedVerdict } from '../../../contract/interchange.js';
import type { TransactionSet } from '../../envelope/interchange.js';
import type { Segment } from '../../syntax/segment/segment.js';
import { all, first, given, NOTHING, overall, place, severally } from './verdict.words.js';

/** AK501 and AK901: only these two take anything. */
const ACCEPTED: Readonly<Record<string, 'accepted' | 'accepted-with-errors'>> = {
  A: 'accepted',
  E: 'accepted-with-errors',
};

export function functional(type: '997' | '999', set: TransactionSet): ReturnedAcknowledgement {
  const group = first(set, 'AK1');
  const end = first(set, 'AK9');
  const code = given(end, 1) ?? '';
  const groupRef = given(group, 2);
  const verdicts = verdictsOf(set, groupRef, code);
  const errors = codesOf(end, 5);
  const sets = all(set, 'AK2');
  return {
    ...NOTHING,
    ...place(set),
    type,
    ...weighed(code, verdicts),
    functionalId: given(group, 1),
    groupRef,
    messageRef: sets.length === 1 ? given(sets[0], 2) : null,
    findings: [...verdicts.flatMap(({ findings }) => findings), ...(errors ? [`The group, ${errors}`] : [])],
  };
}

/** AK9 against what is said of the sets. */
function weighed(code: string, verdicts: ReturnedVerdict[]) {
  const refused = verdicts.some(({ outcome }) => outcome === 'rejected');
  const marked = refused || verdicts.some(({ outcome }) => outcome === 'accepted-with-errors');
  if (code === 'A') return severally('accepted', verdicts);
  // "With errors" and "in part" are explained by the sets that have them. Where none has, nobody knows which are meant: all of them.
  if (code === 'E') return marked ? severally('accepted', verdicts) : overall('accepted-with-errors', verdicts);
  if (code === 'P' && refused) return severally('accepted', verdicts);
  return overall('rejected', verdicts);
}

function verdictsOf(set: TransactionSet, groupRef: string | null, code: string): ReturnedVerdict[] {
  const found: ReturnedVerdict[] = [];
  let name = '';
  for (const segment of set.segments) {
    const tag = segment.tag.replace(/^IK/, 'AK');
    if (tag === 'AK2') {
      name = `${segment.value(1)} ${segment.value(2)}`.trim();
      // Until AK5 says more, what is said of the group.
      found.push({ groupRef, messageRef: given(segment, 2), outcome: ACCEPTED[code] ?? 'rejected', findings: [] });
    }
    const current = found.at(-1);
    if (!current) continue;
    if (tag === 'AK3')
      current.findings.push(
        `${name}: segment ${segment.value(1)} at ${segment.value(2)}, error ${segment.value(4) || '(none)'}`,
      );
    else if (tag === 'AK4') {
      const copy = segment.value(4) && `, "${segment.value(4)}"`;
      current.findings.push(`${name}: element ${segment.value(1)}, error ${segment.value(3)}${copy}`);
    } else if (tag === 'AK5') {
      current.outcome = ACCEPTED[segment.value(1).trim()] ?? 'rejected';
      if (current.outcome === 'accepted') continue;
      const errors = codesOf(segment, 2);
      current.findings.push(`${name}: ${current.outcome.replaceAll('-', ' ')}${errors && `, ${errors}`}`);
    }
  }
  return found;
}

/** AK502 to AK506, AK905 to AK909: `error 5`, `errors 3 and 5`. */
function codesOf(segment: Segment | undefined, from: number): string {
  const codes = [0, 1, 2, 3, 4].flatMap(i => given(segment, from + i) ?? []);
  return codes.length === 0 ? '' : `${codes.length === 1 ? 'error' : 'errors'} ${codes.join(' and ')}`;
}
