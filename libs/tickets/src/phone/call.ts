// A telephone call as the rail understands it, whatever system logged it. Pure.

export const CALL_OUTCOMES = ['answered', 'missed', 'voicemail', 'busy', 'failed'] as const;
/** `answered`: a person spoke; a queue or a mailbox that picks up is no answer. `busy` and `failed` are calls of ours that reached nobody. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** The first that any leg has is the call's. */
export const CALL_DIRECTIONS = ['inbound', 'outbound', 'internal'] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

export interface CallParty {
  /** '' where the source gives none. */
  name: string;
  /** As the source writes it; '' where it was withheld. */
  said: string;
  /** E.164 where it is a valid number of the world or of the channel's country; null otherwise: such calls are never put together by number. */
  number: string | null;
}

/** What one record of the source says of a call. Several records with one `callId` are legs, or later news, of one call: see mergeCalls(). */
export interface CallFacts {
  /** The same for all records of one call within a channel: linkedid, call_uuid, ParentCallSid, chain. */
  callId: string;
  direction: CallDirection;
  outcome: CallOutcome;
  /** Whoever is outside: the caller of an inbound call, the called of an outbound one. */
  outside: CallParty;
  /** The number of ours that was called or shown; '' where unknown. */
  ourNumber: string;
  /** Whoever of us spoke, else was rung: name or extension, several with ", " between; '' where unknown. */
  agent: string;
  /** ISO 8601 instants. */
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
  /** Seconds of talk with a person, 0 where there was none. */
  talkSeconds: number;
  voicemail: { seconds: number | null; url: string | null } | null;
  /** Records that were put together, at least 1. */
  legs: number;
  /** One plain sentence each: how the outcome was read from the record, e.g. `disposition NO ANSWER`. */
  why: string[];
}

const BEST: readonly CallOutcome[] = ['answered', 'voicemail', 'missed', 'busy', 'failed'];

/**
 * Two records of one call as one: it was answered if any leg was, a message was left if any leg says so. Neither the order nor the grouping matters, so
 * that legs may arrive as they like: each fact is chosen by what it says itself, never by which record stands first.
 */
export function mergeCalls(one: CallFacts, other: CallFacts): CallFacts {
  const outcome = better(one, other, ({ outcome }) => BEST.indexOf(outcome));
  const ends = better(
    one,
    other,
    ({ direction }) => CALL_DIRECTIONS.indexOf(direction),
    numberRank,
    saidRank,
    partyText,
  );
  return {
    callId: one.callId <= other.callId ? one.callId : other.callId,
    direction: (ends ?? one).direction,
    outcome: (outcome ?? one).outcome,
    // Of two records that name the same caller each may know the name.
    outside: ends ? ends.outside : oneParty(one.outside, other.outside),
    ourNumber: ends ? ends.ourNumber : oneText(one.ourNumber, other.ourNumber),
    // Whoever was only rung has no part in a call that another one took.
    agent: outcome ? outcome.agent : everybody(one.agent, other.agent),
    startedAt: earlier(one.startedAt, other.startedAt) as string,
    answeredAt: earlier(one.answeredAt, other.answeredAt),
    endedAt: later(one.endedAt, other.endedAt),
    talkSeconds: Math.max(one.talkSeconds, other.talkSeconds),
    voicemail: oneMessage(one.voicemail, other.voicemail),
    legs: one.legs + other.legs,
    why: [...new Set([...one.why, ...other.why])].sort(),
  };
}

type Rank = (call: CallFacts) => number | string;

const numberRank: Rank = ({ outside }) => (outside.number === null ? 1 : 0);
const saidRank: Rank = ({ outside }) => (outside.said === '' ? 1 : 0);
const partyText: Rank = ({ outside }) => outside.number ?? outside.said;

/** The one that ranks lower, by the first rank in which they differ; null where all are the same. */
function better(one: CallFacts, other: CallFacts, ...ranks: Rank[]): CallFacts | null {
  for (const rank of ranks) {
    const [a, b] = [rank(one), rank(other)];
    if (a !== b) return a < b ? one : other;
  }
  return null;
}

/** The one that says something; of two the longer, which says more, then the first in the order of the signs. */
function oneText(one: string, other: string): string {
  if (one.length !== other.length) return one.length > other.length ? one : other;
  return one <= other ? one : other;
}

const oneParty = (one: CallParty, other: CallParty): CallParty => ({
  name: oneText(one.name, other.name),
  said: oneText(one.said, other.said),
  number: one.number,
});

const BETWEEN_AGENTS = ', ';

function everybody(one: string, other: string): string {
  const names = [one, other].flatMap(text => text.split(BETWEEN_AGENTS)).filter(name => name !== '');
  return [...new Set(names)].sort().join(BETWEEN_AGENTS);
}

function oneMessage(one: CallFacts['voicemail'], other: CallFacts['voicemail']): CallFacts['voicemail'] {
  if (one === null || other === null) return one ?? other;
  const lengths = [one.seconds, other.seconds].filter(seconds => seconds !== null);
  const urls = [one.url, other.url].filter(url => url !== null).sort();
  return { seconds: lengths.length > 0 ? Math.max(...lengths) : null, url: urls[0] ?? null };
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return order(one, other) <= 0 ? one : other;
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return order(one, other) >= 0 ? one : other;
}

/** By time; two texts of one moment by their signs. */
const order = (one: string, other: string): number =>
  Date.parse(one) - Date.parse(other) || (one < other ? -1 : Number(one > other));
