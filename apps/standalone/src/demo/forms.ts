// Forms of the demo company: anybody may ask anything, and whoever wants a quotation says what they need.
import type { NewCompany } from '#store';

export const demoForms: NewCompany['channels'] = [
  {
    key: 'contact',
    kind: 'form',
    name: 'Contact form',
    departmentKey: 'customer-service',
    settings: {
      title: 'Write to Nordwerk Pumps',
      intro: 'Ask what you like: about an order, a pump, or a part. You hear from us on the same working day.',
      thanks: 'Somebody of customer service looks at it next.',
    },
  },
  {
    key: 'quotation',
    kind: 'form',
    name: 'Quotation form',
    departmentKey: 'customer-service',
    settings: {
      kind: 'rfq',
      fields: ['partNumber', 'quantity', 'quoteBy'],
      required: ['email', 'quantity'],
      title: 'Ask for a quotation',
      intro: 'Tell us the part and how many. A drawing helps.',
      files: { types: ['pdf', 'png', 'jpg', 'step', 'dxf'] },
    },
  },
];
