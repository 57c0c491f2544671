// Sets that answer documents of ours: they are read as answers, and become no document.
import type { TransactionSet } from './interchange.js';

export const X12_ANSWERS: ReadonlySet<string> = new Set(['997', '999', '824']);
export const EDIFACT_ANSWERS: ReadonlySet<string> = new Set(['CONTRL', 'APERAK']);

export const isAcknowledgement = ({ type }: Pick<TransactionSet, 'type'>): boolean =>
  X12_ANSWERS.has(type) || EDIFACT_ANSWERS.has(type);
