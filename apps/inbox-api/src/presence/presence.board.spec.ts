// Who is on which ticket: what each sign changes, what counts once, what ends by itself.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PresenceSign, SignDoing } from '#events';
import { PresenceBoard, type Sight } from './presence.board.js';

const LIFE = { present: 40, resting: 120, mostPages: 3 };
const NAMES = ['', 'Mara Lind', 'Theo Brandt', 'Ines Koval'];
let step = 0;
const sign = (userId: number, ticketId: number, doing: SignDoing, more: Partial<PresenceSign> = {}): PresenceSign => {
  step += 1;
  const name = NAMES[userId] ?? `P${userId}`;
  return { ticketId, departmentId: 1, userId, name, page: 'a', step, doing, resting: false, ...more };
};
const seen = (sights: Sight[]) =>
  Object.fromEntries(
    sights.map(({ ticketId, people }) => [ticketId, people.map(({ name, doing }) => `${name}: ${doing}`)]),
  );

describe('a person on a ticket', () => {
  it('is told once, however often the page says the same, and again when what is done changes', () => {
    const board = new PresenceBoard(LIFE);
    expect(seen(board.hear(sign(2, 7, 'looking'), 0))).toEqual({ 7: ['Theo Brandt: looking'] });
    expect(board.hear(sign(2, 7, 'looking'), 15)).toEqual([]);
    expect(seen(board.hear(sign(2, 7, 'writing-reply'), 16))).toEqual({ 7: ['Theo Brandt: writing-reply'] });
    expect(seen(board.hear(sign(2, 7, 'gone'), 17))).toEqual({ 7: [] });
    expect(board.whole()).toEqual([]);
  });

  it('leaves the ticket before by being on the next', () => {
    const board = new PresenceBoard(LIFE);
    board.hear(sign(2, 7, 'looking'), 0);
    expect(seen(board.hear(sign(2, 8, 'looking'), 1))).toEqual({ 7: [], 8: ['Theo Brandt: looking'] });
  });

  it('counts once with two tabs, by what says most, and is there until the last has gone', () => {
    const board = new PresenceBoard(LIFE);
    board.hear(sign(2, 7, 'writing-note', { page: 'a' }), 0);
    expect(board.hear(sign(2, 7, 'looking', { page: 'b' }), 0)).toEqual([]);
    expect(seen(board.hear(sign(2, 7, 'gone', { page: 'a' }), 1))).toEqual({ 7: ['Theo Brandt: looking'] });
    expect(seen(board.hear(sign(2, 7, 'gone', { page: 'b' }), 2))).toEqual({ 7: [] });
  });

  it('stands behind whoever writes', () => {
    const board = new PresenceBoard(LIFE);
    board.hear(sign(1, 7, 'looking'), 0);
    expect(seen(board.hear(sign(3, 7, 'writing-reply'), 0))).toEqual({
      7: ['Ines Koval: writing-reply', 'Mara Lind: looking'],
    });
  });
});

describe('a sign', () => {
  it('that was overtaken brings nobody back, and takes nobody away', () => {
    const board = new PresenceBoard(LIFE);
    const [late, gone] = [sign(2, 7, 'looking'), sign(2, 7, 'gone')];
    board.hear(gone, 0);
    expect(board.hear(late, 1)).toEqual([]);
    const [left, next] = [sign(2, 7, 'gone'), sign(2, 8, 'looking')];
    board.hear(next, 2);
    expect(board.hear(left, 3)).toEqual([]);
    expect(seen(board.whole())).toEqual({ 8: ['Theo Brandt: looking'] });
  });

  it('holds for a while only, and longer where the page is out of sight', () => {
    const board = new PresenceBoard(LIFE);
    board.hear(sign(1, 7, 'looking'), 0);
    board.hear(sign(2, 7, 'looking', { resting: true }), 0);
    expect(board.expire(39)).toEqual([]);
    expect(seen(board.expire(40))).toEqual({ 7: ['Theo Brandt: looking'] });
    expect(seen(board.expire(120))).toEqual({ 7: [] });
    expect(board.expire(200)).toEqual([]);
  });

  it('of more pages than a person may have pushes out the oldest', () => {
    const board = new PresenceBoard(LIFE);
    for (const [index, page] of ['a', 'b', 'c'].entries()) board.hear(sign(2, index + 1, 'looking', { page }), 0);
    expect(seen(board.hear(sign(2, 9, 'looking', { page: 'd' }), 1))).toEqual({ 1: [], 9: ['Theo Brandt: looking'] });
    expect(board.whole().map(({ ticketId }) => ticketId)).toEqual([2, 3, 9]);
  });
});

describe('a ticket on another rail', () => {
  it('is seen there, and no more where it hung', () => {
    const board = new PresenceBoard(LIFE);
    board.hear(sign(2, 7, 'looking'), 0);
    const people = [{ userId: 2, name: 'Theo Brandt', doing: 'looking' }];
    expect(board.move(7, 5)).toEqual([{ ticketId: 7, departmentId: 5, formerDepartmentId: 1, people }]);
    expect(board.move(7, 5)).toEqual([]);
    expect(board.hear(sign(2, 7, 'looking', { departmentId: 1 }), 1)).toEqual([
      { ticketId: 7, departmentId: 1, formerDepartmentId: 5, people },
    ]);
    expect(board.move(99, 5)).toEqual([]);
  });
});

it('whoever hears each change knows what the board knows, and nothing is left when all is over', () => {
  const doing = fc.constantFrom<SignDoing>('looking', 'writing-note', 'writing-reply', 'gone');
  const given = fc.record({
    userId: fc.integer({ min: 1, max: 3 }),
    ticketId: fc.integer({ min: 1, max: 3 }),
    departmentId: fc.integer({ min: 1, max: 2 }),
    page: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    step: fc.integer({ min: 1, max: 30 }),
    resting: fc.boolean(),
    doing,
  });
  const act = fc.oneof(
    given,
    fc.record({ expire: fc.constant(true) }),
    fc.record({ move: fc.integer({ max: 2, min: 1 }) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), acts => {
      const board = new PresenceBoard(LIFE);
      const known = new Map<number, Sight>();
      const take = (sights: Sight[]) => {
        for (const sight of sights)
          if (sight.people.length === 0) known.delete(sight.ticketId);
          else known.set(sight.ticketId, { ...sight, formerDepartmentId: null });
      };
      acts.forEach((one, now) => {
        if ('expire' in one) take(board.expire(now * 7));
        else if ('move' in one) take(board.move(1, one.move));
        else take(board.hear({ ...one, name: `P${one.userId}` }, now * 7));
        const inOrder = (sights: Iterable<Sight>) => [...sights].sort((a, b) => a.ticketId - b.ticketId);
        expect(inOrder(known.values())).toEqual(inOrder(board.whole()));
        for (const { people } of board.whole())
          expect(new Set(people.map(({ userId }) => userId)).size).toBe(people.length);
      });
      take(board.expire(1_000_000));
      expect([known.size, board.whole()]).toEqual([0, []]);
    }),
  );
});
