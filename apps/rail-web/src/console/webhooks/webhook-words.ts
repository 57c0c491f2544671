// Events and deliveries in words. Pure.
import type { Webhook, WebhookDelivery } from '#api';

/** As docs/asyncapi.yaml names them. What is not named here is shown by its own name. */
export const EVENTS: readonly { name: string; words: string }[] = [
  { name: 'ticket.opened', words: 'A ticket is opened' },
  { name: 'ticket.claimed', words: 'Somebody takes a ticket' },
  { name: 'ticket.released', words: 'Somebody gives it back' },
  { name: 'ticket.assigned', words: 'It is given to somebody' },
  { name: 'ticket.entry-added', words: 'A message or a note comes to it' },
  { name: 'ticket.waiting', words: 'It waits' },
  { name: 'ticket.woken', words: 'It wakes' },
  { name: 'ticket.expedited', words: 'It is lifted to the top' },
  { name: 'ticket.moved', words: 'It moves to another department' },
  { name: 'ticket.merged', words: 'It is merged into another' },
  { name: 'ticket.done', words: 'It is done' },
  { name: 'ticket.reopened', words: 'It is opened again' },
  { name: 'ticket.changed', words: 'Anything else of it changes' },
  { name: 'handoff.offered', words: 'A handoff is offered' },
  { name: 'handoff.accepted', words: 'It is accepted' },
  { name: 'handoff.returned', words: 'It is sent back' },
  { name: 'handoff.completed', words: 'It is completed' },
  { name: 'handoff.cancelled', words: 'It is cancelled' },
];

/** None chosen means all; choosing all of them is written as all, so that a new event comes too. */
export const eventsToSend = (all: boolean, chosen: readonly string[]): string[] => (all ? [] : [...chosen].sort());

export function eventsWords(events: readonly string[]): string {
  if (events.length === 0) return 'All events';
  return events.length <= 2 ? events.join(', ') : `${events.length} events`;
}

export type Tone = 'good' | 'wrong' | 'soon' | 'calm';

export function webhookState({ enabled, failingSince, queued }: Webhook): { words: string; tone: Tone } {
  if (!enabled) return { words: queued > 0 ? `Paused, ${queued} wait` : 'Paused', tone: 'calm' };
  if (failingSince) return { words: queued > 0 ? `Failing, ${queued} wait` : 'Failing', tone: 'wrong' };
  return queued > 0 ? { words: `${queued} on the way`, tone: 'soon' } : { words: 'On', tone: 'good' };
}

export function deliveryState({ state, attempts, error }: WebhookDelivery): { words: string; tone: Tone } {
  if (state === 'delivered') return { words: 'Delivered', tone: 'good' };
  if (state === 'failed') return { words: 'Given up', tone: 'wrong' };
  if (state === 'sending') return { words: 'Being sent', tone: 'soon' };
  return attempts > 0 || error ? { words: 'Tries again', tone: 'soon' } : { words: 'Waits', tone: 'calm' };
}

/** `HTTP 500`, what went wrong before there was an answer, or that none came yet. */
export function answerWords({ status, error }: WebhookDelivery): string {
  if (status !== null) return `HTTP ${status}`;
  return error ?? 'No answer yet';
}

/** `org.ticketrail.handoff.offered.v1` and `handoff.offered` alike. */
export const shortType = (type: string): string => type.replace(/^org\.ticketrail\./, '').replace(/\.v\d+$/, '');

/** The server refuses more; this only catches what is surely none. */
export function urlFault(url: string): string | null {
  if (url.trim() === '') return 'Write the address that is to be told.';
  try {
    const { protocol } = new URL(url.trim());
    return protocol === 'https:' || protocol === 'http:' ? null : 'Must begin with https://.';
  } catch {
    return 'Must be an address like https://tool.example.com/hook.';
  }
}
