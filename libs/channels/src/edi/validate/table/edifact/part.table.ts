// Groups that ORDERS, ORDCHG and REQOTE share, each as the most generous directory has it. A group that D.96A does not have is called by its first segment.
import { inside } from '../row.parser.js';

export const parties = (outer: string, rff: string, doc: string, cta: string): string => `
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

/** What each of them begins with. */
export const beginning = `
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
  DTM C 5`;

export const currencies = `
@SG7 C 5
  CUX M 1
  PCD C 5
  DTM C 5`;

export const allowance = (groups: readonly [string, string, string, string, string, string]): string => `
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

/** @param quantities whether a leg may say them, as in REQOTE */
export const transport = (tdt: string, loc: string, quantities = false): string => `
@${tdt} C 10
  TDT M 1${quantities ? LEG_QUANTITIES : ''}
  @${loc} C 10
    LOC M 1
    DTM C 5`;

const LEG_QUANTITIES = `
  QTY C 5`;

export const delivery = (tod: string): string => `
@${tod} C 10
  TOD M 1
  LOC C 9`;

export const schedule = (scc: string, qty: string): string => `
@${scc} C 999
  SCC M 1
  FTX C 5
  RFF C 5
  @${qty} C 999
    QTY M 1
    DTM C 9`;

export const requirements = (name: string): string => `
@${name} C 999
  RCS M 1
  RFF C 5
  DTM C 5
  FTX C n
  MOA C 9`;

export const equipment = (name: string): string => `
@${name} C 10
  EQD M 1
  HAN C 5
  MEA C 5
  FTX C 5`;

export const tax = (name: string): string => `
@${name} C 99
  TAX M 1
  MOA C 9
  LOC C 9`;

/** Terms of payment: PAT, from D.05A on PYT. */
export const terms = (name: string): string =>
  ['PAT', 'PYT']
    .map(
      tag => `
@${name} C 99
  ${tag} M 1
  DTM C 5
  PCD C 9
  @MOA C 9999
    MOA M 1
    GIR C 9
    RJL C 99`,
    )
    .join('');

export const adjustment = (name: string): string => `
@${name} C 99
  AJT M 1
  FTX C 5`;

/** Of the heading; APR was API in D.93A. */
export const priceInformation = (name: string, rows: string): string =>
  ['APR', 'API']
    .map(
      tag => `
@${name} C 25
  ${tag} M 1${inside(rows)}`,
    )
    .join('');

export const packages = (pac: string, pci: string, rows = ''): string => `
@${pac} C 99
  PAC M 1
  MEA C 5${inside(rows)}
  @${pci} C 10
    PCI M 1
    RFF C 1
    DTM C 5
    GIN C 10`;

export const dangers = `
@DGS C 999
  DGS M 1
  FTX C 5
  @CTA C 99
    CTA M 1
    COM C 5`;

/** Files outside of the message. */
export const links = `
@EFI C 99
  EFI M 1
  CED C 99
  COM C 99
  RFF C 9
  DTM C 9
  QTY C 9`;

/** Of a line, with features measured. */
export const features = (name: string): string => `
@${name} C 999
  CCI M 1
  CAV C 10
  MEA C 10`;

/** A place with its share: quantities stand before it in D.01B, and behind it with their state in D.08A. */
export const places = (name: string): string => `
@${name} C 9999
  LOC M 1${inside(STATED)}
  PCD C 1
  DTM C 5${inside(STATED)}`;

const STATED = `
@QTY C 99
  QTY M 1
  STS C 99`;

export const stages = `
@SG52 C 10
  STG M 1
  @SG53 C 3
    QTY M 1
    MOA C 1`;

/** @param sums rows of a sum of allowances, in the order of the message */
export const summary = (sums: string): string => `
UNS M 1
MOA C 99
CNT C 10
@SG54 C 10
  ALC M 1${inside(sums)}`;
