// The ledger in words. Pure.
import type { LedgerDay, LedgerMessage, WayStep } from '#api';
import type { LedgerFilter } from '../../api/channel/ledger.api.js';
import { reasonWords } from '../quarantine/reason-words.js';
import { ruleWords } from '../suppressed/rule-words.js';

export const STATES: Record<LedgerMessage['state'], string> = {
  pending: 'Being read',
  ticketed: 'Ticket',
  appended: 'Joined a ticket',
  suppressed: 'Left out',
  quarantined: 'Held',
};
export const STATE_NAMES = Object.keys(STATES) as LedgerMessage['state'][];

export const STEPS: Record<WayStep['step'], string> = {
  received: 'Received',
  stored: 'Stored',
  converted: 'Converted',
  decided: 'Decided',
  verdict: 'By a person',
  ticket: 'Ticket',
  reply: 'Answer',
};

/** `1 message is missing` where the sides do not agree; null where they do. */
export function balanceWords(day: LedgerDay): string | null {
  if (day.balanced) return null;
  const found = STATE_NAMES.reduce((sum, state) => sum + day[state], 0);
  const count = Math.abs(day.accepted - found);
  const those = count === 1 ? '1 message is' : `${count} messages are`;
  return day.accepted > found ? `${those} missing` : `${those} there that the door did not count`;
}

/** As the pages of what is held and of what was left out say it. */
export const whyWords = (state: LedgerMessage['state'], reason: string): string =>
  state === 'suppressed' ? ruleWords(reason) : reasonWords(reason);

/** Where a figure leads. */
export function messagesPath({ channelId, day, state }: LedgerFilter): string {
  const query = new URLSearchParams();
  if (channelId !== undefined) query.set('channel', String(channelId));
  if (day) query.set('day', day);
  if (state) query.set('state', state);
  return `/console/ledger?${query.toString()}`;
}

/** Null where nothing is asked for: then the days are shown. What is no day and no state counts for nothing. */
export function readFilter(search: string): LedgerFilter | null {
  const query = new URLSearchParams(search);
  const channel = /^[1-9]\d{0,8}$/.exec(query.get('channel') ?? '')?.[0];
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(query.get('day') ?? '')?.[0];
  const state = STATE_NAMES.find(name => name === query.get('state'));
  if (!channel && !day && !state) return null;
  return { ...(channel ? { channelId: Number(channel) } : {}), ...(day ? { day } : {}), ...(state ? { state } : {}) };
}
