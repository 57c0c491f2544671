// Forwards: telling one, and what became of one's own. And how many there were, for the flow meeting.
import type { Forward, ForwardChoices, Page, StrayRequests, TellForward } from '#api';
import { call } from '../http.js';

export const forwardsKey = ['forwards'] as const;
export const choicesKey = ['forward-choices'] as const;
export const straysKey = ['flow-strays'] as const;

export const readForwards = (): Promise<Page<Forward>> => call<Page<Forward>>('GET', '/forwards?limit=50');
export const readChoices = (): Promise<ForwardChoices> => call<ForwardChoices>('GET', '/forwards/choices');
export const readStrays = (): Promise<StrayRequests> => call<StrayRequests>('GET', '/flow/strays');

/** Sent as often as the line asks for, it is one forward: `intent` is the same each time. */
export const tellForward = (body: TellForward, intent: string): Promise<Forward> =>
  call<Forward>('POST', '/forwards', { body, intent });
