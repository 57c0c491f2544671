// Which mark stands for which kind of ticket and which way in, and their words. Kinds are data: an unknown one gets the plain page. Pure.
import type { Slip } from '#api';
import type { IconName } from './icons.js';

const KINDS: Record<string, IconName> = {
  inquiry: 'question',
  order: 'order',
  'order-change': 'change',
  rfq: 'tag',
  'status-inquiry': 'truck',
  issue: 'alert',
  callback: 'phone',
  call: 'phone',
  'design-request': 'ruler',
  document: 'file',
  message: 'mail',
  'special-project': 'ruler',
  'quote-support': 'tag',
  'delivery-date-change': 'truck',
  'sales-opportunity': 'bolt',
};

const WAYS: Record<Slip['wayIn'], { icon: IconName; words: string }> = {
  email: { icon: 'mail', words: 'By mail' },
  phone: { icon: 'phone', words: 'By phone' },
  edi: { icon: 'edi', words: 'By EDI' },
  form: { icon: 'form', words: 'By web form' },
  colleague: { icon: 'colleague', words: 'From a colleague' },
  api: { icon: 'api', words: 'From another system' },
  handoff: { icon: 'handoff', words: 'Handed off to us' },
};

export const kindIcon = (kind: string): IconName => KINDS[kind] ?? 'file';
export const wayIn = (way: Slip['wayIn']): { icon: IconName; words: string } => WAYS[way] ?? WAYS.api;
