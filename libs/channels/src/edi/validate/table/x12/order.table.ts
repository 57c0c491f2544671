// 850 order, 860 change of an order, 840 request for quotation. They differ in how they begin and in what a line is called.
import { orderLine } from './line.table.js';

/** Between the beginning and the parties. */
const HEADING = `
NTE O n
CUR O 1
REF O n
PER O n
TAX O n
FOB O n
CTP O n
PAM O n
CSH O n
@SAC O n
  SAC M 1
  CUR O 1
ITD O n
DIS O 20
INC O 1
DTM O n
LDT O 12
LIN O n
SI O n
PID O n
MEA O n
PWK O n
PKG O n
TD1 O n
TD5 O n
TD3 O n
TD4 O n
MAN O n
PCT O n
CTB O n
TXI O n
@LDT O n
  LDT M 1
  QTY O n
  DTM O 1
  REF O n
@AMT O n
  AMT M 1
  REF O n
  DTM O 1
  PCT O n
  @FA1 O n
    FA1 M 1
    FA2 O n
@N9 O n
  N9 M 1
  DTM O n
  MSG O n
  MTX O n
  PWK O n
  EFI O n
@N1 O n
  N1 M 1
  N2 O 2
  IN2 O n
  N3 O 2
  N4 O n
  NX2 O n
  REF O n
  PER O n
  SI O n
  FOB O 1
  TD1 O n
  TD5 O n
  TD3 O n
  TD4 O n
  PKG O n
  MSG O n
@LM O n
  LM M 1
  LQ M n
@SPI O n
  SPI M 1
  REF O n
  DTM O n
  MSG O n
  @N1 O n
    N1 M 1
    N2 O 2
    N3 O 2
    N4 O 1
    REF O n
    G61 O n
    MSG O n
  @CB1 O n
    CB1 M 1
    REF O n
    DTM O n
    LDT O 1
    MSG O n
@ADV O n
  ADV M 1
  DTM O n
  MTX O n`;

const SUMMARY = `
@CTT O 1
  CTT M 1
  AMT O n
AMT O n`;

export const x12OrderSets: readonly (readonly [string, string])[] = [
  ['850', `BEG M 1${HEADING}${orderLine('PO1', 'M')}${SUMMARY}`],
  // A change may cancel the order as a whole, without a line.
  ['860', `BCH M 1${HEADING}${orderLine('POC', 'O')}${SUMMARY}`],
  ['840', `BQT M 1${HEADING}${orderLine('PO1', 'M')}${SUMMARY}`],
];
