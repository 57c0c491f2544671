// The fields of a trade document in the kinds that one may become.
import type { TradeDocument } from '../../trade/trade.document.js';
import { isReadOnly, propertiesOf } from '../fields.js';
import { shippedBook, shippedKinds } from '../shipped.kinds.js';
import { tradeFields } from './trade.fields.js';

const KINDS = ['order', 'order-change', 'rfq', 'status-inquiry', 'message', 'document'];
// Named by their type, so that a field that is new in one is missed in the other.
const OF_A_DOCUMENT: Readonly<Record<Exclude<keyof TradeDocument, 'documentNumber'>, true>> = {
  source: true,
  purpose: true,
  purposeCode: true,
  documentDate: true,
  originalOrder: true,
  currency: true,
  parties: true,
  references: true,
  dates: true,
  notes: true,
  lines: true,
  declaredLineCount: true,
  totals: true,
  warnings: true,
  ack: true,
};

it('are all that a document has but its number', () => {
  expect(Object.keys(tradeFields).sort()).toEqual(Object.keys(OF_A_DOCUMENT).sort());
});

it.each(KINDS)('are read-only in the kind %s; its number is an ordinary field', key => {
  const { schema } = shippedBook.current(key);
  for (const name of Object.keys(tradeFields)) expect([name, isReadOnly(schema, name)]).toEqual([name, true]);
  expect(propertiesOf(schema).documentNumber).toMatchObject({ type: 'string' });
  expect(isReadOnly(schema, 'documentNumber')).toBe(false);
});

it('are in no other kind', () => {
  const others = shippedKinds.filter(kind => !KINDS.includes(kind.key));
  expect(others.filter(kind => Object.hasOwn(propertiesOf(kind.schema), 'lines'))).toEqual([]);
});
