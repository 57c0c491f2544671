// The codes of acknowledgements in plain words. Pure.

export type AcknowledgementType = '997' | '999' | 'TA1' | 'CONTRL';

/** AK901/AK501 of X12, also AK9 and IK5 of a 999. M, W and X are refusals for reasons of security. */
const X12: Record<string, string> = {
  A: 'accepted',
  E: 'accepted with errors',
  P: 'partly accepted',
  R: 'rejected',
  M: 'rejected',
  W: 'rejected',
  X: 'rejected',
};

/** 0083 of UCI and UCM. */
const EDIFACT: Record<string, string> = { 4: 'rejected', 7: 'accepted', 8: 'received' };

/** `accepted`, `accepted with errors`, `partly accepted`, `rejected`, `received`; the code itself where no standard has it. */
export const verdictWords = (type: AcknowledgementType, code: string): string =>
  (type === 'CONTRL' ? EDIFACT : X12)[code] ?? `answered with ${code}`;
