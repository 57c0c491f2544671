// From what a record says to CallFacts: who is outside, who of us had to do with it, and what came of it. Pure.
import type { CallDirection, CallFacts, CallOutcome, CallParty } from '#tickets';
import { isWithheld, readNumber, userOf } from '../number/caller.number.js';
import type { HeardCall, HeardEnd, Listener, Reached } from './call.source.js';

/** A caller who reached nobody waits for us, whatever the reason; of a call of ours the reason says what to do. */
const OUTCOMES: Record<'theirs' | 'ours', Record<Reached, CallOutcome>> = {
  theirs: { person: 'answered', voicemail: 'voicemail', nobody: 'missed', busy: 'missed', failed: 'missed' },
  ours: { person: 'answered', voicemail: 'missed', nobody: 'missed', busy: 'busy', failed: 'failed' },
};

export function callFacts(heard: HeardCall, callId: string, listener: Listener): CallFacts {
  const direction = directionOf(heard, listener);
  const outside = direction === 'outbound' ? heard.to : heard.from;
  const ours = direction === 'outbound' ? heard.from : heard.to;
  const outcome = OUTCOMES[direction === 'inbound' ? 'theirs' : 'ours'][heard.reached];
  const { startedAt, answeredAt, endedAt } = heard.span;
  const spoke = outcome === 'answered';
  return {
    callId,
    direction,
    outcome,
    outside: partyOf(outside, direction, listener),
    ourNumber: heard.ourNumber ?? userOf(ours.text),
    agent: heard.agent ?? (listener.isExtension(userOf(ours.text)) ? ours.name || userOf(ours.text) : ''),
    startedAt: iso(startedAt),
    answeredAt: spoke && answeredAt !== null ? iso(answeredAt) : null,
    endedAt: endedAt === null ? null : iso(endedAt),
    talkSeconds: spoke ? heard.talkSeconds : 0,
    voicemail: outcome === 'voicemail' ? (heard.voicemail ?? { seconds: null, url: null }) : null,
    legs: 1,
    why: heard.why,
  };
}

function directionOf({ from, to, direction }: HeardCall, listener: Listener): CallDirection {
  if (direction?.sure) return direction.is;
  const fromUs = from.isOurs ?? isOurs(from, listener);
  const toUs = to.isOurs ?? isOurs(to, listener);
  if (fromUs) return toUs ? 'internal' : 'outbound';
  // A caller from outside is one, also where we do not know the number that was called.
  return toUs ? 'inbound' : (direction?.is ?? 'inbound');
}

function isOurs({ text }: HeardEnd, { isExtension, isOurNumber, settings }: Listener): boolean {
  const user = userOf(text);
  // `*97` and the like are for our own exchange.
  if (/^[*#]/.test(user) || isExtension(user) || isOurNumber(user)) return true;
  const { number } = readNumber(text, settings);
  return number !== null && isOurNumber(number);
}

function partyOf({ text, name }: HeardEnd, direction: CallDirection, { settings, isExtension }: Listener): CallParty {
  const dialled = direction === 'outbound' ? withoutLine(text, settings.outsideLine) : text;
  const { said, number } = readNumber(dialled, settings);
  const plain = name
    .replace(/[\0-\x1f\x7f]+/g, ' ')
    .trim()
    .slice(0, 200);
  const isName = plain !== '' && plain !== said && !/^[+\d() ./-]+$/.test(plain) && !isWithheld(plain);
  // An extension can be read as somebody's number in the city.
  const isInside = direction === 'internal' || (direction === 'outbound' && isExtension(said));
  return { name: isName ? plain : '', said, number: isInside ? null : number };
}

/** What was dialled to get a line is no part of the number. */
function withoutLine(text: string, line: string | undefined): string {
  const user = userOf(text);
  return line !== undefined && user.startsWith(line) && user.length > line.length + 2 ? user.slice(line.length) : text;
}

const iso = (at: number): string => new Date(at).toISOString();
