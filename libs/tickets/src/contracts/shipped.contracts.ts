// The contracts that come with the product, between the four departments of a company that makes and sells things.
import { amount, choice, count, day, fields, longText, text } from '../kinds/shipped/field.js';
import type { HandoffContract, ReturnReason } from './contract.js';

const HOUR = 60;
const INCOMPLETE: ReturnReason = { code: 'incomplete', title: 'Something is missing' };
const OUT_OF_RANGE: ReturnReason = { code: 'out-of-range', title: 'A value cannot be right' };
const PAPERS: ReturnReason = { code: 'wrong-attachment', title: 'A drawing or paper is missing or unreadable' };
const NOT_OURS: ReturnReason = { code: 'not-ours', title: 'It is not our work' };
const NO_CAPACITY: ReturnReason = { code: 'no-capacity', title: 'It cannot be done in that time' };

export const shippedContracts: readonly HandoffContract[] = [
  {
    key: 'design-request',
    version: 1,
    title: 'Design request',
    fromDepartment: 'customer-service',
    toDepartment: 'engineering',
    kind: 'design-request',
    acceptanceCriteria: [
      'Application, medium and temperature say what the part must bear',
      'The dimensional tolerance is given in mm, with the dimension that it belongs to in the note or the drawing',
      'Quantity and date are the customer’s own, not a guess',
    ],
    acceptMinutes: 4 * HOUR,
    finishMinutes: 40 * HOUR,
    correctMinutes: 4 * HOUR,
    returnReasons: [INCOMPLETE, OUT_OF_RANGE, PAPERS, NOT_OURS, NO_CAPACITY],
    resultSchema: fields(
      {
        drawingNumber: text('Drawing number'),
        feasible: choice('Can be made', { yes: 'Yes', 'with-changes': 'With changes', no: 'No' }),
        unitPrice: amount('Price each', 'EUR', 0, 10_000_000),
        leadTime: count('Lead time', 1000, { 'x-unit': 'working days' }),
        remarks: longText('Remarks for the quotation'),
      },
      ['drawingNumber', 'feasible', 'unitPrice', 'leadTime'],
    ),
    prefill: {
      application: 'text',
      customer: 'requester.name',
      quantity: 'fields.quantity',
      requiredBy: 'fields.requestedDate',
    },
  },
  {
    key: 'quote-support',
    version: 1,
    title: 'Quotation support',
    fromDepartment: null,
    toDepartment: 'engineering',
    kind: 'quote-support',
    acceptanceCriteria: ['The nearest part of ours is named', 'Quantity and date are the customer’s own'],
    acceptMinutes: 4 * HOUR,
    finishMinutes: 12 * HOUR,
    correctMinutes: 4 * HOUR,
    returnReasons: [INCOMPLETE, OUT_OF_RANGE, NOT_OURS, NO_CAPACITY],
    resultSchema: fields(
      {
        unitPrice: amount('Price each', 'EUR', 0, 10_000_000),
        leadTime: count('Lead time', 1000, { 'x-unit': 'working days' }),
        remarks: longText('Remarks'),
      },
      ['unitPrice', 'leadTime'],
    ),
    prefill: {
      partNumber: 'fields.partNumber',
      quantity: 'fields.quantity',
      quoteBy: 'fields.quoteBy',
      deviation: 'text',
    },
  },
  {
    key: 'special-project',
    version: 1,
    title: 'Special project',
    fromDepartment: null,
    toDepartment: 'engineering',
    kind: 'special-project',
    acceptanceCriteria: ['The goal can be measured', 'Budget and yearly quantity are known'],
    acceptMinutes: 8 * HOUR,
    finishMinutes: 80 * HOUR,
    correctMinutes: 8 * HOUR,
    returnReasons: [INCOMPLETE, OUT_OF_RANGE, PAPERS, NOT_OURS, NO_CAPACITY],
    resultSchema: fields(
      {
        feasible: choice('Can be done', { yes: 'Yes', 'with-changes': 'With changes', no: 'No' }),
        effort: amount('Effort', 'h', 0, 100_000),
        firstDelivery: day('First delivery possible on'),
        remarks: longText('Plan, risks, open questions'),
      },
      ['feasible', 'effort'],
    ),
    prefill: { goal: 'text', customer: 'requester.name' },
  },
  {
    key: 'delivery-date-change',
    version: 1,
    title: 'Change of a delivery date',
    fromDepartment: 'customer-service',
    toDepartment: 'operations',
    kind: 'delivery-date-change',
    acceptanceCriteria: ['The order is ours and open', 'The date that is wanted lies ahead'],
    acceptMinutes: 2 * HOUR,
    finishMinutes: 8 * HOUR,
    correctMinutes: 2 * HOUR,
    returnReasons: [INCOMPLETE, OUT_OF_RANGE, NOT_OURS],
    resultSchema: fields(
      {
        confirmedDate: day('Confirmed date'),
        remarks: longText('Remarks'),
      },
      ['confirmedDate'],
    ),
    prefill: {
      documentNumber: 'fields.documentNumber',
      currentDate: 'fields.promisedDate',
      wantedDate: 'fields.requestedDate',
    },
  },
  {
    key: 'sales-opportunity',
    version: 1,
    title: 'Sales opportunity',
    fromDepartment: 'customer-service',
    toDepartment: 'sales',
    kind: 'sales-opportunity',
    // Signed by both sides: what meets these is a lead. What does not is nurtured, not dropped.
    acceptanceCriteria: [
      'The company and a contact who can be reached are named',
      'The need is said in the customer’s own words',
      'Budget and timing are asked for; "not known" is an answer, silence is none',
    ],
    acceptMinutes: 8 * HOUR,
    finishMinutes: 16 * HOUR,
    correctMinutes: 4 * HOUR,
    returnReasons: [
      INCOMPLETE,
      { code: 'existing-business', title: 'It is repeat business of an existing customer' },
      NOT_OURS,
    ],
    resultSchema: fields(
      {
        verdict: choice('What becomes of it', { pursue: 'We pursue it', nurture: 'We nurture it', pass: 'Not for us' }),
        owner: text('Who looks after it'),
        nextStepOn: day('Next step on'),
        remarks: longText('Remarks'),
      },
      ['verdict', 'owner', 'nextStepOn'],
    ),
    prefill: { company: 'requester.company', contact: 'requester.name', need: 'text' },
  },
];
