// In which order directories of EDIFACT have the segments of a message, written as in version.orders.ts.

const parties = (rows = 'LOC FII'): string => `NAD( ${rows} RFF( DTM ) DOC( DTM ) CTA( COM ) )`;
const allowance = (first: string): string => `ALC( ${first} QTY( RNG ) PCD( RNG ) MOA( RNG ) RTE( RNG ) TAX( MOA ) )`;
const transport = (rows = ''): string => `TDT( ${rows} LOC( DTM ) )`;
const EQUIPMENT = 'EQD( HAN MEA FTX )';
const TAX = 'TAX( MOA LOC )';
const DELIVERY = 'TOD( LOC )';
const REQUIREMENTS = 'RCS( RFF DTM FTX )';
const schedule = (rows = 'FTX RFF'): string => `SCC( ${rows} QTY( DTM ) )`;
const PACKED = 'PCI( RFF DTM GIN )';
const FEATURES = 'CCI( CAV MEA )';
const DANGERS = 'DGS( FTX CTA( COM ) )';
const LINKS = 'EFI( CED COM RFF DTM QTY )';

/** What directories call differently, or have more of, than D.96A. */
interface Words {
  terms: string;
  price?: string;
  list?: string;
  reason?: string;
  marks?: string;
  material?: string;
  place?: string;
  reference?: string;
  last?: string;
  lineLast?: string;
  heading?: string;
}

const order = ({
  terms,
  price = 'APR',
  list = 'QVR',
  reason = '',
  marks = '',
  material = '',
  place = 'QTY DTM',
  reference = 'DTM',
  last = '',
  lineLast = last,
  heading = '',
}: Words): string =>
  `BGM+ DTM+ PAI ALI IMD FTX ${heading} RFF( DTM ) ${reason} ${parties()} ${TAX} CUX( PCD DTM ) ${terms} ${transport()} ${DELIVERY} PAC( MEA ${PACKED} )
   ${EQUIPMENT} ${schedule()} ${price}( DTM RNG ) ${allowance('ALI DTM')} ${REQUIREMENTS} ${last} LIN( PIA IMD MEA QTY PCD ALI DTM MOA ${marks} GIN GIR ${list}
   DOC PAI ${material} FTX ${FEATURES} ${terms.replace(' RJL', '')} ${reason} PRI( CUX ${price} RNG DTM ) RFF( ${reference} ) PAC( MEA QTY DTM RFF( DTM ) ${PACKED} )
   LOC( ${place} ) ${TAX} ${parties()} ${allowance('ALI DTM')} ${transport()} ${DELIVERY} ${EQUIPMENT} ${schedule()} ${REQUIREMENTS} STG( QTY( MOA ) )
   ${lineLast} ) UNS+ MOA CNT ALC( ALI MOA+ )`;

const request = (terms: string, price: string, list: string, packages: string): string =>
  `BGM+ DTM+ PAI ALI IMD IRQ FTX RFF( DTM ) AJT( FTX ) ${TAX} CUX( DTM ) ${terms} ${DELIVERY} ${EQUIPMENT} ${REQUIREMENTS} ${price}( PRI QTY DTM MOA RNG )
   DLM( MOA DTM ) ${parties()} ${transport('QTY')} PAC( MEA ${PACKED} ) ${schedule('FTX')} ${allowance('ALI')} LIN+( PIA IMD MEA QTY PCD ALI DTM GIN GIR ${list}
   FTX PAI DOC ${FEATURES} MOA( QTY IMD CUX DTM ) AJT( FTX ) PRI( ${price} RNG CUX DTM ) RFF( DTM ) LOC( QTY DTM ) ${TAX} ${DELIVERY} ${EQUIPMENT}
   ${REQUIREMENTS} ${terms} PAC( MEA ${packages} ${PACKED} ) ${parties('LOC')} ${allowance('ALI')} ${transport('QTY')} ${schedule('FTX')} ) UNS+ MOA CNT
   ALC( MOA+ ALI )`;

const PAT = 'PAT( DTM PCD MOA )';
const PAT_OF_97A = 'PAT( DTM PCD MOA( GIR ) )';
const PAT_OF_01B = 'PAT( DTM PCD MOA( GIR RJL ) )';
const PYT = 'PYT( DTM PCD MOA( GIR RJL ) )';

/** What came with later directories. */
const without = (rows: readonly string[], text: string): string =>
  rows.reduce((left, row) => left.replaceAll(row, ''), text);

/** Message, directory, order. */
export const edifactOrders: readonly (readonly [string, string, string])[] = [
  ['ORDERS', 'D:93A', without([FEATURES, 'STG( QTY( MOA ) )'], order({ terms: PAT, price: 'API', list: 'QVA' }))],
  ['ORDERS', 'D:96A', order({ terms: PAT })],
  ['ORDERS', 'D:97A', order({ terms: PAT_OF_97A, place: 'QTY PCD DTM', last: DANGERS })],
  [
    'ORDERS',
    'D:01B',
    order({
      terms: PAT_OF_01B,
      ...{
        heading: 'GIR',
        marks: 'GIS',
        material: 'MTD',
        reference: 'DTM GIS MOA',
        place: 'QTY PCD DTM',
        last: DANGERS,
      },
    }),
  ],
  [
    'ORDERS',
    'D:13B',
    order({
      terms: PYT,
      ...{ heading: 'GIR', marks: 'GEI', material: 'MTD', reference: 'DTM GEI MOA', place: 'PCD DTM QTY( STS )' },
      last: `${DANGERS} ${LINKS}`,
    }),
  ],
  ['ORDCHG', 'D:96A', order({ terms: PAT, reason: 'AJT( FTX )' })],
  [
    'ORDCHG',
    'D:13B',
    order({ terms: PYT, reason: 'AJT( FTX )', heading: 'GIR', marks: 'GEI', material: 'MTD', last: LINKS }),
  ],
  ['REQOTE', 'D:93A', without([FEATURES, 'IRQ', 'AJT( FTX )', 'PAI DOC'], request(PAT, 'API', 'QVA', 'DTM QTY'))],
  ['REQOTE', 'D:97A', request(PAT, 'APR', 'QVR', 'QTY DTM RFF( DTM )')],
  ['REQOTE', 'D:12A', request('PYT( DTM PCD MOA )', 'APR', 'QVR', 'QTY DTM RFF( DTM )')],
  ['OSTENQ', 'D:97A', 'BGM+ DTM+ FTX NAD+( CTA( COM ) ) DOC( DTM LIN( PIA IMD MEA RFF( DTM ) LOC( DTM QTY ) ) )'],
  [
    'OSTENQ',
    'D:13B',
    'BGM+ DTM+ IRQ FTX RFF( DTM ) NAD+( CTA( COM ) ) DOC( DTM LIN( PIA IMD MEA STS RFF( DTM ) LOC( DTM QTY ) ) )',
  ],
];
