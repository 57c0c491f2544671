import { describe, expect, it } from '@jest/globals';
import {
  answerWords,
  deliveryWords,
  documentWords,
  identityWords,
  ownSetWords,
  receivedWords,
  sentWords,
  setNumberWords,
  setWords,
} from './traffic-words.js';

const row = { state: 'ticketed' as const, documentCount: 2, heldCount: 0, repeatsMessageId: null };

describe('an interchange of theirs', () => {
  it('is taken, held as a whole or in part, a repetition, or being read', () => {
    expect(receivedWords(row)).toEqual({ words: 'Taken', tone: 'good' });
    expect(receivedWords({ ...row, heldCount: 1 })).toEqual({ words: '1 of 2 held', tone: 'wrong' });
    expect(receivedWords({ ...row, state: 'quarantined', heldCount: 2 }).words).toBe('Held');
    expect(receivedWords({ ...row, state: 'suppressed', repeatsMessageId: 4 }).words).toBe('A repetition');
    expect(receivedWords({ ...row, state: 'suppressed' }).words).toBe('Left out by a rule');
    expect(receivedWords({ ...row, state: 'pending', heldCount: 1 }).words).toBe('Being read');
  });

  it('has its answer in words, and why that did not arrive', () => {
    expect(answerWords({ type: '997', verdict: 'partly accepted' })).toBe('997 partly accepted');
    expect(deliveryWords({ state: 'failed', error: 'No such folder' })).toEqual({
      words: 'not sent: No such folder',
      tone: 'wrong',
    });
    expect(deliveryWords({ state: 'sent', error: 'an earlier try failed' }).words).toBe('sent');
    expect(deliveryWords({ state: 'queued', error: 'Connection refused' })).toEqual({
      words: 'waits to be sent: Connection refused',
      tone: 'soon',
    });
  });
});

describe('a document', () => {
  it('of ours says whether they acknowledged it', () => {
    expect(sentWords('overdue')).toEqual({ words: 'Not acknowledged in time', tone: 'wrong' });
  });

  it('says what was answered of it: ours waits until they speak, theirs says nothing where nothing judges it', () => {
    expect(ownSetWords(null)).toEqual({ words: 'waiting', tone: 'soon' });
    expect(ownSetWords('rejected')).toEqual({ words: 'rejected', tone: 'wrong' });
    expect(setWords('accepted-with-errors')?.words).toBe('accepted with notes');
    expect(setWords(null)).toBeNull();
    expect(setNumberWords({ number: 'PO-1', ref: '0001' })).toBe('set 0001');
    // It stands there already.
    expect(setNumberWords({ number: '', ref: '0001' })).toBe('');
  });

  it('is named by what is known of it', () => {
    expect(documentWords({ type: '850', number: 'PO-1', ref: '0001' })).toBe('850 PO-1');
    expect(documentWords({ type: 'ORDERS', number: null, ref: '7' })).toBe('ORDERS 7');
    expect(documentWords({ type: null, number: null, ref: null })).toBe('Document');
    expect(identityWords({ qualifier: '', id: 'NORTH' })).toBe('NORTH');
  });
});
