import { beforeEach, describe, expect, it } from '@jest/globals';
import { type LeaveGuard, makeLeaveGuard, type Unsaved } from './leave-guard.js';

const HERE = '/console/departments?d=service';
let guard: LeaveGuard;
let went: string[];
const leave = (to: string): void => guard.leave(to, () => went.push(to));
const typed = (more: Partial<Unsaved> = {}): (() => void) => guard.hold({ here: HERE, ...more });

beforeEach(() => {
  guard = makeLeaveGuard();
  went = [];
});

describe('leaving a form', () => {
  it('needs no question while nothing is typed, nor when it is saved', () => {
    leave('/d/service');
    typed()();
    leave('/flow');
    expect(went).toEqual(['/d/service', '/flow']);
    expect(guard.asked()).toBeNull();
  });

  it('is asked about first, and goes where it was meant to when the answer is yes', () => {
    let dropped = 0;
    typed({ drop: () => dropped++ });
    leave('/console/departments?d=engineering');
    expect(went).toEqual([]);
    expect(guard.asked()).not.toBeNull();
    guard.answer(true);
    expect(went).toEqual(['/console/departments?d=engineering']);
    expect(dropped).toBe(1);
    leave('/flow');
    expect(went).toHaveLength(2);
  });

  it('keeps all and asks again when the answer is no', () => {
    let dropped = 0;
    typed({ drop: () => dropped++ });
    leave('/flow');
    guard.answer(false);
    expect([went, dropped, guard.asked()]).toEqual([[], 0, null]);
    leave('/flow');
    expect(went).toEqual([]);
    expect(guard.asked()).not.toBeNull();
  });

  it('asks about the newest wish only', () => {
    typed();
    leave('/flow');
    leave('/d/service');
    guard.answer(true);
    expect(went).toEqual(['/d/service']);
  });

  it('is not asked about where the same form is shown, nor when the session is over', () => {
    typed({ stays: to => to.startsWith('/console/departments') });
    leave(HERE);
    leave('/console/departments?d=engineering');
    leave('/sign-in?to=%2Fconsole');
    expect(went).toHaveLength(3);
    leave('/sign-input');
    expect(went).toHaveLength(3);
  });

  it('takes the question away when what it was about is saved meanwhile', () => {
    const saved = typed();
    let seen = 0;
    guard.watch(() => seen++);
    leave('/flow');
    saved();
    expect(guard.asked()).toBeNull();
    expect(seen).toBe(2);
    guard.answer(true);
    expect(went).toEqual([]);
  });
});
