// What a document by EDI brings beside its number: the fields of TradeDocument, for every kind that one may become. Read-only: people work with what the
// customer ordered, they never alter it. Only what is never null is described inside the lists; the whole shape is in trade/trade.document.ts.
import { fields, text } from './field.js';

type Field = Readonly<Record<string, unknown>>;

const SENT = { readOnly: true, description: 'As the partner sent it' };

const list = (title: string, properties: Readonly<Record<string, Field>>): Field => ({
  type: 'array',
  title,
  ...SENT,
  items: fields(properties),
});
const texts = (title: string): Field => ({ type: 'array', title, ...SENT, items: { type: 'string' } });

export const tradeFields: Readonly<Record<string, Field>> = {
  purpose: text('Purpose', SENT),
  purposeCode: text('Purpose code', SENT),
  documentDate: text('Document date', SENT),
  originalOrder: text('Order that it is about', SENT),
  currency: text('Currency', SENT),
  parties: list('Parties', { role: text('Role'), name: text('Name') }),
  references: list('References', { qualifier: text('Code'), meaning: text('Of what'), value: text('Reference') }),
  dates: list('Dates', { code: text('Code'), meaning: text('What for'), value: text('Date') }),
  lines: list('Lines', {
    lineNumber: text('Line'),
    action: text('Action'),
    uom: text('Unit'),
    priceBasis: text('Price for'),
    description: text('Description'),
    itemIds: { type: 'array', title: 'Items', items: fields({ qualifier: text('Code'), id: text('Number') }) },
  }),
  declaredLineCount: text('Lines as declared', SENT),
  totals: list('Totals as declared', { qualifier: text('Code'), meaning: text('Of what'), value: text('Amount') }),
  notes: texts('Notes of the partner'),
  warnings: texts('To look at'),
  source: {
    ...fields({ standard: text('Standard'), messageType: text('Type') }),
    title: 'Where it came from',
    ...SENT,
  },
  ack: { ...fields({ type: text('Type'), code: text('Code') }), title: 'Acknowledgement', ...SENT },
};
