// What became of a forward, in words. Pure.
import type { Forward } from '#api';
import { clockWords } from '../rail/words/time-words.js';

/** Where it is: one short sentence. */
export function stateWords(forward: Forward, now: number): string {
  const { state, departmentName, doneAt, outcome } = forward;
  switch (state) {
    case 'taken':
      return `Taken in for ${departmentName}; its number comes at once`;
    case 'aside':
      return 'Put aside: it became no ticket. An administrator can see why';
    case 'open':
      return `Hangs at ${departmentName}`;
    case 'claimed':
      return `In hand at ${departmentName}`;
    case 'waiting':
      return `Waits at ${departmentName} for the customer or for a colleague`;
    case 'done':
      return `Done ${doneAt ? clockWords(doneAt, now) : ''}${outcome ? `: ${outcome.toLowerCase()}` : ''}`;
  }
}

/** By when whoever asked hears; '' where nothing is promised any more. */
export const promiseWords = ({ promisedAt }: Forward, now: number): string => {
  if (promisedAt === null) return '';
  const late = Date.parse(promisedAt) < now ? 'Was promised for' : 'They hear by';
  return `${late} ${clockWords(promisedAt, now)}`;
};

export function replyWords({ reply, replyAt, state }: Forward, now: number): string {
  const at = replyAt ? ` ${clockWords(replyAt, now)}` : '';
  switch (reply) {
    case 'none':
      return state === 'done' || state === 'aside' ? '' : 'Not answered yet';
    case 'leaving':
      return 'The answer is leaving';
    case 'sent':
      return `Answered${at}`;
    case 'failed':
      return 'The answer could not be delivered; the department knows';
    case 'unknown':
      return 'Whether the answer arrived is not known; the department looks after it';
  }
}
