import { describe, expect, it } from '@jest/globals';
import type { Session } from '#api';
import { sectionsOf } from './console-sections.js';

const session = (role: 'agent' | 'supervisor' | null, isAdmin = false): Session =>
  ({
    user: { isAdmin },
    memberships: role ? [{ departmentId: 1, departmentKey: 'a', departmentName: 'A', role }] : [],
  }) as unknown as Session;
const titles = (of: Session, open?: string) => sectionsOf(of, open).map(section => section.title);

describe('the sections of the console', () => {
  it('are all an administrator’s', () => {
    expect(titles(session(null, true))).toEqual(
      expect.arrayContaining(['Ticket kinds', 'Partners', 'Quarantine', 'Left out']),
    );
  });

  it('that a supervisor finds are those that a supervisor keeps or looks after', () => {
    expect(titles(session('supervisor'))).toEqual([
      'Templates and macros',
      'Partners',
      'Quarantine',
      'Left out',
      'Ledger',
    ]);
  });

  it('are none for others, but for the one that is open', () => {
    expect(titles(session('agent'))).toEqual([]);
    expect(titles(session('agent'), '/console/kinds/order')).toEqual(['Ticket kinds']);
  });
});
