// What answers a document: 997, 999, 824.

export const x12AnswerSets: readonly (readonly [string, string])[] = [
  [
    '997',
    `
AK1 M 1
@AK2 O n
  AK2 M 1
  @AK3 O n
    AK3 M 1
    AK4 O 99
  AK5 M 1
AK9 M 1`,
  ],
  [
    '999',
    `
AK1 M 1
@AK2 O n
  AK2 M 1
  @IK3 O n
    IK3 M 1
    CTX O 10
    @IK4 O n
      IK4 M 1
      CTX O 10
  IK5 M 1
AK9 M 1`,
  ],
  [
    '824',
    `
BGN M 1
@N1 O n
  N1 M 1
  N2 O 2
  N3 O 2
  N4 O 1
  REF O 12
  PER O 3
@OTI M n
  OTI M 1
  REF O 12
  DTM O 2
  PER O 3
  AMT O 10
  QTY O 10
  NM1 O 9
  @TED O n
    TED M 1
    CTX O 10
    NTE O 100
    RED O 100
  @LM O n
    LM M 1
    @LQ M 100
      LQ M 1
      RED O 100`,
  ],
];
