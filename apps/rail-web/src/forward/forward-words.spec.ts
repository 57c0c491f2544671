import type { Forward } from '#api';
import { promiseWords, replyWords, stateWords } from './forward-words.js';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const forward: Forward = {
  ...{ id: 4, at: '2026-03-02T09:00:00Z', way: 'page', who: 'Anna', about: 'Seals', state: 'open', ticketId: 12 },
  ...{
    departmentName: 'Service',
    promisedAt: '2026-03-02T16:00:00Z',
    doneAt: null,
    outcome: null,
    reply: 'none',
    replyAt: null,
  },
};

describe('the words of a forward', () => {
  it('say where it is, by when they hear, and that nobody has answered', () => {
    expect(stateWords(forward, NOW)).toBe('Hangs at Service');
    expect(promiseWords(forward, NOW)).toMatch(/^They hear by \d\d:\d\d$/);
    expect(replyWords(forward, NOW)).toBe('Not answered yet');
  });

  it('do not call a promise that was broken one that stands', () => {
    expect(promiseWords({ ...forward, promisedAt: '2026-03-02T09:30:00Z' }, NOW)).toMatch(/^Was promised for/);
    expect(promiseWords({ ...forward, promisedAt: null }, NOW)).toBe('');
  });

  it('tell how it ended, and what became of the answer', () => {
    const done: Forward = {
      ...forward,
      state: 'done',
      doneAt: '2026-03-02T09:45:00Z',
      outcome: 'Answered',
      promisedAt: null,
    };
    expect(stateWords(done, NOW)).toMatch(/^Done \d\d:\d\d: answered$/);
    expect(replyWords(done, NOW)).toBe('');
    expect(replyWords({ ...done, reply: 'sent', replyAt: '2026-03-02T09:44:00Z' }, NOW)).toMatch(
      /^Answered \d\d:\d\d$/,
    );
    expect(replyWords({ ...done, reply: 'failed' }, NOW)).toContain('could not be delivered');
  });
});
