// REQOTE: what is asked for comes before who asks, prices say their terms before their currency, and amounts of a line are groups. Who writes his requests
// in the order of his ORDERS is understood as well.
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

const PARTIES = parties('SG2', 'SG3', 'SG4', 'SG5');
const EQUIPMENT = equipment('SG14');
const REQUIREMENTS = requirements('SG24');
const PRICE_INFORMATION = priceInformation(
  'SG17',
  `
PRI C 1
QTY C 2
DTM C 5
MOA C 2
RNG C 2`,
);
const LIMITS = `
@DLM C 1
  DLM M 1
  MOA C 1
  DTM C 1`;

const HEADING = `${beginning}${adjustment('AJT')}${PARTIES}${tax('SG6')}${currencies}${terms('SG8')}${transport('SG9', 'SG10', true)}${delivery('SG11')}${packages('SG12', 'SG13')}${EQUIPMENT}${REQUIREMENTS}${PRICE_INFORMATION}${LIMITS}${PARTIES}${transport('SG9', 'SG10', true)}${packages('SG12', 'SG13')}${EQUIPMENT}${schedule('SG15', 'SG16')}${PRICE_INFORMATION}${allowance(['SG18', 'SG19', 'SG20', 'SG21', 'SG22', 'SG23'])}${REQUIREMENTS}${dangers}${links}`;

const AMOUNTS = `
@MOA C 100
  MOA M 1
  QTY C 2
  IMD C 1
  CUX C 1
  DTM C 2`;

/** D.93A has the date before the quantity. */
const PACKAGES = packages(
  'SG30',
  'SG32',
  `
QTY C 5
DTM C 5
QTY C 5
@SG31 C 9
  RFF M 1
  DTM C 5`,
);

const LINE = `
LIN M 1
PIA C 25
IMD C 99
MEA C 99
QTY C 99
PCD C 5
ALI C 5
DTM C 35${AMOUNTS}
GIN C 9999
GIR C 9999
QVR C 1
QVA C 1
FTX C 99
DOC C 99
PAI C 1
DOC C 99
MTD C 99
FTX C 99${features('SG26')}${terms('SG27')}${AMOUNTS}${adjustment('AJT')}
@SG28 C 99
  PRI M 1
  CUX C 1
  APR C 9
  API C 1
  RNG C 1
  CUX C 5
  DTM C 5
@SG29 C 9999
  RFF M 1
  DTM C 5${PACKAGES}${places('SG33')}${tax('SG34')}${delivery('SG47')}${equipment('SG48')}${requirements('SG51')}${terms('SG27')}${PACKAGES}${parties('SG35', 'SG36', 'SG37', 'SG38')}${allowance(['SG39', 'SG40', 'SG41', 'SG42', 'SG43', 'SG44'])}${transport('SG45', 'SG46', true)}${delivery('SG47')}${equipment('SG48')}${schedule('SG49', 'SG50')}${requirements('SG51')}${stages}${dangers}${links}`;

export const edifactRequestSets: readonly (readonly [string, string])[] = [
  [
    'REQOTE',
    `${HEADING}
@SG25 C n${inside(LINE)}${summary(`
ALI C 1
MOA C 9
ALI C 1`)}`,
  ],
];
