// Traffic with a partner in words. Pure.
import type { ReceivedInterchange, SentInterchange, SetAnswer } from '#api';

export type Tone = 'good' | 'wrong' | 'soon' | 'calm';
export type Said = { words: string; tone: Tone };

type Answer = ReceivedInterchange['acknowledgements'][number];
type Delivery = SentInterchange['delivery'];

/** What became of an interchange of theirs. */
export function receivedWords(
  row: Pick<ReceivedInterchange, 'state' | 'documentCount' | 'heldCount' | 'repeatsMessageId'>,
): Said {
  if (row.state === 'pending') return { words: 'Being read', tone: 'calm' };
  if (row.state === 'suppressed')
    return { words: row.repeatsMessageId ? 'A repetition' : 'Left out by a rule', tone: 'calm' };
  if (row.state === 'quarantined') return { words: 'Held', tone: 'wrong' };
  if (row.heldCount > 0) return { words: `${row.heldCount} of ${row.documentCount} held`, tone: 'wrong' };
  return { words: 'Taken', tone: 'good' };
}

/** `997 partly accepted` */
export const answerWords = ({ type, verdict }: Pick<Answer, 'type' | 'verdict'>): string => `${type} ${verdict}`;

const DELIVERIES: Record<Delivery['state'], Said> = {
  queued: { words: 'waits to be sent', tone: 'soon' },
  sending: { words: 'is being sent', tone: 'soon' },
  sent: { words: 'sent', tone: 'good' },
  failed: { words: 'not sent', tone: 'wrong' },
  unknown: { words: 'perhaps sent', tone: 'wrong' },
  cancelled: { words: 'called back', tone: 'calm' },
};

/** What became of the bytes on their way to the partner, with the reason where they did not arrive. */
export function deliveryWords({ state, error }: Pick<Delivery, 'state' | 'error'>): Said {
  const said = DELIVERIES[state];
  return error && state !== 'sent' ? { ...said, words: `${said.words}: ${error}` } : said;
}

const STATES: Record<SentInterchange['state'], Said> = {
  waiting: { words: 'Not acknowledged yet', tone: 'soon' },
  accepted: { words: 'They accepted it', tone: 'good' },
  'accepted-with-errors': { words: 'They accepted it with errors', tone: 'soon' },
  rejected: { words: 'They rejected it', tone: 'wrong' },
  overdue: { words: 'Not acknowledged in time', tone: 'wrong' },
};

/** Whether they acknowledged a document of ours. */
export const sentWords = (state: SentInterchange['state']): Said => STATES[state];

const SETS: Record<SetAnswer, Said> = {
  accepted: { words: 'accepted', tone: 'good' },
  'accepted-with-errors': { words: 'accepted with notes', tone: 'soon' },
  rejected: { words: 'rejected', tone: 'wrong' },
};

/** What we answered of a document of theirs; null: nothing judges it. */
export const setWords = (answer: SetAnswer | null): Said | null => (answer === null ? null : SETS[answer]);

/** What they answered of a document of ours. */
export const ownSetWords = (answer: SetAnswer | null): Said =>
  answer === null ? { words: 'waiting', tone: 'soon' } : SETS[answer];

/** ST02 or UNH 0062 where it does not stand for the document's number already: `set 0001`. */
export const setNumberWords = ({ number, ref }: { number: string | null; ref: string | null }): string =>
  number && ref ? `set ${ref}` : '';

/** `850 PO-4711`, or what is known of it. */
export const documentWords = ({
  type,
  number,
  ref,
}: {
  type: string | null;
  number: string | null;
  ref: string | null;
}): string => [type ?? 'Document', number ?? ref].filter(Boolean).join(' ');

/** Identity as people write it: `ZZ NORTHMILL`. */
export const identityWords = ({ qualifier, id }: { qualifier: string; id: string }): string =>
  [qualifier, id].filter(Boolean).join(' ');
