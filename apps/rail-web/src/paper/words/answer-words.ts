// An acknowledgement in a clerk's words: what we told the partner's system, and whether it got there. Pure.
import type { SentAcknowledgement } from '#api';
import { clockWords } from '../../rail/words/time-words.js';

type Answer = Pick<SentAcknowledgement, 'type' | 'verdict' | 'delivery'>;

/** `997 accepted, delivered 10:04`, `CONTRL rejected, waiting to leave`. */
export function answerWords({ type, verdict, delivery }: Answer, now: number): string {
  return `${type} ${verdict}, ${deliveryWords(delivery, now)}`;
}

function deliveryWords({ state, sentAt }: Answer['delivery'], now: number): string {
  switch (state) {
    case 'queued':
      return 'waiting to leave';
    case 'sending':
      return 'leaving';
    case 'sent':
      return sentAt ? `delivered ${clockWords(sentAt, now)}` : 'delivered';
    case 'failed':
      return 'not delivered';
    case 'unknown':
      return 'perhaps delivered';
    case 'cancelled':
      return 'not sent';
  }
}

export type AnswerTone = 'good' | 'plain' | 'soon' | 'late';

/** Worst first: what did not arrive, what was refused, what was taken with errors; then whether it is there. */
export function answerTone({ verdict, delivery }: Answer): AnswerTone {
  if (delivery.state === 'failed' || delivery.state === 'unknown' || verdict === 'rejected') return 'late';
  if (verdict === 'accepted with errors' || verdict === 'partly accepted') return 'soon';
  return delivery.state === 'sent' && verdict === 'accepted' ? 'good' : 'plain';
}

/** It may be sent once more: it is not on its way already. */
export const canGoAgain = ({ delivery }: Pick<Answer, 'delivery'>): boolean =>
  delivery.state === 'sent' || delivery.state === 'failed' || delivery.state === 'unknown';

/** Something will still happen by itself. */
export const isUnderWay = ({ delivery }: Pick<Answer, 'delivery'>): boolean =>
  delivery.state === 'queued' || delivery.state === 'sending';
