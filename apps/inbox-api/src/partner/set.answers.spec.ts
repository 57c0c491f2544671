import type { TrafficAnswer, TrafficDocument } from '#store';
import { setAnswers } from './set.answers.js';

const document = (ref: string | null): TrafficDocument => ({
  ...{ part: 1, type: '850', ref, number: null, state: 'ticketed', reason: null },
  ...{ ticketId: 1, departmentId: 1 },
});
const answer = (type: TrafficAnswer['type'], ref: string, sets: [string, string][]): TrafficAnswer => ({
  ...{ outboundId: 1, type, code: 'A', ref, controlRef: '1', state: 'sent', error: null, endedAt: null },
  sets: sets.map(([set, code]) => ({ ref: set, code })),
});

describe('The answer of each document', () => {
  it('is what its own set was told, and none where nothing judges it', () => {
    const told = answer('997', '101', [
      ['0001', 'A'],
      ['0002', 'E'],
      ['0003', 'R'],
    ]);
    const documents = ['0001', '0002', '0003', '0004', null].map(document);
    expect(setAnswers(documents, [answer('TA1', '000000101', []), told])).toEqual([
      ...['accepted', 'accepted-with-errors', 'rejected'],
      ...[null, null],
    ]);
    expect(setAnswers([document('7')], [answer('CONTRL', '4711', [['7', '4']])])).toEqual(['rejected']);
  });

  it('is found in turn where two groups number their sets alike', () => {
    const groups = [answer('997', '101', [['0001', 'A']]), answer('997', '102', [['0001', 'R']])];
    expect(setAnswers([document('0001'), document('0001')], groups)).toEqual(['accepted', 'rejected']);
  });

  it('is the last one where the message was decided again', () => {
    const decided = [answer('997', '101', [['0001', 'R']]), answer('997', '101', [['0001', 'A']])];
    expect(setAnswers([document('0001')], decided)).toEqual(['accepted']);
  });
});
