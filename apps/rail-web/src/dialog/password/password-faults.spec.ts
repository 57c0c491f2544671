import { describe, expect, it } from '@jest/globals';
import { passwordFaults, refusedPassword } from './password-faults.js';

describe('a new password', () => {
  it('is taken from twelve characters on', () => {
    expect(passwordFaults(null, 'twelve chars')).toEqual({});
    expect(passwordFaults('old', 'twelve chars')).toEqual({});
    expect(passwordFaults(null, 'x'.repeat(1024))).toEqual({});
  });

  it('is refused at its field when it is missing, short, too long or the old one', () => {
    expect(passwordFaults('', '')).toEqual({
      old: 'Type the password that you have now.',
      new: 'Type the new password.',
    });
    expect(passwordFaults(null, 'eleven char')).toEqual({ new: 'Too short: 1 more character.' });
    expect(passwordFaults(null, 'abc')).toEqual({ new: 'Too short: 9 more characters.' });
    expect(passwordFaults(null, 'x'.repeat(1025))).toEqual({ new: 'Too long: at most 1024 characters.' });
    expect(passwordFaults('twelve chars', 'twelve chars')).toEqual({ new: 'This is the password that you have now.' });
  });
});

describe('what the server refuses', () => {
  const problem = { type: 'about:blank', title: 'Unprocessable', status: 422, code: 'PASSWORD.WRONG' };

  it('stands at the field that it names', () => {
    const errors = [{ pointer: '/oldPassword', detail: 'The old password is not right' }];
    expect(refusedPassword({ ...problem, errors })).toEqual({ old: 'That is not your password.' });
    const short = [{ pointer: '/newPassword', detail: 'Too small' }];
    expect(refusedPassword({ ...problem, code: 'REQUEST.INVALID', errors: short })).toEqual({ new: 'Too small' });
  });

  it('stands under the form when it names none', () => {
    expect(refusedPassword({ ...problem, status: 429, code: 'AUTH.TOO_MANY_TRIES' })).toEqual({
      whole: 'Too many tries. Wait a few minutes, then try again.',
    });
  });
});
