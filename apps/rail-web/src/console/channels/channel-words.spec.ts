import { describe, expect, it } from '@jest/globals';
import type { ChannelTest, PreviewDecision, PreviewInterchange } from '#api';
import { channelState, type Health, healthWords } from './channel-words.js';
import { base64Of } from './try/sample-bytes.js';
import { decisionWords, interchangeWords, timeWords, verdictOf } from './try/try-words.js';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const health = (over: Partial<Health>): Health => ({
  ...{ state: 'ok', problem: null, code: null, lastOkAt: null, since: null, retryAt: null },
  ...over,
});

describe('how a channel goes', () => {
  it('is said in a word', () => {
    expect(channelState(health({}))).toEqual({ words: 'Works', tone: 'good' });
    expect(channelState(health({ problem: 'the token ends' })).tone).toBe('soon');
    expect(channelState(health({ state: 'failing', problem: 'x' })).tone).toBe('wrong');
  });

  it('says what fails, whether it is tried again, and when it worked last', () => {
    const words = healthWords(
      health({
        ...{ state: 'failing', problem: 'the server refuses the password', since: '2026-11-28T11:00:00Z' },
        ...{ retryAt: '2026-11-28T12:01:00Z', lastOkAt: '2026-11-28T10:00:00Z' },
      }),
      NOW,
    );
    expect(words).toMatch(/^The server refuses the password\. Since .*next at .* It worked 2 h ago\.$/);
    expect(healthWords(health({ state: 'failing', problem: 'x' }), NOW)).toContain('not tried again by itself');
    expect(healthWords(health({ lastOkAt: '2026-11-28T11:59:30Z' }), NOW)).toBe('It worked just now.');
  });
});

const step = (state: ChannelTest['steps'][number]['state']) => ({
  ...{ step: state, title: 'Sign in', state, ms: 3, words: '', next: null },
});

describe('a test in words', () => {
  it('names the step that failed', () => {
    expect(verdictOf({ ok: false, steps: [step('ok'), step('failed')] })).toContain('“Sign in” failed');
    expect(verdictOf({ ok: true, steps: [step('ok')] })).toBe('It works.');
    expect(verdictOf({ ok: true, steps: [step('warning')] })).toContain('read what is said');
    expect(verdictOf({ ok: true, steps: [step('skipped')] })).toContain('nothing to connect to');
  });

  it('says times as people compare them', () => {
    expect([0, 240, 3210].map(timeWords)).toEqual(['under 1 ms', '240 ms', '3.2 s']);
  });
});

describe('a decision in words', () => {
  const decision: PreviewDecision = {
    ...{ outcome: 'opened', department: { id: 1, name: 'Service' }, kind: { key: 'order', name: 'Order' } },
    ...{ priority: 'expedite', dueAt: null, ticketId: null, why: [], rule: null, tags: [] },
  };
  it('is one sentence', () => {
    expect(decisionWords(decision, NOW)).toBe('It would hang on the rail of Service as “Order”, expedited.');
    expect(decisionWords({ ...decision, tags: ['vip'] }, NOW)).toContain('expedited, tagged vip.');
    expect(decisionWords({ ...decision, outcome: 'appended', ticketId: 7 }, NOW)).toBe('It would join ticket #7.');
    expect(decisionWords({ ...decision, outcome: 'suppressed' }, NOW)).toBe('It would be left out.');
  });
});

it('an interchange that came before is said with when, where, and what would be done', () => {
  const one: PreviewInterchange = {
    ...{ controlRef: '000000007', outcome: 'repeated', messageId: 12, receivedAt: '2026-03-02T10:00:00Z' },
    ...{ answer: null, detail: 'x' },
  };
  expect(interchangeWords(one)).toMatch(
    /^Interchange 000000007 came before, in message 12, on .*2 March 2026.*open nothing/,
  );
  expect(interchangeWords({ ...one, messageId: null, receivedAt: null })).toContain('before, earlier in this file.');
  expect(interchangeWords({ ...one, outcome: 'itself' })).toMatch(/^This message itself brought .* on .*2026/);
  const answer = { type: 'TA1', code: 'R' };
  expect(interchangeWords({ ...one, outcome: 'reused', answer })).toContain(
    'be held in the quarantine, and answered (TA1)',
  );
  expect(interchangeWords({ ...one, outcome: 'reused' })).toContain('held in the quarantine, and not answered');
});

it('samples are sent whole, however long', () => {
  const bytes = Uint8Array.from({ length: 20_001 }, (_, at) => at % 256);
  expect(Buffer.from(base64Of(bytes), 'base64').equals(Buffer.from(bytes))).toBe(true);
});
