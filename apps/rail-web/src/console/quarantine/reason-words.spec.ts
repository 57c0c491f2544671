import { describe, expect, it } from '@jest/globals';
import {
  isStranger,
  lookWords,
  positionWords,
  previewWords,
  reasonWords,
  replayedWords,
  steppedWords,
  visibleText,
} from './reason-words.js';

describe('a reason', () => {
  it('is said in words, also one that nobody has written words for', () => {
    expect(reasonWords('edi.unknown-sender')).toBe('Nobody knows this sender');
    expect(reasonWords('mail.html-too-deep')).toBe('Html too deep');
    expect(reasonWords('odd')).toBe('Odd');
  });

  it('says where, as far as it is known', () => {
    expect(positionWords({ byte: 0, segment: 2, element: 3 })).toBe('byte 0, segment 2, element 3');
    expect(positionWords({ segment: 2 })).toBe('segment 2');
    expect(positionWords({})).toBe('');
    expect(positionWords(null)).toBe('');
    expect([lookWords({ byte: 0 }, false), lookWords(null, false), lookWords(null, true)]).toEqual([
      'Show the place',
      'Show its beginning',
      'Hide the bytes',
    ]);
  });
});

describe('a sender', () => {
  const sender = { standard: 'x12' as const, qualifier: 'ZZ', id: 'A', partner: null };
  it('is a stranger while nobody has made a partner of it', () => {
    expect(isStranger({ reason: 'edi.unknown-sender', sender })).toBe(true);
    expect(isStranger({ reason: 'edi.unknown-sender', sender: { ...sender, partner: { id: 1, name: 'A' } } })).toBe(
      false,
    );
    expect(isStranger({ reason: 'edi.refused', sender })).toBe(false);
    expect(isStranger({ reason: 'edi.unknown-sender', sender: null })).toBe(false);
  });

  it('is told how much goes on its way with it', () => {
    expect(replayedWords('North', 1)).toBe('North is a partner now. The message is on its way again.');
    expect(replayedWords('North', 12)).toBe('North is a partner now. 12 messages are on their way again.');
  });
});

describe('bytes as text', () => {
  it('show what cannot be seen, and keep the lines', () => {
    expect(visibleText('ISA*\x1d~\r\nGS\n')).toBe('ISA*«GS»~«CR»«LF»\nGS«LF»\n');
    expect(visibleText('a\x7f\x85b')).toBe('a«U+007F»«U+0085»b');
    expect(visibleText('\u202eevil')).toBe('«U+202E»evil');
    expect(visibleText('Käufer Straße €')).toBe('Käufer Straße €');
  });
});

describe('what is done with all that is alike', () => {
  it('is said with its number', () => {
    expect(steppedWords('replay', 1)).toBe('1 message is on its way again.');
    expect(steppedWords('replay', 40)).toBe('40 messages are on their way again.');
    expect(steppedWords('discard', 2)).toBe('2 messages are put aside.');
  });

  it('is foreseen', () => {
    const preview = { messageId: 1, drafts: [], suppressed: null };
    const fault = { reason: 'edi.refused', detail: null, part: 2, position: null };
    expect(previewWords({ ...preview, outcome: 'taken', draftCount: 1, quarantined: [] })).toBe('It would be taken.');
    expect(previewWords({ ...preview, outcome: 'taken', draftCount: 3, quarantined: [fault] })).toBe(
      '3 documents would be taken, and 1 would be held.',
    );
    expect(previewWords({ ...preview, outcome: 'quarantined', draftCount: 0, quarantined: [fault] })).toBe(
      'It would be held again.',
    );
  });
});
