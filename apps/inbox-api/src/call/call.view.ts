// From what is kept of a call to what the contract shows. Pure.
import type { Call, CallRecord } from '#api';
import type { CallRow } from '#store';
import type { CallFacts } from '#tickets';

export function callRecord(facts: CallFacts): CallRecord {
  const { direction, outcome, outside, agent, startedAt, talkSeconds, voicemail, why } = facts;
  return {
    ...{ direction, outcome, number: outside.number, said: outside.said, name: outside.name, agent, startedAt },
    talkSeconds: Math.round(talkSeconds),
    voicemail: voicemail && {
      seconds: voicemail.seconds === null ? null : Math.round(voicemail.seconds),
      url: safeUrl(voicemail.url),
    },
    why,
  };
}

export const callView = ({ id, ticketId, promise, facts }: CallRow): Call => ({
  ...callRecord(facts),
  ...{ id, ticketId, promise, legs: facts.legs },
});

/** A log can say anything: only what a browser opens as a page becomes a link. */
function safeUrl(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}
