// A channel and how it goes, in words. Pure.
import type { ChannelView } from '#api';
import type { IconName } from '../../look/icons.js';
import { ageWords, clockWords } from '../../rail/words/time-words.js';
import { sentence } from './form/fault.places.js';

export type Tone = 'good' | 'wrong' | 'soon' | 'calm';
export type Health = ChannelView['health'];

const ICONS: Record<string, IconName> = {
  email: 'mail',
  edi: 'edi',
  phone: 'phone',
  api: 'api',
  kafka: 'api',
  colleague: 'colleague',
  form: 'form',
};
export const channelIcon = (kind: string): IconName => ICONS[kind] ?? 'inbox';

/** What the state is called, and how it looks. A warning of one that works is for soon. */
export function channelState({ state, problem }: Pick<Health, 'state' | 'problem'>): { words: string; tone: Tone } {
  if (state === 'paused') return { words: 'Paused', tone: 'calm' };
  if (state === 'failing') return { words: 'Failing', tone: 'wrong' };
  if (state === 'starting') return { words: 'Starting', tone: 'calm' };
  if (state === 'standby') return { words: 'Standing by', tone: 'calm' };
  return problem === null ? { words: 'Works', tone: 'good' } : { words: 'Works, for now', tone: 'soon' };
}

/** `Worked 2 min ago`; while it fails also since when, and when it is tried again. */
export function healthWords(health: Health, now: number): string {
  const { state, problem, since, retryAt, lastOkAt } = health;
  if (state === 'paused') return 'Takes nothing in and sends nothing out until it is resumed.';
  if (state === 'standby') return sentence(problem ?? 'another instance does the work');
  const words = [problem === null ? '' : sentence(problem)];
  if (state === 'failing' && since) words.push(`Since ${clockWords(since, now)}.`);
  if (state === 'failing')
    words.push(
      retryAt
        ? `It is tried again by itself, next at ${clockWords(retryAt, now)}.`
        : 'It is not tried again by itself.',
    );
  if (lastOkAt) words.push(`It worked ${agoWords(lastOkAt, now)}.`);
  else if (state !== 'starting') words.push('It never worked yet.');
  else words.push('It is being connected; this takes a few seconds.');
  return words.filter(Boolean).join(' ');
}

export const agoWords = (at: string, now: number): string =>
  now - Date.parse(at) < 60_000 ? 'just now' : `${ageWords(at, now)} ago`;
