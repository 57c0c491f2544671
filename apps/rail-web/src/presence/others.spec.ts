import { beforeEach, expect, it } from '@jest/globals';
import { forgetOthers, type Other, othersOn, takeInOthers } from './others.js';

const theo: Other = { id: 2, name: 'Theo Brandt', initials: 'TB', doing: 'looking' };
beforeEach(forgetOthers);

it('what changed is laid over what was known; what is whole replaces it', () => {
  takeInOthers({ whole: true, tickets: [{ ticketId: 7, people: [theo] }] });
  takeInOthers({ whole: false, tickets: [{ ticketId: 8, people: [theo] }] });
  expect([othersOn(7), othersOn(8)]).toEqual([[theo], [theo]]);
  takeInOthers({ whole: false, tickets: [{ ticketId: 7, people: [] }] });
  expect([othersOn(7), othersOn(8)]).toEqual([[], [theo]]);
  takeInOthers({ whole: true, tickets: [{ ticketId: 9, people: [theo] }] });
  expect([othersOn(8), othersOn(9)]).toEqual([[], [theo]]);
});

it('people who are as before are the same value, so that nothing is drawn for them', () => {
  takeInOthers({ whole: true, tickets: [{ ticketId: 7, people: [theo] }] });
  const before = othersOn(7);
  takeInOthers({ whole: true, tickets: [{ ticketId: 7, people: [{ ...theo }] }] });
  expect(othersOn(7)).toBe(before);
  expect(othersOn(1)).toBe(othersOn(2));
});
