// Which segments stand in which message of EDIFACT, in which order, how often. Groups have their numbers of D.96A. Every segment that some directory from
// D.93A to D.13B has is here, as often as the most generous one has it, and at each place where one of them has it: where directories differ in order, the
// segment has a row at both. Of newer directories, what is known of them.
import { inside } from '../row.parser.js';
import { edifactOrderSets } from './order.table.js';
import { edifactRequestSets } from './request.table.js';

/** An order that is asked for, or a line that is asked for without its order. */
const ASKED_LINE = `
LIN M 1
PIA C 25
IMD C 99
MEA C 99
QTY C 99
DTM C 35
STS C 9
FTX C 99
@SG5 C 99
  RFF M 1
  DTM C 9
@LOC C 99
  LOC M 1
  DTM C 5
  QTY C 1
@SG6 C 99
  NAD M 1
  LOC C 99`;

export const edifactSets: ReadonlyMap<string, string> = new Map([
  ...edifactOrderSets,
  ...edifactRequestSets,
  [
    'OSTENQ',
    `
BGM M 1
DTM M 5
IRQ C 1
FTX C 99
@SG0 C 99
  RFF M 1
  DTM C 9
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
  @SG4 C n${inside(inside(ASKED_LINE))}
@SG4 C n${inside(ASKED_LINE)}
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
