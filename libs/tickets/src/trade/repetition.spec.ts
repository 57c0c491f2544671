import { type CameInterchange, repetitionOf } from './repetition.js';

const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const came = (over: Partial<CameInterchange> = {}): CameInterchange => ({
  ...{ messageId: 2, sha256: 'a', receivedAt: at(10), controlRef: '000000001' },
  ...over,
});
const earlier = { messageId: 1, sha256: 'a', receivedAt: at(1) };
const agreed = { duplicateWindowDays: 30 };

describe('an interchange', () => {
  it('is the first where none of its key came, or it is itself read again', () => {
    expect(repetitionOf(came(), undefined, agreed).outcome).toBe('first');
    expect(repetitionOf(came({ messageId: 1, sha256: 'b' }), earlier, agreed).outcome).toBe('first');
  });

  it('with the same bytes is a repetition, and with others has used its number again', () => {
    expect(repetitionOf(came(), earlier, agreed)).toMatchObject({
      ...{ outcome: 'repeated', reason: 'edi.repeated-interchange', earlier },
      detail: 'The same interchange came in message 1; its acknowledgement is sent again',
    });
    expect(repetitionOf(came({ sha256: 'b' }), earlier, agreed)).toMatchObject({
      ...{ outcome: 'reused', reason: 'edi.control-number-reused' },
      detail: 'Control number 000000001 came before with other bytes, in message 1',
    });
  });

  it('may use its number again after the time that was agreed, and not on its last day', () => {
    expect(repetitionOf(came({ receivedAt: at(31) }), earlier, agreed).outcome).toBe('repeated');
    expect(repetitionOf(came({ receivedAt: at(32) }), earlier, agreed).outcome).toBe('first');
  });

  it('that has no message yet is none of those that have none', () => {
    const before = { ...earlier, messageId: null };
    expect(repetitionOf(came({ messageId: null }), before, agreed)).toMatchObject({
      detail: expect.stringContaining('came earlier in this file'),
    });
  });
});
