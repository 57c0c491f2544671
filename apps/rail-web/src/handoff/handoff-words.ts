// A handoff in a clerk's words: how it stands, whose clock runs, what was wrong with it, what became of it. Pure.
import type { Handoff, HandoffLeg, HandoffSummary } from '#api';
import { type Fault, fieldsOf } from '../form/field.shape.js';
import { dueWords } from '../rail/words/time-words.js';

type Stand = Pick<HandoffSummary, 'state' | 'to' | 'from' | 'returnTitle' | 'rounds'>;

export function standWords({ state, to, from, returnTitle }: Stand): string {
  switch (state) {
    case 'draft':
      return 'Draft, not offered yet';
    case 'offered':
      return `Offered to ${to.name}, not accepted yet`;
    case 'accepted':
      return `${to.name} works on it`;
    case 'returned':
      return `Sent back by ${to.name}${returnTitle ? `: ${returnTitle}` : ''}`;
    case 'completed':
      return `Completed by ${to.name}`;
    default:
      return `Cancelled by ${from.name}`;
  }
}

const LEGS: Record<HandoffLeg['leg'], string> = {
  acceptance: 'to accept it',
  work: 'to finish it',
  returned: 'to correct it',
};

/** `Engineering, 3 h left to accept it`; empty when no clock runs. */
export function legWords(leg: HandoffLeg | null): string {
  if (!leg || leg.minutesLeft === null) return '';
  const left = leg.minutesLeft;
  if (left < 0) return `${leg.departmentName} is ${dueWords(left)} ${LEGS[leg.leg]}`;
  return left === 0
    ? `${leg.departmentName} is due now ${LEGS[leg.leg]}`
    : `${leg.departmentName}, ${dueWords(left)} ${LEGS[leg.leg]}`;
}

/** How a leg that is over went: `Engineering accepted it in time`. */
export function pastLegWords(leg: HandoffLeg): string {
  const done = leg.leg === 'acceptance' ? 'answered' : leg.leg === 'work' ? 'finished' : 'corrected';
  if (leg.onTime === null) return `${leg.departmentName}: ended before it was ${done}`;
  return `${leg.departmentName} ${done} it ${leg.onTime ? 'in time' : 'late'}`;
}

export type Urgency = 'none' | 'soon' | 'late';
/** As on the rail: amber for the last quarter, red when late. */
export function legUrgency(leg: HandoffLeg | null): Urgency {
  if (!leg || leg.minutesLeft === null) return 'none';
  if (leg.minutesLeft < 0) return 'late';
  return leg.minutesLeft * 4 <= leg.minutesAllowed ? 'soon' : 'none';
}

export const isOpen = ({ state }: Pick<HandoffSummary, 'state'>): boolean =>
  state !== 'completed' && state !== 'cancelled';

/**
 * `title`: of the field or paper that the pointer names; '' where the contract knows none, and where the detail says it itself
 * (`Flow rate is missing`).
 */
export function faultWords(
  { pointer, detail }: Fault,
  { schema, attachmentRules }: Pick<Handoff, 'schema' | 'attachmentRules'>,
): { title: string; detail: string } {
  const field = fieldsOf(schema).find(
    known => pointer === `/fields${known.pointer}` || pointer.startsWith(`/fields${known.pointer}/`),
  );
  const title = field?.title ?? attachmentRules.find(({ key }) => pointer === `/attachments/${key}`)?.title ?? '';
  return { title: detail.toLowerCase().startsWith(title.toLowerCase()) ? '' : title, detail };
}

/** What stands on the origin's timeline after the name of who did it. */
export function handoffEntryWords(change: Readonly<Record<string, unknown>>): string | null {
  const to = words(change.toName) || 'the other department';
  const from = words(change.fromName) || 'the other department';
  const title = words(change.title);
  const named = title ? ` (${title})` : '';
  switch (change.action) {
    case 'hand-off':
      return `${change.again ? 'offered it again' : 'handed it off'} to ${to}${named}`;
    case 'offered':
      return `handed it over from ${from}${named}`;
    case 'place':
      return `hung it on this rail for ${from}`;
    case 'accept':
      return 'accepted the handoff';
    case 'accepted':
      return `accepted it for ${to}${named}`;
    case 'return':
    case 'returned':
      return `sent it back${words(change.reason) ? `: ${words(change.reason)}` : ''}`;
    case 'complete':
      return `completed the handoff${late(change)}`;
    case 'completed':
      return `completed it for ${to}${named}${late(change)}`;
    case 'cancel':
    case 'cancelled':
      return `cancelled the handoff${named}${words(change.reason) ? `: ${words(change.reason)}` : ''}`;
    default:
      return null;
  }
}

const late = (change: Readonly<Record<string, unknown>>): string => (change.onTime === false ? ', late' : '');
const words = (value: unknown): string => (typeof value === 'string' ? value : '');
