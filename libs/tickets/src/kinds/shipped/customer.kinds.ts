// What customers ask for. The acknowledgement says the promise; it is sent where a channel acknowledges.
import type { Outcome, TicketKind } from '../kind.js';
import { choice, count, day, fields, longText, text } from './field.js';
import { tradeFields } from './trade.fields.js';

const ANSWERED: Outcome = { code: 'answered', title: 'Answered' };
const NOT_NEEDED: Outcome = { code: 'no-action', title: 'Nothing to do' };
const DECLINED: Outcome = { code: 'declined', title: 'Declined' };
const HOUR = 60;

const THANKS = `Hello and thank you,

we have received your message. You will hear from us {{promise.words}}.

Our number for it is #{{ticket.number}}.

{{department.name}}`;

const kind = (
  given: Omit<
    TicketKind,
    'version' | 'checklist' | 'attachments' | 'requiredToClose' | 'acknowledgement' | 'business'
  > &
    Partial<TicketKind>,
): TicketKind => ({
  version: 1,
  checklist: [],
  attachments: [],
  requiredToClose: [],
  acknowledgement: THANKS,
  business: 'repeat',
  ...given,
});

export const customerKinds: readonly TicketKind[] = [
  kind({
    key: 'inquiry',
    title: 'Inquiry',
    toleranceMinutes: 8 * HOUR,
    outcomes: [ANSWERED, NOT_NEEDED, DECLINED],
    schema: fields(),
  }),
  kind({
    key: 'order',
    title: 'Order',
    toleranceMinutes: 4 * HOUR,
    outcomes: [{ code: 'entered', title: 'Order entered' }, DECLINED, NOT_NEEDED],
    schema: fields({
      documentNumber: text('Order number'),
      customerReference: text('Customer reference'),
      partNumber: text('Part number'),
      quantity: count('Quantity', 1_000_000),
      requestedDate: day('Requested date'),
      promisedDate: day('Promised date', {
        'x-promise': true,
        description: 'What we have promised; a change is told to the customer',
      }),
      ...tradeFields,
    }),
    checklist: [
      { key: 'prices-checked', title: 'Prices and terms checked', required: false },
      { key: 'stock-checked', title: 'Stock or production date checked', required: false },
    ],
  }),
  kind({
    key: 'order-change',
    title: 'Order change',
    toleranceMinutes: 4 * HOUR,
    outcomes: [{ code: 'changed', title: 'Order changed' }, DECLINED, NOT_NEEDED],
    schema: fields({
      documentNumber: text('Order number'),
      change: longText('What changes'),
      promisedDate: day('Promised date', { 'x-promise': true }),
      ...tradeFields,
    }),
  }),
  kind({
    key: 'rfq',
    title: 'Request for quotation',
    toleranceMinutes: 16 * HOUR,
    outcomes: [{ code: 'quoted', title: 'Quoted' }, DECLINED, NOT_NEEDED],
    schema: fields({
      documentNumber: text('Number of the request'),
      partNumber: text('Part number'),
      quantity: count('Quantity', 1_000_000),
      quoteBy: day('Quotation wanted by'),
      ...tradeFields,
    }),
    business: 'new',
  }),
  kind({
    key: 'status-inquiry',
    title: 'Status question',
    toleranceMinutes: 4 * HOUR,
    outcomes: [ANSWERED, NOT_NEEDED],
    schema: fields({ documentNumber: text('Order number'), ...tradeFields }),
  }),
  kind({
    key: 'issue',
    title: 'Issue',
    toleranceMinutes: 4 * HOUR,
    outcomes: [{ code: 'solved', title: 'Solved' }, { code: 'credited', title: 'Credited' }, NOT_NEEDED],
    schema: fields({
      severity: choice('Severity', {
        standing: 'The customer stands still',
        limited: 'It works with limits',
        minor: 'Minor',
      }),
      documentNumber: text('Order number'),
      partNumber: text('Part number'),
      quantityAffected: count('Quantity affected', 1_000_000),
      cause: longText('Cause, once it is known'),
    }),
  }),
  kind({
    key: 'callback',
    title: 'Call back',
    toleranceMinutes: 2 * HOUR,
    outcomes: [{ code: 'reached', title: 'Reached' }, { code: 'not-reached', title: 'Not reached' }, NOT_NEEDED],
    schema: fields({ phone: text('Number to call'), about: longText('What it is about') }),
    acknowledgement: '',
  }),
  kind({
    key: 'call',
    title: 'Call',
    toleranceMinutes: 8 * HOUR,
    outcomes: [ANSWERED, { code: 'not-reached', title: 'Not reached' }, NOT_NEEDED],
    schema: fields({ phone: text('Number'), about: longText('What it was about') }),
    acknowledgement: '',
  }),
  kind({
    key: 'document',
    title: 'Document',
    toleranceMinutes: 8 * HOUR,
    outcomes: [{ code: 'filed', title: 'Filed' }, NOT_NEEDED],
    schema: fields({ documentNumber: text('Document number'), ...tradeFields }),
    acknowledgement: '',
  }),
  kind({
    key: 'message',
    title: 'Message',
    toleranceMinutes: 8 * HOUR,
    outcomes: [ANSWERED, NOT_NEEDED, DECLINED],
    schema: fields({ documentNumber: text('Message number'), ...tradeFields }),
  }),
];
