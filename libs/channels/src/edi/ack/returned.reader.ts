// Acknowledgements that come back to us for documents of ours: 997, 999, TA1, 824, CONTRL, APERAK. Guarantee: each document that they name is one result;
// what they name none of is a result for the group or the interchange.
import type { ReturnedAcknowledgement } from '../../contract/interchange.js';
import type { Interchange, TransactionSet } from '../envelope/interchange.js';
import type { Segment } from '../syntax/segment.js';
import { returnedAperak, returnedControl } from './returned.edifact.js';
import { returnedAdvice, returnedFunctional, returnedInterchange } from './returned.x12.js';

const READERS: Readonly<Record<string, (set: TransactionSet) => ReturnedAcknowledgement[]>> = {
  'x12 997': returnedFunctional,
  'x12 999': returnedFunctional,
  'x12 824': returnedAdvice,
  'edifact CONTRL': returnedControl,
  'edifact APERAK': returnedAperak,
};

/** In the order of the file. */
export function returnedOf({ standard, interchangeAcks, groups }: Interchange): ReturnedAcknowledgement[] {
  const sets = groups.flatMap(group => group.sets);
  return [
    ...interchangeAcks.map((segment: Segment) => returnedInterchange(segment)),
    ...sets.flatMap(set => READERS[`${standard} ${set.type}`]?.(set) ?? []),
  ];
}
