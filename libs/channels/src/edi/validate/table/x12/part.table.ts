// What headings and lines of an order, its change and a request for quotation have in common: each part once, as the most generous version has it. MTX says
// from 004030 on what MSG said, and stands beside it.
import { inside } from '../row.parser.js';

export const ROUTE = `
TD1 O n
TD5 O n
TD3 O n
TD4 O n`;

export const TEXT = `
MSG O n
MTX O n`;

/** Codes of an industry's own list. */
export const OWN_CODES = `
@LM O n
  LM M 1
  LQ M n`;

/** A plain segment in older versions, a loop in newer ones. */
export const leadTimes = (of: 'heading' | 'line'): string => `
@LDT O n
  LDT M 1
  QTY O n${inside(TEXT)}${of === 'heading' ? LATEST : ''}
  REF O n${of === 'line' ? inside(OWN_CODES) : ''}`;

const LATEST = `
  DTM O 1`;

/** Of a line; those of a heading have no price. */
export const ALLOWANCES = `
@SAC O n
  SAC M 1
  CUR O 1
  CTP O 1`;

/** Of a line; those of a heading may say an account. */
export const AMOUNTS = `
@AMT O n
  AMT M 1
  REF O n
  PCT O n`;

export const PACKAGING = `
@PKG O n
  PKG M 1
  MEA O n`;

export const SCHEDULES = `
@SCH O n
  SCH M 1${inside(ROUTE)}
  REF O n`;

export const QUANTITIES = `
@QTY O n
  QTY M 1
  SI O n`;

export const ADVERTISING = `
@ADV O n
  ADV M 1
  DTM O n
  MTX O n`;

/** What is asked of the money that pays: the share, and its amounts. */
export const SHARES = `
@PCT O n
  PCT M 1
  AMT O n`;

/** @param of whose they are: those of a line may hold measures */
export const remarks = (of: 'heading' | 'line' | 'part of a line'): string => `
@N9 O n
  N9 M 1
  DTM O n${of === 'line' ? MEASURES : ''}${inside(TEXT)}
  PWK O n
  EFI O n`;

const MEASURES = `
  MEA O n`;

/** Name and address. */
export const PARTY = `
N1 M 1
N2 O 2
IN2 O n
N3 O 2
N4 O n`;

/** What a military or public order says of its purpose, with parties and contracts of its own. */
export const PURPOSE = `
@SPI O n
  SPI M 1
  REF O n
  DTM O n${inside(TEXT)}
  @N1 O n${inside(inside(PARTY))}
    REF O n
    G61 O n${inside(inside(TEXT))}
  @CB1 O n
    CB1 M 1
    REF O n
    DTM O n
    LDT O 1${inside(inside(TEXT))}`;
