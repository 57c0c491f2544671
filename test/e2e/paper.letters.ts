// X12 orders of an invented partner, and a change of one, for the tests of the sheets.

export const PARTNER = {
  key: 'example-mill',
  name: 'Example Mill',
  enabled: true,
  standard: 'x12',
  identities: [{ qualifier: 'ZZ', id: 'EXAMPLEMILL' }],
  ownIdentities: [],
  accepts: 'production',
  versions: [],
  errors: 'reject',
  acknowledge: '997',
  charset: null,
  duplicateWindowDays: 90,
  ackDeadlineMinutes: 1440,
  ackAddress: null,
};

const PARTIES = [
  'N1*BY*Example Mill*92*1001',
  'N3*4 Quay',
  'N4*Duluth*MN*55802*US',
  'N1*ST*Example Mill, dock 2*92*1004',
];

function order(number: string, lines: number): string[] {
  const items = Array.from({ length: lines }, (_, i) => [
    `PO1*${i + 1}*${10 * (i + 1)}*EA*12345678.2500*PE*VP*VP-${i + 1}`,
    `PID*F****Bracket ${i + 1}`,
  ]);
  return [
    'ST*850*0001',
    `BEG*00*SA*${number}**20260302`,
    'DTM*002*20260320',
    ...PARTIES,
    ...items.flat(),
    `CTT*${lines}`,
  ];
}

/** Line 1 more, line 2 cancelled, line 9 new. */
const change = (number: string): string[] => [
  'ST*860*0001',
  `BCH*04*SA*${number}***20260302`,
  'POC*1*QI*15*15*EA*12345678.2500*PE*VP*VP-1',
  'POC*2*DI*0*0*EA***VP*VP-2',
  'POC*9*AI*5*5*EA*1.00*PE*VP*VP-9',
  'PID*F****Bolt',
  'CTT*3',
];

/** One interchange with one document; `n` is its control number. */
export function orderLetter(n: number, number: string, lines: number, what: 'order' | 'change' = 'order'): Buffer {
  const control = String(n).padStart(9, '0');
  const body = what === 'order' ? order(number, lines) : change(number);
  const group = what === 'order' ? 'PO' : 'PC';
  const segments = [
    `ISA*00*          *00*          *ZZ*EXAMPLEMILL    *ZZ*NORDWERK       *260302*0915*U*00401*${control}*0*P*>`,
    `GS*${group}*EXAMPLEMILL*NORDWERK*20260302*0915*${n}*X*004010`,
    ...body,
    `SE*${body.length + 1}*0001`,
    `GE*1*${n}`,
    `IEA*1*${control}`,
  ];
  return Buffer.from(segments.map(segment => `${segment}~\n`).join(''));
}
