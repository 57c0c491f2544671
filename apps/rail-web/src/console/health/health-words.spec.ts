import { describe, expect, it } from '@jest/globals';
import type { CanaryRun, CatchUp, ChannelHealthView } from '#api';
import { catchUpWords, faultWords, runWords, stateWords } from './health-words.js';

const channel = (over: Partial<ChannelHealthView>): ChannelHealthView =>
  ({ state: 'ok', fault: null, problem: null, ...over }) as ChannelHealthView;
const run = (over: Partial<CanaryRun>): CanaryRun => ({
  ...{ id: 1, begunAt: '2026-11-28T10:00:00.000Z', handedAt: null, arrivedAt: null, problem: null },
  ...over,
});
const look = (over: Partial<CatchUp>): CatchUp => ({
  ...{ id: 1, since: null, state: 'running', found: 40, looked: 20, taken: 3, problem: null, askedBy: 'Ops' },
  ...{ askedAt: '2026-11-28T10:00:00.000Z', endedAt: null },
  ...over,
});

describe('the words of a channel’s health', () => {
  it('say what stands, and a fault before everything but a pause', () => {
    const fault = { problem: 'It does not answer.', openedAt: '2026-11-28T10:00:00.000Z' };
    expect(stateWords(channel({}))).toEqual({ words: 'Works', tone: 'good' });
    expect(stateWords(channel({ problem: 'The token ends soon.' })).words).toBe('Works, with a warning');
    expect(stateWords(channel({ fault }))).toEqual({ words: 'Fails', tone: 'wrong' });
    expect(stateWords(channel({ state: 'paused', fault }))).toEqual({ words: 'Paused', tone: 'calm' });
  });

  it('say how far a test message came', () => {
    expect(runWords(run({}))).toBe('Being sent');
    expect(runWords(run({ handedAt: '2026-11-28T10:00:01.000Z' }))).toBe('Sent, and not back yet');
    expect(runWords(run({ problem: 'Refused: 550' }))).toBe('Refused: 550');
    expect(runWords(run({ arrivedAt: '2026-11-28T10:00:04.400Z' }))).toBe('Came through in 4 s');
  });

  it('say how long a fault lasted, or that it lasts', () => {
    const fault = { id: 1, what: 'connection' as const, problem: 'No answer.', openedAt: '2026-11-28T10:00:00.000Z' };
    expect(faultWords({ ...fault, closedAt: null })).toBe('No answer. · lasts');
    expect(faultWords({ ...fault, closedAt: '2026-11-28T10:02:30.000Z' })).toBe('No answer. · over after 3 min');
  });

  it('say how far a second look is, and why one failed', () => {
    expect(catchUpWords(look({}))).toBe('20 of 40 looked at, 3 new');
    expect(catchUpWords(look({ state: 'done', looked: 40 }))).toBe('Done: 40 looked at, 3 new');
    expect(catchUpWords(look({ state: 'cancelled' }))).toBe('Called off after 20 of 40, 3 new');
    expect(catchUpWords(look({ state: 'failed', problem: 'It was cut off 5 times.' }))).toBe('It was cut off 5 times.');
  });
});
