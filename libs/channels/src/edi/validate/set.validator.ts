import type { Finding } from '../envelope/finding.js';
import type { TransactionSet } from '../envelope/interchange.js';

export const validateSet = (_: TransactionSet): Finding[] => [];
