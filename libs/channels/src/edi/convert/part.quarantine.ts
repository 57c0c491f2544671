// Findings as the reason and place of a quarantine. Guarantee: the reason is a stable code, `edi.` and what was found first; the place is where it
// stands in the raw bytes.
import type { Position, Quarantine } from '#tickets';
import type { Finding } from '../envelope/finding.js';

/** Said in the detail; the acknowledgement has them all. */
const TOLD = 5;

/** A group in X12 and a message in EDIFACT say their version: for whoever reads of it, it is one reason. */
const VERSIONS: ReadonlySet<string> = new Set(['group.version-not-agreed', 'set.version-not-agreed']);

export const reasonOf = ({ code }: Finding): string =>
  VERSIONS.has(code) ? 'edi.version-not-agreed' : `edi.${code.replace('.', '-')}`;

export function positionOf({ byte, segment, element }: Finding): Position {
  return {
    byte,
    ...(segment === undefined ? {} : { segment }),
    ...(element === undefined ? {} : { element }),
  };
}

/** @param findings the first error gives reason and place; warnings are not told where there are errors */
export function quarantineOf(findings: readonly Finding[], whole: Omit<Quarantine, 'detail' | 'position'>): Quarantine {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const told = errors.length > 0 ? errors : findings;
  const [first] = told;
  const more = told.length > TOLD ? [`And ${told.length - TOLD} more.`] : [];
  return {
    ...whole,
    ...(first ? { detail: [...told.slice(0, TOLD).map(({ message }) => message), ...more].join(' ') } : {}),
    ...(first ? { position: positionOf(first) } : {}),
  };
}
