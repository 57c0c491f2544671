// What happened on the telephone, in words that people read on a timeline. Pure.
import type { CallParty } from './call.js';
import type { CallbackEnd } from './callback.js';

/** `42 s`, `3 min`, `1 h 2 min`: whole minutes from the first on. */
export function talkWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  const rest = minutes % 60;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
}

/** `14:05 on 27 Nov`, in the department's own time. */
export function startWords(at: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  return `${time} on ${new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' }).format(at)}`;
}

/** One sentence without a full stop: `Called back by Anna Weber at 14:05 on 27 Nov, 3 min`. */
export function endWords({ cause, facts, at }: CallbackEnd, timeZone: string): string {
  const by = facts.agent ? ` by ${facts.agent}` : '';
  const when = `at ${startWords(at, timeZone)}`;
  const talk = facts.talkSeconds > 0 ? `, ${talkWords(facts.talkSeconds)}` : '';
  switch (cause) {
    case 'called-back':
      return `Called back${by} ${when}${talk}`;
    case 'got-through':
      return `Got through ${when}${facts.agent ? `, answered${by}` : ''}${talk}`;
    case 'answered':
      return `The call was answered after all${by} ${when}${talk}`;
    case 'same-call':
      return 'The caller’s number became known, and has a ticket already';
  }
}

/** How a ticket names a caller without a name. */
export const callerName = ({ name, number, said }: CallParty): string => name || number || said || 'Withheld number';
