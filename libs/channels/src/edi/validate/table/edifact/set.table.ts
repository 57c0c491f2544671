// Which segments stand in which message of EDIFACT, in which order, how often. Groups have their numbers of D.96A. Every segment that some directory from
// D.93A to D.20B has is here, as often as the most generous one has it.
import { edifactOrderSets } from './order.table.js';

export const edifactSets: ReadonlyMap<string, string> = new Map([
  ...edifactOrderSets,
  [
    'OSTENQ',
    `
BGM M 1
DTM M 5
IRQ C 1
FTX C 99
@SG0 C 99
  RFF M 1
  DTM C 5
@SG1 C 99
  NAD M 1
  LOC C 99
  @SG2 C 9
    CTA M 1
    COM C 9
@SG3 C n
  DOC M 1
  DTM C 9
  FTX C 99
  @SG4 C n
    LIN M 1
    PIA C 25
    IMD C 99
    QTY C 99
    DTM C 35
    FTX C 99
    @SG5 C 99
      RFF M 1
      DTM C 9
    @SG6 C 99
      NAD M 1
      LOC C 99
@SG4 C n
  LIN M 1
  PIA C 25
  IMD C 99
  QTY C 99
  DTM C 35
  FTX C 99
  @SG5 C 99
    RFF M 1
    DTM C 9
  @SG6 C 99
    NAD M 1
    LOC C 99
UNS C 1
CNT C 10`,
  ],
  [
    'CONTRL',
    `
UCI M 1
@SG1 C n
  UCM M 1
  @SG2 C 999
    UCS M 1
    UCD C 99
@SG3 C n
  UCF M 1
  @SG4 C n
    UCM M 1
    @SG5 C 999
      UCS M 1
      UCD C 99`,
  ],
  [
    'APERAK',
    `
BGM M 1
DTM C 9
FTX C 99
CNT C 9
@SG1 C 99
  DOC M 1
  DTM C 99
@SG2 C 99
  RFF M 1
  DTM C 9
@SG3 C 99
  NAD M 1
  CTA C 9
  COM C 9
@SG4 C n
  ERC M 1
  FTX C 99
  @SG5 C 99
    RFF M 1
    FTX C 99`,
  ],
]);
