// ORDERS, ORDCHG and REQOTE: one shape, in which a request for quotation names the parties later and may say why something is adjusted.

const indent = (rows: string): string => rows.replaceAll('\n', '\n  ');

const parties = (outer: string, rff: string, doc: string, cta: string): string => `
@${outer} C 999
  NAD M 1
  LOC C 99
  FII C 5
  @${rff} C 99
    RFF M 1
    DTM C 5
  @${doc} C 5
    DOC M 1
    DTM C 5
  @${cta} C 99
    CTA M 1
    COM C 9`;

const allowance = (groups: readonly [string, string, string, string, string, string]): string => `
@${groups[0]} C 999
  ALC M 1
  ALI C 5
  DTM C 5
  @${groups[1]} C 9
    QTY M 1
    RNG C 1
  @${groups[2]} C 9
    PCD M 1
    RNG C 1
  @${groups[3]} C 9
    MOA M 1
    RNG C 1
  @${groups[4]} C 9
    RTE M 1
    RNG C 1
  @${groups[5]} C 9
    TAX M 1
    MOA C 1`;

const transport = (tdt: string, loc: string, tod: string): string => `
@${tdt} C 10
  TDT M 1
  @${loc} C 10
    LOC M 1
    DTM C 5
@${tod} C 5
  TOD M 1
  LOC C 9`;

const schedule = (scc: string, qty: string): string => `
@${scc} C 999
  SCC M 1
  FTX C 5
  RFF C 5
  @${qty} C 999
    QTY M 1
    DTM C 9`;

const requirements = (name: string): string => `
@${name} C 999
  RCS M 1
  RFF C 5
  DTM C 5
  FTX C 99
  MOA C 9`;

const equipment = (name: string): string => `
@${name} C 10
  EQD M 1
  HAN C 5
  MEA C 5
  FTX C 5`;

const tax = (name: string): string => `
@${name} C 99
  TAX M 1
  MOA C 9
  LOC C 9`;

const terms = (name: string): string => `
@${name} C 99
  PAT M 1
  DTM C 5
  PCD C 9
  MOA C 9`;

const adjustment = (name: string): string => `
@${name} C 99
  AJT M 1
  FTX C 5`;

const HEADING = `
BGM M 1
DTM M 35
PAI C 1
ALI C 5
IMD C 999
IRQ C 10
FTX C 99
GIR C 99
@SG1 C 9999
  RFF M 1
  DTM C 5${adjustment('AJT')}${parties('SG2', 'SG3', 'SG4', 'SG5')}${tax('SG6')}
@SG7 C 5
  CUX M 1
  PCD C 5
  DTM C 5${terms('SG8')}${transport('SG9', 'SG10', 'SG11')}
@SG12 C 99
  PAC M 1
  MEA C 5
  @SG13 C 5
    PCI M 1
    RFF C 1
    DTM C 5
    GIN C 10
PARTIES${equipment('SG14')}${schedule('SG15', 'SG16')}
@SG17 C 25
  APR M 1
  DTM C 5
  RNG C 1${allowance(['SG18', 'SG19', 'SG20', 'SG21', 'SG22', 'SG23'])}${requirements('SG24')}
@DGS C 999
  DGS M 1
  FTX C 5`;

const LINE = `
LIN M 1
PIA C 25
IMD C 99
MEA C 99
QTY C 99
PCD C 5
ALI C 5
DTM C 35
MOA C 99
GIN C 9999
GIR C 9999
QVR C 1
DOC C 99
PAI C 1
MTD C 99
FTX C 99
@SG26 C 999
  CCI M 1
  CAV C 10
  MEA C 10${terms('SG27')}${adjustment('AJT')}
@SG28 C 99
  PRI M 1
  CUX C 1
  APR C 9
  RNG C 1
  DTM C 5
@SG29 C 9999
  RFF M 1
  DTM C 5
@SG30 C 99
  PAC M 1
  MEA C 5
  QTY C 5
  DTM C 5
  @SG31 C 9
    RFF M 1
    DTM C 5
  @SG32 C 5
    PCI M 1
    RFF C 1
    DTM C 5
    GIN C 10
@SG33 C 9999
  LOC M 1
  QTY C 9
  PCD C 1
  DTM C 5${tax('SG34')}${parties('SG35', 'SG36', 'SG37', 'SG38')}${allowance(['SG39', 'SG40', 'SG41', 'SG42', 'SG43', 'SG44'])}${transport('SG45', 'SG46', 'SG47')}${equipment('SG48')}${schedule('SG49', 'SG50')}${requirements('SG51')}
@SG52 C 10
  STG M 1
  @SG53 C 3
    QTY M 1
    MOA C 1
@DGS C 999
  DGS M 1
  FTX C 5`;

const SUMMARY = `
UNS M 1
MOA C 99
CNT C 10
@SG54 C 10
  ALC M 1
  ALI C 1
  MOA C 9`;

/** @param need whether it must have a line */
const order = (need: 'M' | 'C', later: string): string =>
  `${HEADING.replace('\nPARTIES', later)}
@SG25 ${need} n${indent(LINE)}${SUMMARY}`;

export const edifactOrderSets: readonly (readonly [string, string])[] = [
  // An order may be sent without lines, for a frame; a change that cancels the order has none.
  ['ORDERS', order('C', '')],
  ['ORDCHG', order('C', '')],
  ['REQOTE', order('C', parties('SG2', 'SG3', 'SG4', 'SG5'))],
];
