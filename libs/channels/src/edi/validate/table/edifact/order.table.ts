// ORDERS and ORDCHG: one shape, in which a change may say why something is adjusted.
import { inside } from '../row.parser.js';
import {
  adjustment,
  allowance,
  beginning,
  currencies,
  dangers,
  delivery,
  equipment,
  features,
  links,
  packages,
  parties,
  places,
  priceInformation,
  requirements,
  schedule,
  stages,
  summary,
  tax,
  terms,
  transport,
} from './part.table.js';

const HEADING = `${beginning}${adjustment('AJT')}${parties('SG2', 'SG3', 'SG4', 'SG5')}${tax('SG6')}${currencies}${terms('SG8')}${transport('SG9', 'SG10')}${delivery('SG11')}${packages('SG12', 'SG13')}${equipment('SG14')}${schedule('SG15', 'SG16')}${priceInformation(
  'SG17',
  `
DTM C 5
RNG C 1`,
)}${allowance(['SG18', 'SG19', 'SG20', 'SG21', 'SG22', 'SG23'])}${requirements('SG24')}${dangers}${links}`;

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
GEI C 99
GIS C 99
GIN C 9999
GIR C 9999
QVR C 1
QVA C 1
DOC C 99
PAI C 1
MTD C 99
FTX C 99${features('SG26')}${terms('SG27')}${adjustment('AJT')}
@SG28 C 99
  PRI M 1
  CUX C 1
  APR C 99
  API C 1
  RNG C 1
  DTM C 5
@SG29 C 9999
  RFF M 1
  DTM C 5
  GEI C 99
  GIS C 99
  MOA C 99${packages(
    'SG30',
    'SG32',
    `
QTY C 5
DTM C 5
@SG31 C 9
  RFF M 1
  DTM C 5`,
  )}${places('SG33')}${tax('SG34')}${parties('SG35', 'SG36', 'SG37', 'SG38')}${allowance(['SG39', 'SG40', 'SG41', 'SG42', 'SG43', 'SG44'])}${transport('SG45', 'SG46')}${delivery('SG47')}${equipment('SG48')}${schedule('SG49', 'SG50')}${requirements('SG51')}${stages}${dangers}${links}`;

// An order may be sent without lines, for a frame; a change that cancels the order has none.
const order = `${HEADING}
@SG25 C n${inside(LINE)}${summary(`
ALI C 1
MOA C 9`)}`;

export const edifactOrderSets: readonly (readonly [string, string])[] = [
  ['ORDERS', order],
  ['ORDCHG', order],
];
