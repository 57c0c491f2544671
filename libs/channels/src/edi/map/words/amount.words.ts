// What an amount or a count is of: data elements 522 of X12; 5025, 6069 and 6063 of EDIFACT.
import { wordBook } from './word.book.js';

export const x12AmountWords = wordBook({
  '1': 'Line total',
  BD: 'Balance due',
  GV: 'Gross value',
  T: 'Tax',
  TP: 'Total payment',
  TT: 'Total',
  CTT02: 'Hash total',
  CTT01: 'Levels',
  TDS01: 'Total',
});

export const edifactAmountWords = wordBook({
  '8': 'Allowance or charge',
  '9': 'Amount due',
  '23': 'Charge',
  '39': 'Invoice total',
  '64': 'Freight',
  '66': 'Goods',
  '77': 'Invoice amount',
  '79': 'Total of lines',
  '86': 'Total',
  '98': 'Original amount',
  '124': 'Tax',
  '125': 'Taxable amount',
  '128': 'Total',
  '131': 'Total charges or allowances',
  '146': 'Unit price',
  '176': 'Total taxes',
  '203': 'Line amount',
  '204': 'Allowance',
  '259': 'Total charges',
  '260': 'Total allowances',
});

export const edifactCountWords = wordBook({
  '1': 'Total quantity of lines',
  '2': 'Lines',
  '7': 'Total gross weight',
  '8': 'Pieces',
  '11': 'Packages',
  '15': 'Total volume',
});

export const edifactQuantityWords = wordBook({
  '1': 'Quantity',
  '11': 'Split quantity',
  '12': 'Despatched',
  '21': 'Ordered',
  '46': 'Delivered',
  '47': 'Invoiced',
  '52': 'In a pack',
  '53': 'Minimum order',
  '59': 'Consumer units in a trade unit',
  '61': 'Returned',
  '73': 'Outstanding',
  '83': 'Back order',
  '113': 'To be delivered',
  '192': 'Free of charge',
});

export const x12QuantityWords = wordBook({
  '01': 'Quantity',
  '02': 'Cumulative quantity received',
  '17': 'In stock',
  '38': 'Originally ordered',
  '39': 'Shipped',
  '63': 'On order',
});

export const edifactPriceWords = wordBook({
  AAA: 'Net price',
  AAB: 'Gross price',
  AAE: 'Information price',
  AAF: 'Information price',
  CAL: 'Calculation price',
  INF: 'Information price',
  INV: 'Invoice price',
});
