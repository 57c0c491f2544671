// Trading partners: who may send EDI, as what they name themselves, and what was agreed with them.

/** X12: ISA05/ISA06. EDIFACT: S002 0007/0004. Compared without blanks at the end; an empty qualifier is '' (EDIFACT often has none). */
export interface TradeIdentity {
  qualifier: string;
  id: string;
}

export type TradeStandard = 'x12' | 'edifact';

export interface PartnerAgreement {
  standard: TradeStandard;
  /** Which of ISA15 / UNB 0035 are taken: a test file must not become an order. */
  accepts: 'production' | 'test' | 'both';
  /** Versions that were agreed, e.g. `004010`, `D:96A`; none: any. */
  versions: readonly string[];
  /** `reject`: a set with errors is refused. `note-errors`: it is taken, and its errors are told (AK501 E). */
  errors: 'reject' | 'note-errors';
  /** What answers a functional group of X12. EDIFACT is answered with CONTRL, or `none`. */
  acknowledge: '997' | '999' | 'contrl' | 'none';
  /** Replaces the character set that their interchanges declare, e.g. `latin1` where they say UNOA; null: as declared. */
  charset: string | null;
  /** For so long a control number is not used again. */
  duplicateWindowDays: number;
  /** Working of clocks: minutes until they must have acknowledged a document of ours. */
  ackDeadlineMinutes: number;
  /** Where acknowledgements go when the order came by mail; null: to whoever sent it. */
  ackAddress: string | null;
}

export interface TradingPartner extends PartnerAgreement {
  id: number;
  key: string;
  name: string;
  /** As what they send. At least one. */
  identities: readonly TradeIdentity[];
  /** As what we are addressed; none: anything. */
  ownIdentities: readonly TradeIdentity[];
  enabled: boolean;
  version: number;
}

/** What is agreed with a partner until somebody says otherwise. */
export const usualAgreement = (standard: TradeStandard): PartnerAgreement => ({
  standard,
  accepts: 'production',
  versions: [],
  errors: 'reject',
  acknowledge: standard === 'x12' ? '997' : 'contrl',
  charset: null,
  duplicateWindowDays: 90,
  ackDeadlineMinutes: 24 * 60,
  ackAddress: null,
});

/** One text for comparing: standard, qualifier and identifier without blanks around them. */
export const identityKey = (standard: TradeStandard, { qualifier, id }: TradeIdentity): string =>
  `${standard} ${qualifier.trim()} ${id.trim()}`;
