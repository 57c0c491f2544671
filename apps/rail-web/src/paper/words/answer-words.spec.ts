import { describe, expect, it } from '@jest/globals';
import type { SentAcknowledgement } from '#api';
import { answerTone, answerWords, canGoAgain, isUnderWay } from './answer-words.js';

const NOW = Date.parse('2026-03-04T11:00:00');
const answer = (
  state: SentAcknowledgement['delivery']['state'],
  more: Partial<SentAcknowledgement> = {},
  sentAt: string | null = null,
) => ({ type: '997' as const, verdict: 'accepted', ...more, delivery: { state, error: null, sentAt } });

describe('an acknowledgement', () => {
  it('says what was answered and whether it arrived', () => {
    const sentAt = new Date('2026-03-04T10:04:00').toISOString();
    expect(answerWords(answer('sent', {}, sentAt), NOW)).toBe('997 accepted, delivered 10:04');
    expect(answerWords(answer('queued', { type: 'CONTRL', verdict: 'rejected' }), NOW)).toBe(
      'CONTRL rejected, waiting to leave',
    );
    expect(answerWords(answer('failed'), NOW)).toBe('997 accepted, not delivered');
    expect(answerWords(answer('unknown'), NOW)).toBe('997 accepted, perhaps delivered');
  });

  it('is green only where all is well, red where somebody has to act', () => {
    expect(answerTone(answer('sent'))).toBe('good');
    expect(answerTone(answer('queued'))).toBe('plain');
    expect(answerTone(answer('sent', { verdict: 'received' }))).toBe('plain');
    expect(answerTone(answer('sent', { verdict: 'accepted with errors' }))).toBe('soon');
    expect(answerTone(answer('sent', { verdict: 'rejected' }))).toBe('late');
    expect(answerTone(answer('failed'))).toBe('late');
  });

  it('can be sent again unless it is on its way', () => {
    const states = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
    expect(states.filter(state => canGoAgain(answer(state)))).toEqual(['sent', 'failed', 'unknown']);
    expect(states.filter(state => isUnderWay(answer(state)))).toEqual(['queued', 'sending']);
  });
});
