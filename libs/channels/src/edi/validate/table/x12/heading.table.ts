// What stands between the beginning of an order and its lines. 850, 860 and 840 have most of it in the same order, and differ in a few places.
import { inside } from '../row.parser.js';
import { ADVERTISING, leadTimes, OWN_CODES, PARTY, PURPOSE, ROUTE, remarks, TEXT } from './part.table.js';

const AMOUNTS = `
@AMT O n
  AMT M 1
  AT O 1
  REF O n
  DTM O 1
  PCT O n
  @FA1 O n
    FA1 M 1
    FA2 O n`;

/** Rows of one set alone, each at its place. */
export interface HeadingShape {
  afterCurrency?: string;
  afterHandling?: string;
  afterRoute: string;
  ofParty?: string;
  last?: string;
}

export const heading = ({
  afterCurrency = '',
  afterHandling = '',
  afterRoute,
  ofParty = '',
  last = '',
}: HeadingShape): string => `
NTE O n
CUR O 1${afterCurrency}
REF O n
PER O n
TAX O n
FOB O n
CTP O n
PAM O n
CSH O n${afterHandling}
@SAC O n
  SAC M 1
  CUR O 1
ITD O n
DIS O 20
INC O 1
DTM O n${leadTimes('heading')}
LIN O n
SI O n
PID O n
MEA O n
PWK O n
PKG O n${ROUTE}${afterRoute}${leadTimes('heading')}${AMOUNTS}${remarks('heading')}
@N1 O n${inside(PARTY)}
  NX2 O n
  REF O n
  PER O n
  SI O n
  FOB O 1${inside(ROUTE)}
  PKG O n${inside(ofParty)}${inside(TEXT)}${OWN_CODES}${PURPOSE}${ADVERTISING}${last}`;
