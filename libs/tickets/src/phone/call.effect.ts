// What a call does, in one word and one sentence: shown before it is logged, and answered after. Pure.
import type { CallDecision } from './callback.js';

export interface CallEffectWords {
  effect: 'opens' | 'joins' | 'closes' | 'files' | 'records';
  /** Null: of one that it opens. */
  ticketId: number | null;
  closes: number[];
  words: string;
}

export function effectOf({ place, ends, call, why }: CallDecision): CallEffectWords {
  const closes = ends.map(end => end.ticketId);
  const ticketId = place.at === 'ticket' ? place.ticketId : null;
  if (closes.length > 0) {
    const names = closes.map(id => `#${id}`).join(' and ');
    const words = `Closes ${closes.length === 1 ? 'callback' : 'callbacks'} ${names}`;
    const elsewhere = ticketId === null || closes.includes(ticketId) ? '' : `; filed on #${ticketId}`;
    return { effect: 'closes', ticketId, closes, words: `${words}${elsewhere}` };
  }
  if (place.at === 'callback')
    return { effect: 'opens', ticketId, closes, words: 'Opens a callback: a missed call is a promise to call back' };
  if (place.at === 'record') return { effect: 'records', ticketId, closes, words: 'Kept as a record that is done' };
  if (call.promise === 'waits')
    return { effect: 'joins', ticketId, closes, words: `Joins callback #${ticketId}: the caller waits already` };
  return { effect: 'files', ticketId, closes, words: `Filed on #${ticketId}: ${why}` };
}
