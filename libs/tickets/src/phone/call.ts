// A telephone call as the rail understands it, whatever system logged it. Pure.

export const CALL_OUTCOMES = ['answered', 'missed', 'voicemail', 'busy', 'failed'] as const;
/** `answered`: a person spoke; a queue or a mailbox that picks up is no answer. `busy` and `failed` are calls of ours that reached nobody. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

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
  /** Whoever of us spoke or was rung: name or extension; '' where unknown. */
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

/** Two records of one call as one: it was answered if any leg was, a message was left if any leg says so. The order does not matter. */
export function mergeCalls(one: CallFacts, other: CallFacts): CallFacts {
  const [first, second] = startsFirst(one, other) ? [one, other] : [other, one];
  const better = BEST.indexOf(first.outcome) <= BEST.indexOf(second.outcome) ? first : second;
  return {
    ...first,
    outcome: better.outcome,
    direction: first.direction === 'internal' ? second.direction : first.direction,
    outside: first.outside.number === null && second.outside.number !== null ? second.outside : first.outside,
    ourNumber: first.ourNumber || second.ourNumber,
    agent: better.agent || first.agent || second.agent,
    answeredAt: earlier(first.answeredAt, second.answeredAt),
    endedAt: later(first.endedAt, second.endedAt),
    talkSeconds: Math.max(first.talkSeconds, second.talkSeconds),
    voicemail: first.voicemail ?? second.voicemail,
    legs: first.legs + second.legs,
    why: [...new Set([...first.why, ...second.why])],
  };
}

/** By start, then by what they say, so that the order of arrival changes nothing. */
function startsFirst(one: CallFacts, other: CallFacts): boolean {
  if (one.startedAt !== other.startedAt) return Date.parse(one.startedAt) < Date.parse(other.startedAt);
  return JSON.stringify(one) <= JSON.stringify(other);
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) <= Date.parse(other) ? one : other;
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) >= Date.parse(other) ? one : other;
}
