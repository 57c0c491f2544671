// What one department asks of another. Their fields are measurable: a value, a unit, an allowed range.
import type { TicketKind } from '../kind.js';
import { amount, choice, count, day, fields, longText, text } from './field.js';

const HOUR = 60;
const DRAWINGS = ['pdf', 'step', 'stp', 'dxf', 'dwg', 'png', 'jpg', 'jpeg'];

const internal = (
  given: Omit<
    TicketKind,
    'version' | 'acknowledgement' | 'business' | 'attachments' | 'checklist' | 'requiredToClose'
  > &
    Partial<TicketKind>,
): TicketKind => ({
  version: 1,
  acknowledgement: '',
  business: 'repeat',
  attachments: [],
  checklist: [],
  requiredToClose: [],
  ...given,
});

export const internalKinds: readonly TicketKind[] = [
  internal({
    key: 'design-request',
    title: 'Design request',
    toleranceMinutes: 40 * HOUR,
    outcomes: [
      { code: 'designed', title: 'Designed' },
      { code: 'declined', title: 'Declined' },
    ],
    schema: fields(
      {
        application: longText('Application', { description: 'What the part does, and where' }),
        customer: text('Customer'),
        medium: text('Medium', { description: 'What flows or touches it, with concentration' }),
        flowRate: amount('Flow rate', 'm³/h', 0.01, 5000),
        head: amount('Head', 'm', 0, 2000),
        pressure: amount('Operating pressure', 'bar', 0, 1000),
        temperatureMin: amount('Lowest temperature', '°C', -200, 800),
        temperatureMax: amount('Highest temperature', '°C', -200, 800),
        tolerance: amount('Dimensional tolerance', 'mm', 0.001, 5, { description: 'The tightest that matters' }),
        material: text('Material', { description: 'Or the norm that it must meet' }),
        quantity: count('Quantity', 100_000),
        requiredBy: day('Required by'),
      },
      ['application', 'medium', 'flowRate', 'temperatureMax', 'tolerance', 'material', 'quantity', 'requiredBy'],
    ),
    attachments: [{ key: 'drawing', title: 'Drawing or sketch', endings: DRAWINGS, required: false }],
    checklist: [
      { key: 'feasible', title: 'Can be made on our machines', required: true },
      { key: 'second-look', title: 'Looked at by a second engineer', required: false },
    ],
  }),
  internal({
    key: 'special-project',
    title: 'Special project',
    toleranceMinutes: 80 * HOUR,
    outcomes: [
      { code: 'planned', title: 'Planned' },
      { code: 'declined', title: 'Declined' },
    ],
    schema: fields(
      {
        goal: longText('What the customer wants to reach'),
        customer: text('Customer'),
        budget: amount('Budget', 'EUR', 1, 100_000_000),
        volume: count('Quantity a year', 10_000_000),
        decisionBy: day('The customer decides by'),
        constraints: longText('Norms, space, interfaces'),
      },
      ['goal', 'budget', 'volume', 'decisionBy'],
    ),
    business: 'new',
  }),
  internal({
    key: 'quote-support',
    title: 'Quotation support',
    toleranceMinutes: 16 * HOUR,
    outcomes: [
      { code: 'priced', title: 'Priced' },
      { code: 'declined', title: 'Declined' },
    ],
    schema: fields(
      {
        partNumber: text('Part number', { description: 'Ours, or the nearest one of ours' }),
        deviation: longText('What differs from it'),
        quantity: count('Quantity', 1_000_000),
        targetPrice: amount('Target price each', 'EUR', 0, 10_000_000),
        quoteBy: day('Quotation due'),
      },
      ['partNumber', 'quantity', 'quoteBy'],
    ),
  }),
  internal({
    key: 'delivery-date-change',
    title: 'Change of a delivery date',
    toleranceMinutes: 8 * HOUR,
    outcomes: [
      { code: 'moved', title: 'Moved' },
      { code: 'declined', title: 'Declined' },
    ],
    schema: fields(
      {
        documentNumber: text('Order number'),
        currentDate: day('Date as it is'),
        wantedDate: day('Date that is wanted'),
        reason: choice('Reason', {
          customer: 'The customer asked',
          supply: 'Parts are missing',
          capacity: 'No capacity',
          transport: 'Transport',
        }),
        penalty: amount('Penalty for each day late', 'EUR', 0, 1_000_000),
      },
      ['documentNumber', 'currentDate', 'wantedDate', 'reason'],
    ),
  }),
  internal({
    key: 'sales-opportunity',
    title: 'Sales opportunity',
    toleranceMinutes: 16 * HOUR,
    outcomes: [
      { code: 'pursued', title: 'Pursued' },
      { code: 'nurture', title: 'To be nurtured' },
      { code: 'declined', title: 'Not for us' },
    ],
    // The company's one definition of a lead: need, budget, decision, timing, volume.
    schema: fields(
      {
        company: text('Company'),
        contact: text('Contact'),
        need: longText('Need', { description: 'What they want to solve, in their words' }),
        decisionMaker: text('Who decides'),
        budget: choice('Budget', { approved: 'Approved', planned: 'Planned', none: 'None yet', unknown: 'Not known' }),
        timing: choice('Timing', {
          quarter: 'Within three months',
          year: 'Within a year',
          later: 'Later',
          unknown: 'Not known',
        }),
        annualVolume: amount('Volume a year', 'EUR', 0, 1_000_000_000),
        followUpOn: day('Follow up on', { description: 'For what is to be nurtured' }),
      },
      ['company', 'contact', 'need', 'budget', 'timing'],
    ),
    business: 'new',
  }),
];
