import type { HandoffContract } from './contract.js';

export const shippedContracts: readonly HandoffContract[] = [];
