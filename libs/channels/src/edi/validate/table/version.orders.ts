// In which order versions of the standards have the segments of a set: what the tables are tried against. Facts of X12 003040 to 005020 and of the EDIFACT
// directories D.93A to D.13B. `N1( N2 N3 )` is a loop; what has a `+` stands in each of them.

const ROUTE = 'TD1 TD5 TD3 TD4';
const ADDRESS = 'N2 N3 N4';
const LONG_ADDRESS = 'N2 IN2 N3 N4';
const purpose = (text: string): string =>
  `SPI( REF DTM ${text} N1( ${ADDRESS} REF G61 ${text} ) CB1( REF DTM LDT ${text} ) )`;
const brackets = (text: string): string => `LS( LDT+( QTY ${text} REF LM( LQ+ ) ) LE+ )`;
const goods = `LIN SI PID MEA PWK PKG ${ROUTE}`;
const COSTS = 'AMT( REF DTM PCT FA1( FA2+ ) )';

const old = (marks: string): string =>
  `NTE CUR REF PER TAX FOB CTP CSH SAC ITD DIS INC DTM LDT ${goods} ${marks} N9( MSG ) N1( ${ADDRESS} NX2 REF PER FOB ${ROUTE} PKG )`;
const OLD_PARTY = `N1( ${ADDRESS} NX2 REF PER FOB SCH ${ROUTE} PKG )`;
const OLD_PART = `SLN( SI PID PO3 TC2 SAC DTM CTP PO4 N1( ${ADDRESS} NX2 REF PER ) )`;

const head = (afterHandling: string, marks: string, text: string): string =>
  `CUR REF PER TAX FOB CTP PAM CSH ${afterHandling} SAC( CUR ) ITD DIS INC DTM LDT ${goods} ${marks} ${COSTS} N9( DTM ${text} ) ` +
  `N1( ${ADDRESS} NX2 REF PER SI FOB ${ROUTE} PKG ) LM( LQ+ ) ${purpose(text)} ADV( DTM MTX )`;
const newHead = (afterHandling: string, marks: string): string =>
  `CUR REF PER TAX FOB CTP PAM CSH ${afterHandling} SAC( CUR ) ITD DIS INC DTM ${goods} ${marks} LDT( QTY MTX REF ) ${COSTS} N9( DTM MTX PWK EFI ) ` +
  `N1( ${LONG_ADDRESS} NX2 REF PER SI FOB ${ROUTE} PKG ) LM( LQ+ ) ${purpose('MTX')} ADV( DTM MTX )`;
const line = 'LIN SI CUR CN1 PO3';
const money = 'IT8 CSH ITD DIS INC TAX FOB SDQ';
const party = (address: string, text: string): string =>
  `N1( ${address} QTY NX2 REF PER SI DTM FOB SCH ${ROUTE} PKG LDT( MAN QTY ${text} REF ) )`;
const partParty = (address: string): string => `N1( ${address} NX2 REF PER SI )`;

const requestHead = (first: string, leads: string, text: string, last: string): string =>
  `CUR ${first} REF PER TAX FOB CTP PAM CSH SAC ITD DIS DTM ${leads} N9( DTM ${text} ) N1( ${ADDRESS} REF PER SI FOB ${ROUTE} PKG RRA ) ` +
  `${purpose(text)} PCT( AMT ) ADV( DTM MTX ) ${last}`;
const requestGoods = `LIN PID MEA PWK PKG ${ROUTE} MAN RRA CTB`;
const requestLine = (text: string, codes: string, remarks: string): string =>
  `LIN G53 CUR CN1 PO3 CTP PAM CTB MEA PID( MEA ) PWK PKG PO4 REF PER SAC IT8 CSH ITD DIS TAX FOB SDQ DTM FST ${ROUTE} MAN RRA ${text} SPI ${codes} ` +
  `QTY( SI ) SCH( ${ROUTE} REF ) LDT( QTY ${text} LM( LQ+ ) ) SLN( ${text} PID ADV QTY( SI ) ) N9( ${remarks} ) ` +
  `N1( ${ADDRESS} QTY REF PER SI DTM FOB SCH ${ROUTE} PKG RRA CTP PAM LDT( MAN QTY ${text} ) ) PCT( AMT )`;

/** Set, version, order. */
export const x12Orders: readonly (readonly [string, string, string])[] = [
  [
    '850',
    '003040',
    `BEG+ ${old('MAN CTB TXI')} PO1+( SI CUR PO3 CTP MEA PID( MEA ) PWK PO4 REF PER SAC IT8 ITD DIS INC TAX FOB SDQ IT3 DTM LDT SCH TC2 ${ROUTE} MAN AMT
     TXI PKG( MEA ) N9( MEA MSG ) ${OLD_PARTY} ${OLD_PART} ) CTT AMT`,
  ],
  [
    '850',
    '003060',
    `BEG+ NTE ${head('', 'MAN CTB TXI', 'MSG').replace('AMT( REF', 'AMT( AT REF')} PO1+( SI CUR CN1 PO3 CTP( CUR ) PAM MEA PID( MEA ) PWK PO4 REF PER
     SAC( CUR ) ${money} IT3 DTM TC2 ${ROUTE} MAN MSG SPI TXI CTB SCH( ${ROUTE} ) PKG( MEA ) ${brackets('MSG')} N9( MEA MSG ) ${OLD_PARTY}
     SLN( SI PID PO3 TC2 SAC( CUR ) DTM CTP PAM PO4 TAX N1( ${ADDRESS} NX2 REF PER ) ) AMT( REF PCT ) LM( LQ+ ) ) CTT( AMT )`,
  ],
  [
    '850',
    '004010',
    `BEG+ ${head('TC2', 'MAN PCT CTB TXI', 'MSG')} PO1+( ${line} CTP( CUR ) PAM MEA PID( MEA ) PWK PO4 REF PER SAC( CUR CTP ) ${money} IT3 DTM TC2 ${ROUTE}
     PCT MAN MSG SPI TXI CTB QTY( SI ) SCH( ${ROUTE} REF ) PKG( MEA ) ${brackets('MSG')} N9( DTM MEA MSG ) ${party(ADDRESS, 'MSG')}
     SLN( MSG SI PID PO3 TC2 ADV DTM CTP PAM PO4 TAX N9( DTM MSG ) SAC( CUR CTP ) QTY( SI ) ${partParty(ADDRESS)} ) AMT( REF PCT ) LM( LQ+ ) ) CTT( AMT )`,
  ],
  [
    '850',
    '005020',
    `BEG+ ${newHead('TC2', 'MAN PCT CTB TXI')} PO1+( ${line} CTP( CUR ) PAM MEA PID( MEA ) PWK PO4 REF PER SAC( CUR CTP ) ${money} IT3 DTM TC2 ${ROUTE}
     PCT MAN MTX SPI TXI CTB QTY( SI ) SCH( ${ROUTE} REF ) PKG( MEA ) ${brackets('MTX')} N9( DTM MEA MTX PWK EFI ) ${party(LONG_ADDRESS, 'MTX')}
     SLN( MTX SI PID PO3 MEA TC2 ADV DTM CTP PAM PO4 TAX N9( DTM MTX ) SAC( CUR CTP ) QTY( SI ) ${partParty(LONG_ADDRESS)} ) AMT( REF PCT ) LM( LQ+ ) )
     CTT( AMT )`,
  ],
  [
    '860',
    '003040',
    `BCH+ ${old('MAN TXI')} POC( SI CUR PO3 CTP MEA PID( MEA ) PWK PKG PO4 REF PER SAC IT8 ITD DIS INC TAX FOB SDQ DTM LDT SCH ${ROUTE} MAN AMT TC2 TXI
     N9( MSG ) ${OLD_PARTY} ${OLD_PART} ) CTT AMT`,
  ],
  [
    '860',
    '004010',
    `BCH+ ${head('', 'CTB MAN G53 TXI PCT', 'MSG')} POC( ${line} CTP PAM MEA PID( MEA ) PWK PKG PO4 REF PER SAC( CUR ) ${money} DTM ${ROUTE} MAN PCT TC2 CTB
     TXI SPI MSG QTY( SI ) SCH( ${ROUTE} ) N9( DTM MSG ) ${brackets('MSG')} ${party(ADDRESS, 'MSG')} SLN( MSG SI PID PO3 TC2 SAC( CUR ) DTM CTP PAM PO4 TAX
     ADV QTY( SI ) N9( DTM MSG ) ${partParty(ADDRESS)} ) AMT( REF PCT ) LM( LQ+ ) ) CTT( AMT )`,
  ],
  [
    '860',
    '005020',
    `BCH+ ${newHead('', 'CTB MAN G53 TXI PCT')} POC( ${line} CTP PAM MEA PID( MEA ) PWK PKG PO4 REF PER SAC( CUR ) ${money} DTM ${ROUTE} MAN PCT TC2 CTB
     TXI SPI MTX QTY( SI ) SCH( ${ROUTE} REF ) N9( DTM MTX PWK EFI ) ${brackets('MTX')} ${party(LONG_ADDRESS, 'MTX')} SLN( MTX SI PID PO3 MEA TC2 SAC( CUR )
     DTM CTP PAM PO4 TAX ADV QTY( SI ) N9( DTM MTX ) ${partParty(LONG_ADDRESS)} ) AMT( REF PCT ) LM( LQ+ ) ) CTT( AMT )`,
  ],
  [
    '840',
    '003040',
    `BQT+ NTE CUR REF PER TAX FOB CTP CSH SAC ITD DIS DTM LDT ${requestGoods.replace(' CTB', '')} N9( MSG ) N1( ${ADDRESS} REF PER FOB ${ROUTE} PKG RRA )
     PO1+( CUR PO3 CTP MEA PID( MEA ) PWK PKG PO4 REF PER SAC IT8 ITD DIS TAX FOB SDQ DTM SCH FST ${ROUTE} MAN RRA MSG LDT( QTY ) SLN( PID ) N9( MSG )
     N1( ${ADDRESS} REF PER FOB SCH ${ROUTE} PKG RRA CTP LDT( MAN QTY ) ) ) CTT`,
  ],
  [
    '840',
    '004010',
    `BQT+ ${requestHead('', `LDT ${requestGoods}`, 'MSG', '')} PO1+( ${requestLine('MSG', '', 'DTM MSG')} ) CTT`,
  ],
  [
    '840',
    '005020',
    `BQT+ ${requestHead('INC', `${requestGoods} LDT( QTY MTX )`, 'MTX', 'LM( LQ+ )').replace('N9( DTM MTX )', 'N9( DTM MTX PWK EFI )')}
     PO1+( ${requestLine('MTX', 'LM( LQ+ )', 'DTM MTX PWK EFI').replace('DIS TAX', 'DIS INC TAX')} ) CTT`,
  ],
  ['869', '003040', `BSI+ NTE HL+( PRF DTM REF N1( ${ADDRESS} REF PER ) LIN PID MEA ) CTT`],
  ['869', '003060', `BSI+ NTE HL+( PRF DTM REF LIN PID MEA QTY AT GF N1( ${ADDRESS} REF PER ) LM( LQ+ ) ) CTT`],
  [
    '869',
    '004010',
    `BSI+ NTE HL+( PRF DTM LIN PID MEA QTY GF REF( DTM ) N1( ${ADDRESS} REF PER ) LM( LQ+ ) FA1( FA2+ ) ) CTT`,
  ],
  [
    '869',
    '005020',
    `BSI+ NTE HL+( PRF DTM LIN PID MEA QTY DD GF REF( DTM ) N1( ${ADDRESS} REF PER ) LM( LQ+ ) FA1( FA2+ ) ) CTT`,
  ],
  ['864', '004010', `BMG+ DTM N1( ${ADDRESS} REF PER ) MIT+( N1( ${ADDRESS} REF PER ) MSG+ )`],
];
