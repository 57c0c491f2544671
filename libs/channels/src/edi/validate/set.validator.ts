// A set against its table. Guarantees: one pass; every fault is a finding with its place; a set of which no table is there gives none. The envelope of the
// set (ST/SE, UNH/UNT) is judged where it was read.
import type { Finding } from '../envelope/finding.js';
import type { TransactionSet } from '../envelope/interchange.js';
import { checkEdifactSegment, checkX12Segment } from './check/element.check.js';
import { FaultList } from './check/fault.list.js';
import { LineCount } from './check/line.count.js';
import { SetWalker } from './check/set.walker.js';
import { TotalCheck } from './check/total.check.js';
import { setRuleOf } from './table/set.compiler.js';

/** Findings in the order of the segments; what is missing stands where it was missed. */
export function validateSet({ standard, type, version, segments }: TransactionSet): Finding[] {
  const rule = setRuleOf(standard, type, version);
  const last = segments.at(-1);
  if (!rule || !last) return [];
  const edifact = standard === 'edifact';
  const checkSegment = edifact ? checkEdifactSegment : checkX12Segment;
  const faults = new FaultList(edifact);
  const walker = new SetWalker(rule, faults);
  const lines = new LineCount(type, faults);
  const totals = new TotalCheck(type, faults);
  const ended = last.tag === (edifact ? 'UNT' : 'SE') && segments.length > 1;
  const body = ended ? segments.length - 1 : segments.length;
  for (let row = 1; row < body; row++) {
    const segment = segments[row]!;
    walker.step(segment);
    const found = rule.segments.get(segment.tag);
    if (found) checkSegment(found, segment, walker.loop, faults);
    lines.see(segment);
    totals.see(segment);
  }
  walker.end(last);
  lines.end();
  totals.end(segments);
  return faults.findings;
}
