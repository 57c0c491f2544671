// Events and deliveries in words. Pure.
import type { Webhook, WebhookDelivery } from '#api';

/** As docs/asyncapi.yaml names them. What is not named here is shown by its own name. */
export const EVENTS: readonly { name: string; words: string }[] = [
  { name: 'ticket.opened', words: 'A ticket is opened' },
  { name: 'ticket.claimed', words: 'A ticket is taken' },
  { name: 'ticket.released', words: 'A ticket is given back' },
  { name: 'ticket.assigned', words: 'A ticket is given to somebody' },
  { name: 'ticket.entry-added', words: 'A message or a note comes' },
  { name: 'ticket.waiting', words: 'A ticket begins to wait' },
  { name: 'ticket.woken', words: 'A ticket wakes' },
  { name: 'ticket.expedited', words: 'A ticket is lifted to the top' },
  { name: 'ticket.tagged', words: 'A ticket has other tags' },
  { name: 'ticket.moved', words: 'A ticket moves to another rail' },
  { name: 'ticket.merged', words: 'A ticket is merged' },
  { name: 'ticket.done', words: 'A ticket is done' },
  { name: 'ticket.reopened', words: 'A ticket is opened again' },
  { name: 'ticket.changed', words: 'Anything else of a ticket changes' },
  { name: 'handoff.offered', words: 'A handoff is offered' },
  { name: 'handoff.accepted', words: 'A handoff is accepted' },
  { name: 'handoff.returned', words: 'A handoff is sent back' },
  { name: 'handoff.completed', words: 'A handoff is completed' },
  { name: 'handoff.cancelled', words: 'A handoff is cancelled' },
];

/** None chosen means all; choosing all of them is written as all, so that a new event comes too. */
export const eventsToSend = (all: boolean, chosen: readonly string[]): string[] => (all ? [] : [...chosen].sort());

export function eventsWords(events: readonly string[]): string {
  if (events.length === 0) return 'All events';
  return events.length <= 2 ? events.join(', ') : `${events.length} events`;
}

const waits = (queued: number): string => (queued === 1 ? '1 waits' : `${queued} wait`);

export type Tone = 'good' | 'wrong' | 'soon' | 'calm';

export function webhookState({ enabled, failingSince, queued }: Webhook): { words: string; tone: Tone } {
  if (!enabled) return { words: queued > 0 ? `Paused, ${waits(queued)}` : 'Paused', tone: 'calm' };
  if (failingSince) return { words: queued > 0 ? `Failing, ${waits(queued)}` : 'Failing', tone: 'wrong' };
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
