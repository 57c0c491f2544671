// Standard work in short words: how far the checklist is, what still stops the close, where it stands in the line. Pure.
import type { Slip, Ticket } from '#api';
import { clockWords, lengthWords } from '../rail/words/time-words.js';

export const BUSINESS: Record<Slip['business'], string> = {
  repeat: 'Repeat business',
  new: 'New business',
  stranger: 'A stranger',
};

/** `3rd in line; at the pace of late it is done by 14:20, likely late`. Empty where it is not on the rail. */
export function forecastWords(forecast: Ticket['forecast'], now: number): string {
  if (!forecast) return '';
  const place = `${ordinal(forecast.position)} in line`;
  if (!forecast.expectedAt) return forecast.likelyLate ? `${place}, likely late` : place;
  const by = `${place}; at the pace of late it is done by ${clockWords(forecast.expectedAt, now)}`;
  return forecast.likelyLate ? `${by}, likely late` : by;
}

export function ordinal(place: number): string {
  const tens = place % 100;
  if (tens >= 11 && tens <= 13) return `${place}th`;
  return `${place}${['th', 'st', 'nd', 'rd'][place % 10] ?? 'th'}`;
}

type Standing = Pick<Slip, 'clockStands' | 'waiting' | 'minutesLeft'>;

/** `time stands while the customer is asked: 3 h left`; empty while it runs. */
export function standingWords({ clockStands, waiting, minutesLeft }: Standing): string {
  if (!clockStands) return '';
  const why = waiting?.reason === 'handoff' ? 'another department works on it' : 'the customer is asked';
  if (minutesLeft === null) return `time stands while ${why}`;
  const left = minutesLeft < 0 ? `late ${lengthWords(-minutesLeft)}` : `${lengthWords(minutesLeft)} left`;
  return `time stands while ${why}: ${left}`;
}

type Versions = Pick<Ticket, 'kindTitle' | 'kindVersion' | 'kindCurrentVersion'>;

/** `Kept as Design request version 2; version 4 is current.` Empty while it is the current one. */
export function keptWords({ kindTitle, kindVersion, kindCurrentVersion }: Versions): string {
  if (kindVersion >= kindCurrentVersion) return '';
  return `Kept as ${kindTitle} version ${kindVersion}; version ${kindCurrentVersion} is current.`;
}

type Work = Pick<Ticket, 'checklistItems' | 'closeFaults' | 'fields' | 'schema'>;

/** `Checklist 2/5 · 3 things before it is done` */
export function workWords({ checklistItems, closeFaults }: Work): string {
  const parts: string[] = [];
  if (checklistItems.length > 0)
    parts.push(`Checklist ${checklistItems.filter(item => item.done).length}/${checklistItems.length}`);
  if (closeFaults.length > 0)
    parts.push(`${closeFaults.length} ${closeFaults.length === 1 ? 'thing' : 'things'} before it is done`);
  return parts.join(' · ');
}

/** What differs, for POST fields: emptied ones as null. Values are compared as JSON. */
export function fieldChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    names
      .map(name => [
        name,
        Object.hasOwn(before, name) ? before[name] : null,
        Object.hasOwn(after, name) ? after[name] : null,
      ])
      .filter(([, old, fresh]) => JSON.stringify(old) !== JSON.stringify(fresh))
      .map(([name, , fresh]) => [name as string, fresh]),
  );
}
