// A telephone call in a clerk's words, and what the first field of the log means. Pure.
import type { CallRecord, Slip } from '#api';

const INBOUND: Record<CallRecord['outcome'], string> = {
  answered: 'Called us',
  missed: 'Missed call',
  voicemail: 'Left a voicemail',
  busy: 'Missed call',
  failed: 'Missed call',
};
const OUTBOUND: Record<CallRecord['outcome'], string> = {
  answered: 'We called',
  missed: 'We called, no answer',
  voicemail: 'We called and left a message',
  busy: 'We called, the line was busy',
  failed: 'We called, it did not get through',
};

export const callWords = ({ direction, outcome }: Pick<CallRecord, 'direction' | 'outcome'>): string =>
  direction === 'inbound' ? INBOUND[outcome] : direction === 'outbound' ? OUTBOUND[outcome] : 'Internal call';

/** `42 s`, `3 min`, `1 h 2 min`. */
export function talkWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  const rest = minutes % 60;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
}

/** `tel:` with what a telephone can dial; null where nothing can be dialled. */
export function dialPath(phone: string | null): string | null {
  const dialled = phone?.replace(/[^\d+*#]/g, '') ?? '';
  return dialled.replace(/\D/g, '').length >= 3 && /^[\d+\s()./*#-]+$/.test(phone ?? '') ? `tel:${dialled}` : null;
}

/** `2 missed calls`, while somebody waits; what they came to afterwards. */
export function missedWords(calls: Slip['calls'], isOver: boolean): string {
  if (!calls) return '';
  const count = isOver ? calls.missed : calls.waiting;
  return count === 0 ? '' : count === 1 ? '1 missed call' : `${count} missed calls`;
}

/** Typed digits are a number, anything else a name. */
export const isDialled = (text: string): boolean => /^[+(]?[\d][\d\s()./-]*$/.test(text.trim());
