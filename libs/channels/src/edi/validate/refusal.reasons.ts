// Why an interchange as a whole is not taken: the codes that stand in quarantine, each in one plain sentence.

export const REFUSALS = {
  'edi.envelope-invalid': 'The envelope of the interchange does not hold',
  'edi.unknown-sender': 'Nobody among the partners has this identity',
  'edi.partner-switched-off': 'The partner is switched off',
  'edi.wrong-recipient': 'It is addressed to somebody else',
  'edi.test-on-production': 'It is marked as a test, and tests were not agreed',
  'edi.production-on-test': 'It is not marked as a test, and only tests were agreed',
} as const;

export type RefusalReason = keyof typeof REFUSALS;
