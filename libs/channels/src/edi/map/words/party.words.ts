// Who a party is: data element 98 of X12, 3035 of EDIFACT; and what a contact is for.
import { wordBook } from './word.book.js';

const X12_ROLES = new Map([
  ['BY', 'buyer'],
  ['ST', 'ship-to'],
  ['BT', 'bill-to'],
  ['SE', 'seller'],
  ['VN', 'seller'],
]);
const EDIFACT_ROLES = new Map([
  ['BY', 'buyer'],
  ['DP', 'ship-to'],
  ['ST', 'ship-to'],
  ['IV', 'bill-to'],
  ['SU', 'seller'],
  ['SE', 'seller'],
]);

/** The code itself where it is none of the four roles that an order is about. */
export const x12Role = (code: string): string => X12_ROLES.get(code) ?? code;
export const edifactRole = (code: string): string => EDIFACT_ROLES.get(code) ?? code;

const OURS = { buyer: 'Buyer', 'ship-to': 'Ship to', 'bill-to': 'Bill to', seller: 'Seller' };

export const x12PartyWords = wordBook({
  ...OURS,
  BN: 'Beneficial owner',
  BS: 'Bill and ship to',
  CA: 'Carrier',
  CN: 'Consignee',
  EN: 'End user',
  EY: 'Employee',
  FR: 'From',
  MF: 'Manufacturer',
  OB: 'Ordered by',
  PE: 'Payee',
  PR: 'Payer',
  RE: 'Remit to',
  RI: 'Remit to',
  SF: 'Ship from',
  SO: 'Sold to',
  SU: 'Supplier',
  TO: 'To',
  WH: 'Warehouse',
  Z7: 'Mark for',
});

export const edifactPartyWords = wordBook({
  ...OURS,
  BO: 'Broker',
  CA: 'Carrier',
  CN: 'Consignee',
  CZ: 'Consignor',
  DS: 'Distributor',
  EX: 'Exporter',
  FW: 'Freight forwarder',
  II: 'Invoice issued by',
  IM: 'Importer',
  MF: 'Manufacturer',
  MR: 'Message to',
  MS: 'Message from',
  OB: 'Ordered by',
  PE: 'Payee',
  PR: 'Payer',
  PW: 'Despatched from',
  SF: 'Ship from',
  UC: 'Final recipient',
  UD: 'Final customer',
  WH: 'Warehouse',
});

export const contactWords = wordBook({
  AD: 'Accounting',
  AP: 'Accounts payable',
  BD: 'Buyer',
  CN: 'Contact',
  DC: 'Delivery',
  DL: 'Delivery',
  GR: 'Goods received',
  IC: 'Information',
  OC: 'Order',
  PD: 'Purchasing',
  RE: 'Receiving',
  SA: 'Sales',
  SR: 'Sales',
  TA: 'Traffic',
});

/** Data element 365 of X12, 3155 of EDIFACT: the ways that a person can use. */
export const channelWords = wordBook({
  AO: 'phone',
  AL: 'mobile',
  CA: 'cable',
  CP: 'mobile',
  EI: 'EDI',
  EM: 'email',
  EX: 'extension',
  FX: 'fax',
  TE: 'phone',
  TL: 'telex',
  UR: 'web',
});
