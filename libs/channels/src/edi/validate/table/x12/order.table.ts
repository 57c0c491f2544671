// 850 order, 860 change of an order, 840 request for quotation: how they begin, what a line is called, and where each stands on its own.
import { heading } from './heading.table.js';
import { BRACKETED, lineParties, orderLine, sublines } from './line.table.js';
import { ADVERTISING, AMOUNTS, OWN_CODES, remarks, SHARES, TEXT } from './part.table.js';

const SUMMARY = `
@CTT O 1
  CTT M 1
  AMT O n
AMT O n`;

const ORDER = {
  heading: heading({
    afterHandling: `
TC2 O n`,
    afterRoute: `
MAN O n
PCT O n
CTB O n
TXI O n`,
  }),
  line: orderLine({
    tag: 'PO1',
    need: 'M',
    afterRoute: `
PCT O n
MAN O n${AMOUNTS}${TEXT}
SPI O n
TXI O n
CTB O n`,
    later: `${BRACKETED}${remarks('line')}${lineParties()}${sublines(true)}`,
  }),
};

/** Terms, marks and taxes stand in another order than in 850; who writes his changes in the order of his orders is understood as well. */
const CHANGE = {
  heading: heading({
    afterRoute: `
CTB O n
MAN O n
G53 O n
PCT O n
CTB O n
TXI O n
PCT O n`,
  }),
  // A change may cancel the order as a whole, without a line.
  line: orderLine({
    tag: 'POC',
    need: 'O',
    afterRoute: `
PCT O n
MAN O n
PCT O n${AMOUNTS}
TC2 O n${TEXT}
SPI O n
CTB O n
TXI O n
CTB O n
SPI O n${TEXT}`,
    later: `${BRACKETED}${remarks('line')}${BRACKETED}${lineParties()}${sublines(true)}`,
  }),
};

const INSTALMENT = `
INC O 1`;
const RESPONSE = `
RRA O n`;

/** Asks for answers (RRA) and forecasts (FST); parts of a line come before its remarks and parties, which are the line's, not the part's. */
const REQUEST = {
  heading: heading({
    afterCurrency: INSTALMENT,
    afterRoute: `
MAN O n
RRA O n
PCT O n
CTB O n
TXI O n`,
    ofParty: RESPONSE,
    last: `${SHARES}${ADVERTISING}${OWN_CODES}`,
  }),
  line: orderLine({
    tag: 'PO1',
    need: 'M',
    afterNumbers: `
G53 O 1`,
    afterPrices: `
CTB O n`,
    afterSchedule: `
FST O n`,
    afterRoute: `
PCT O n
MAN O n${RESPONSE}${TEXT}
SPI O n
TXI O n
CTB O n${OWN_CODES}`,
    later: `${BRACKETED}${sublines(false)}${remarks('line')}${lineParties(`${RESPONSE}
CTP O 1
PAM O n`)}${sublines(true)}${SHARES}`,
  }),
};

export const x12OrderSets: readonly (readonly [string, string])[] = [
  ['850', `BEG M 1${ORDER.heading}${ORDER.line}${SUMMARY}`],
  ['860', `BCH M 1${CHANGE.heading}${CHANGE.line}${SUMMARY}`],
  ['840', `BQT M 1${REQUEST.heading}${REQUEST.line}${SUMMARY}`],
];
