// A person and what they may do, in words. Pure.
import type { Member } from '#api';
import { clockWords, dayWords } from '../../rail/words/time-words.js';

export type Tone = 'good' | 'wrong' | 'soon' | 'calm';

export const ROLES = [
  { role: 'agent', title: 'Agent', about: 'works the rail' },
  { role: 'supervisor', title: 'Supervisor', about: 'works the rail and answers for it' },
  { role: 'sales', title: 'Salesperson', about: 'hands requests over, and sees what became of them' },
] as const;

const titleOf = (role: string): string => ROLES.find(one => one.role === role)?.title ?? role;

/** `Administrator. Agent of Sales` */
export function rightsWords({ isAdmin, memberships }: Pick<Member, 'isAdmin' | 'memberships'>): string {
  const parts = memberships.map(({ departmentName, role }) => `${titleOf(role)} of ${departmentName}`);
  return [isAdmin ? 'Administrator' : '', parts.join(', ')].filter(Boolean).join('. ') || 'Nothing yet';
}

type Asked = Pick<Member, 'state' | 'linkExpiresAt' | 'lastSeenAt'>;

/** Who has neither a password nor a link that works cannot get in: nobody else will see that. */
export function memberState({ state, linkExpiresAt, lastSeenAt }: Asked, now: number): { words: string; tone: Tone } {
  if (state === 'deactivated') return { words: 'Deactivated', tone: 'calm' };
  if (state === 'active')
    return { words: lastSeenAt ? `Active, here ${seenWords(lastSeenAt, now)}` : 'Active', tone: 'good' };
  const open = linkExpiresAt !== null && Date.parse(linkExpiresAt) > now;
  return open
    ? { words: `Invited, the link works until ${clockWords(linkExpiresAt, now)}`, tone: 'soon' }
    : { words: 'Needs a link to sign in', tone: 'soon' };
}

const seenWords = (at: string, now: number): string =>
  now - Date.parse(at) < 120_000
    ? 'just now'
    : `last ${now - Date.parse(at) < 86_400_000 ? clockWords(at, now) : dayWords(at)}`;

/** Whether nobody could change anything any more without this person. */
export const isLastAdmin = (member: Pick<Member, 'id'>, all: readonly Member[]): boolean => {
  const admins = all.filter(one => one.isAdmin && one.state !== 'deactivated');
  return admins.length === 1 && admins[0]?.id === member.id;
};

/** The server knows the address that people use; without one it is this page's own. */
export const wholeLink = (link: string, origin: string): string => new URL(link, origin).href;
