import type { Handoff, HandoffLeg } from '#api';
import { faultWords, handoffEntryWords, legUrgency, legWords, pastLegWords, standWords } from './handoff-words.js';

const leg = (more: Partial<HandoffLeg> = {}): HandoffLeg => ({
  leg: 'acceptance',
  departmentName: 'Engineering',
  beganAt: '2026-03-04T07:00:00Z',
  dueAt: '2026-03-04T11:00:00Z',
  minutesAllowed: 240,
  minutesLeft: 180,
  endedAt: null,
  onTime: null,
  ...more,
});
const stand = {
  to: { id: 2, name: 'Engineering' },
  from: { id: 1, name: 'Customer service' },
  returnTitle: null,
  rounds: 1,
};

describe('the clock of a handoff', () => {
  it('says whose it is and for what', () => {
    expect(legWords(leg())).toBe('Engineering, 3 h left to accept it');
    expect(legWords(leg({ leg: 'returned', departmentName: 'Customer service', minutesLeft: -40 }))).toBe(
      'Customer service is late 40 min to correct it',
    );
    expect(legWords(leg({ minutesLeft: 0 }))).toBe('Engineering is due now to accept it');
  });

  it('is silent when nothing runs', () => {
    expect(legWords(null)).toBe('');
    expect(legWords(leg({ minutesLeft: null }))).toBe('');
  });

  it('turns amber in its last quarter and red when it is late', () => {
    expect(legUrgency(leg({ minutesLeft: 61 }))).toBe('none');
    expect(legUrgency(leg({ minutesLeft: 60 }))).toBe('soon');
    expect(legUrgency(leg({ minutesLeft: -1 }))).toBe('late');
  });

  it('says how a leg went that is over', () => {
    expect(pastLegWords(leg({ onTime: false, minutesLeft: null }))).toBe('Engineering answered it late');
    expect(pastLegWords(leg({ leg: 'work', minutesLeft: null }))).toBe('Engineering: ended before it was finished');
  });
});

describe('a handoff', () => {
  it('says how it stands', () => {
    expect(standWords({ ...stand, state: 'offered' })).toBe('Offered to Engineering, not accepted yet');
    expect(standWords({ ...stand, state: 'returned', returnTitle: 'Something is missing' })).toBe(
      'Sent back by Engineering: Something is missing',
    );
    expect(standWords({ ...stand, state: 'cancelled' })).toBe('Cancelled by Customer service');
  });

  it('tells its steps on the timeline', () => {
    const change = { toName: 'Engineering', title: 'Design request' };
    expect(handoffEntryWords({ ...change, action: 'hand-off', again: false })).toBe(
      'handed it off to Engineering (Design request)',
    );
    expect(handoffEntryWords({ ...change, action: 'hand-off', again: true })).toBe(
      'offered it again to Engineering (Design request)',
    );
    expect(handoffEntryWords({ ...change, action: 'returned', reason: 'Something is missing' })).toBe(
      'sent it back: Something is missing',
    );
    expect(handoffEntryWords({ ...change, action: 'completed', onTime: false })).toBe(
      'completed it for Engineering (Design request), late',
    );
    expect(handoffEntryWords({ action: 'something-new' })).toBeNull();
  });
});

const contract = {
  schema: {
    type: 'object',
    properties: { flowRate: { type: 'number', title: 'Flow rate' }, 'a/b': { type: 'string' } },
  },
  attachmentRules: [{ key: 'drawing', title: 'Drawing' }],
} as unknown as Pick<Handoff, 'schema' | 'attachmentRules'>;
const said = (pointer: string, detail: string): string => {
  const { title, detail: words } = faultWords({ pointer, detail }, contract);
  return title ? `${title}: ${words}` : words;
};

describe('a fault of a handoff that came back', () => {
  it('names its field or its paper', () => {
    expect(said('/fields/flowRate', 'Too high for this pump')).toBe('Flow rate: Too high for this pump');
    expect(said('/fields/flowRate/0/unit', 'Which one?')).toBe('Flow rate: Which one?');
    expect(said('/fields/a~1b', 'Wrong')).toBe('a/b: Wrong');
    expect(said('/attachments/drawing', 'Cannot be read')).toBe('Drawing: Cannot be read');
  });

  it('does not name it twice', () =>
    expect(said('/fields/flowRate', 'Flow rate is missing')).toBe('Flow rate is missing'));

  it('says what is wrong also of a field that the contract does not know any more', () =>
    expect(said('/fields/gone', 'Wrong')).toBe('Wrong'));
});
