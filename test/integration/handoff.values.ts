// What people fill in: values that the shipped kinds and contracts take as they are.
import { QUESTION } from './handoff.world.js';

type Values = Readonly<Record<string, unknown>>;

/** By kind: a handoff with these can be offered. */
export const VALUES: Readonly<Record<string, Values>> = {
  'design-request': {
    application: 'Pump for a cooling circuit',
    medium: 'Water',
    flowRate: 12.5,
    temperatureMax: 90,
    tolerance: 0.05,
    material: '1.4404',
    quantity: 20,
    requiredBy: '2031-06-30',
  },
  'quote-support': { partNumber: 'P-100', quantity: 10, quoteBy: '2031-06-30' },
  'special-project': { goal: 'Half the noise', budget: 50_000, volume: 200, decisionBy: '2031-09-30' },
  'sales-opportunity': {
    company: 'Nordwerk',
    contact: 'A customer',
    need: 'A quieter pump',
    budget: 'unknown',
    timing: 'year',
  },
  callback: { phone: '+49 30 1234', about: 'Which flange?' },
};

/** By contract: a handoff can be completed with these. */
export const RESULTS: Readonly<Record<string, Values>> = {
  'design-request': { drawingNumber: 'D-1', feasible: 'yes', unitPrice: 99.5, leadTime: 15 },
  'quote-support': { unitPrice: 12, leadTime: 5 },
  'special-project': { feasible: 'with-changes', effort: 120 },
  'sales-opportunity': { verdict: 'pursue', owner: 'sales 1', nextStepOn: '2031-07-01' },
  [QUESTION]: { answer: 'DN 50' },
};

/** By kind: an outcome that says that the work was done. */
export const OUTCOMES: Readonly<Record<string, string>> = {
  inquiry: 'answered',
  order: 'entered',
  rfq: 'quoted',
  'design-request': 'designed',
};

/** By kind: an item of its checklist. */
export const ITEMS: Readonly<Record<string, string>> = { 'design-request': 'feasible', order: 'prices-checked' };
