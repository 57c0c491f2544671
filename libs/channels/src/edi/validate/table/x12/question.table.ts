// 869 question after an order, and 864 text.
import { inside } from '../row.parser.js';
import { OWN_CODES, ROUTE, TEXT } from './part.table.js';

const ADDRESS = `
N2 O 2
N3 O 2
N4 O 1
REF O n
PER O n`;

const REFERENCES = `
@REF O n
  REF M 1
  DTM O n`;

const PARTIES = `
@N1 O n
  N1 M 1${inside(ADDRESS)}
  FOB O 1`;

/** References stand before the line until 003070 and behind it from 004010 on, parties from 003050 on. */
const LEVEL = `
PRF O 1
DTM O n${REFERENCES}${PARTIES}
LIN O n
PID O n
MEA O n
PWK O n
PKG O n${ROUTE}
MAN O n
SLN O n
CUR O 1
QTY O n
AT O n
DD O n
GF O 1
NTE O n
MSG O n${REFERENCES}
@N9 O n
  N9 M 1
  MSG O n${PARTIES}${OWN_CODES}
@FA1 O n
  FA1 M 1
  FA2 O n`;

export const x12QuestionSets: readonly (readonly [string, string])[] = [
  [
    '869',
    `
BSI M 1
NTE O n
REF O n
DTM O n
@N1 O n
  N1 M 1${inside(ADDRESS)}
@HL M n
  HL M 1${inside(LEVEL)}
CTT O 1`,
  ],
  [
    '864',
    `
BMG M 1
DTM O n
REF O n
@N1 O n
  N1 M 1
  N2 O n
  N3 O n
  N4 O n
  REF O n
  PER O n
@MIT M n
  MIT M 1
  @N1 O n
    N1 M 1
    N2 O n
    N3 O n
    N4 O n
    REF O n
    PER O n
  REF O n
  PER O n
  DTM O n${inside(TEXT)}`,
  ],
];
