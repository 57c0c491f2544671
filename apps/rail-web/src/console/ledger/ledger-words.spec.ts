import { describe, expect, it } from '@jest/globals';
import { balanceWords, messagesPath, readFilter, whyWords } from './ledger-words.js';

const day = {
  ...{ day: '2026-11-28', channelId: 1, channelName: 'Mail', departmentId: 1 },
  ...{ pending: 0, ticketed: 3, appended: 1, suppressed: 1, quarantined: 0 },
};

describe('a reason', () => {
  it('is said as the pages of held and left out messages say it', () => {
    expect(whyWords('quarantined', 'edi.unknown-sender')).toBe('Nobody knows this sender');
    expect(whyWords('suppressed', 'canary')).toBe('A test message of our own');
    expect(whyWords('suppressed', 'news')).toBe('Rule “news”');
  });
});

describe('a day of the ledger', () => {
  it('says what is missing, or was never counted', () => {
    expect(balanceWords({ ...day, accepted: 5, balanced: true })).toBeNull();
    expect(balanceWords({ ...day, accepted: 6, balanced: false })).toBe('1 message is missing');
    expect(balanceWords({ ...day, accepted: 3, balanced: false })).toBe(
      '2 messages are there that the door did not count',
    );
  });
});

describe('the address of a figure', () => {
  it('is read as it was written', () => {
    const filter = { channelId: 7, day: '2026-11-28', state: 'quarantined' as const };
    expect(readFilter(messagesPath(filter).split('?')[1] ?? '')).toEqual(filter);
    expect(readFilter('')).toBeNull();
    expect(readFilter('state=odd&day=yesterday&channel=-1')).toBeNull();
  });
});
