// Interchanges of our own making for tests: invented companies, real shapes. Each function gives the bytes of one whole interchange.

export interface X12Letter {
  sender?: string;
  receiver?: string;
  /** ISA13, nine digits. */
  control?: string;
  test?: boolean;
  /** ISA14. */
  asks?: boolean;
  /** GS01. */
  functional?: string;
  /** Body segments of each set without ST and SE, `*` between elements. */
  sets: { type: string; body: string[] }[];
}

export function x12(letter: X12Letter): Buffer {
  const { sender = 'ACMEPARTS', receiver = 'NORDWERK', control = '000000101', test = false } = letter;
  const number = String(Number(control));
  const sets = letter.sets.flatMap(({ type, body }, i) => {
    const ref = String(i + 1).padStart(4, '0');
    return [`ST*${type}*${ref}`, ...body, `SE*${body.length + 2}*${ref}`];
  });
  const segments = [
    `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*${receiver.padEnd(15)}*260302*1000*U*00401*${control}*${letter.asks ? 1 : 0}*${test ? 'T' : 'P'}*>`,
    `GS*${letter.functional ?? 'PO'}*${sender}*${receiver}*20260302*1000*${number}*X*004010`,
    ...sets,
    `GE*${letter.sets.length}*${number}`,
    `IEA*1*${control}`,
  ];
  return Buffer.from(segments.map(segment => `${segment}~\n`).join(''));
}

/** An 850 of two lines, good in every respect. */
export const order850 = (number: string, over: { quantity?: string; purpose?: string } = {}) => ({
  type: '850',
  body: [
    `BEG*${over.purpose ?? '00'}*NE*${number}**20260302`,
    'CUR*BY*EUR',
    'DTM*002*20260316',
    'N1*BY*Acme Parts*92*1001',
    'N1*ST*Acme Plant 2*92*1002',
    'N3*Harbour Road 7',
    'N4*Hamburg**20457*DE',
    `PO1*1*${over.quantity ?? '12'}*EA*4.50**BP*A-100*VP*N-7731`,
    'PID*F****Bearing housing',
    'PO1*2*3.5*KG*12.80**BP*A-200',
    'CTT*2',
  ],
});

/** An 860 that changes the first line of an order. */
export const change860 = (number: string, quantity: string) => ({
  type: '860',
  body: [
    `BCH*04*NE*${number}***20260302`,
    'N1*BY*Acme Parts*92*1001',
    `POC*1*QI*${quantity}*2*EA*4.50**BP*A-100`,
    'CTT*1',
  ],
});

export function edifact(letter: {
  sender?: string;
  receiver?: string;
  control?: string;
  messages: string[][];
}): Buffer {
  const { sender = '4099999000018', receiver = '4099999000025', control = '4711' } = letter;
  const messages = letter.messages.flatMap((body, i) => {
    const ref = String(i + 1);
    const [type, ...segments] = body;
    return [`UNH+${ref}+${type}:D:96A:UN`, ...segments, `UNT+${segments.length + 2}+${ref}`];
  });
  const segments = [
    `UNB+UNOC:3+${sender}:14+${receiver}:14+260302:1000+${control}`,
    ...messages,
    `UNZ+${letter.messages.length}+${control}`,
  ];
  return Buffer.from(`UNA:+.? '${segments.map(segment => `${segment}'\r\n`).join('')}`, 'latin1');
}

/** ORDERS of one line: type first, then the segments between UNH and UNT. */
export const ordersOf = (number: string): string[] => [
  'ORDERS',
  `BGM+220+${number}+9`,
  'DTM+137:20260302:102',
  'DTM+2:20260316:102',
  'NAD+BY+4099999000018::9++Weserwerke GmbH+Kai 1+Bremen++28195+DE',
  'NAD+SU+4099999000025::9',
  'CUX+2:EUR:9',
  'LIN+1++4099999111111:EN',
  'IMD+F++:::Lagergeh?+use',
  'QTY+21:25:PCE',
  'PRI+AAA:4.5',
  'UNS+S',
  'CNT+2:1',
];
