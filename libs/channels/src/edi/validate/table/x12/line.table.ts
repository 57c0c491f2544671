// A line of an order, of its change, of a request for quotation. They have most of it in the same order, and differ in a few places; where versions of one
// set differ, a segment stands at each of its places.
import { inside } from '../row.parser.js';
import {
  ALLOWANCES,
  AMOUNTS,
  leadTimes,
  OWN_CODES,
  PACKAGING,
  PARTY,
  QUANTITIES,
  ROUTE,
  remarks,
  SCHEDULES,
  TEXT,
} from './part.table.js';

/** Rows of one set alone, each at its place. */
export interface LineShape {
  /** PO1 or POC. */
  tag: string;
  need: 'M' | 'O';
  afterNumbers?: string;
  afterPrices?: string;
  afterSchedule?: string;
  afterRoute: string;
  /** From the remarks on. */
  later: string;
}

export const orderLine = (shape: LineShape): string => `
@${shape.tag} ${shape.need} n
  ${shape.tag} M 1${inside(rowsOfLine(shape))}`;

const rowsOfLine = ({
  afterNumbers = '',
  afterPrices = '',
  afterSchedule = '',
  afterRoute,
  later,
}: LineShape): string => `
LIN O n${afterNumbers}
SI O n
CUR O 1
CN1 O 1
PO3 O n
@CTP O n
  CTP M 1
  CUR O 1
PAM O n${afterPrices}
MEA O n
@PID O n
  PID M 1
  MEA O n
PWK O n${PACKAGING}
@PO4 O n
  PO4 M 1
  MEA O n
REF O n
PER O n${ALLOWANCES}
IT8 O n
CSH O n
ITD O n
DIS O 20
INC O 1
TAX O n
FOB O n
SDQ O n
IT3 O n
DTM O n${leadTimes('line')}${SCHEDULES}${afterSchedule}
TC2 O n${ROUTE}${afterRoute}${PACKAGING}${QUANTITIES}${SCHEDULES}${PACKAGING}${later}${AMOUNTS}${OWN_CODES}`;

/** @param own rows that one set alone has */
export const lineParties = (own = ''): string => `
@N1 O n${inside(PARTY)}
  QTY O n
  NX2 O n
  REF O n
  PER O n
  SI O n
  DTM O n
  FOB O 1
  SCH O n${inside(ROUTE)}
  QTY O n
  PKG O n${inside(own)}${inside(TEXT)}
  @LDT O n
    LDT M 1
    MAN O n
    QTY O n${inside(inside(TEXT))}
    REF O n`;

/** Lead times in brackets of LS and LE, or without. */
export const BRACKETED = `
@LS O n
  LS M 1${inside(leadTimes('line'))}
  LE M 1${leadTimes('line')}`;

const OWN_REMARKS = remarks('part of a line');
const OWN_PARTIES = `
@N1 O n${inside(PARTY)}
  NX2 O n
  REF O n
  PER O n
  SI O n`;

/** A part of the line. @param whole whether remarks and parties that follow are its own */
export const sublines = (whole: boolean): string => `
@SLN O n
  SLN M 1${inside(TEXT)}
  SI O n
  PID O n
  PO3 O n
  MEA O n
  TC2 O n
  ADV O n
  MEA O n
  REF O n${inside(ALLOWANCES)}
  DTM O n
  CTP O n
  PAM O n
  PO4 O n
  IT8 O n
  TAX O n
  TD1 O n
  TD5 O n
  ADV O n${whole ? inside(OWN_REMARKS) : ''}${inside(ALLOWANCES)}${inside(QUANTITIES)}${whole ? inside(`${OWN_REMARKS}${OWN_PARTIES}`) : ''}`;
