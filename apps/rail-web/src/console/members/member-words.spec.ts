import { describe, expect, it } from '@jest/globals';
import type { Member } from '#api';
import { isLastAdmin, memberState, rightsWords, wholeLink } from './member-words.js';

const NOW = Date.parse('2026-03-04T10:00:00Z');
const member = (id: number, more: Partial<Member> = {}): Member => ({
  id,
  email: `p${id}@example.com`,
  name: `P${id}`,
  isAdmin: false,
  state: 'active',
  hasPassword: true,
  memberships: [],
  lastSeenAt: null,
  linkExpiresAt: null,
  createdAt: '2026-03-01T10:00:00Z',
  version: 1,
  ...more,
});

describe('a person in words', () => {
  it('says rights by department, and those of the whole company first', () => {
    const sales = { departmentId: 2, departmentKey: 'sales', departmentName: 'Sales', role: 'supervisor' } as const;
    expect(rightsWords({ isAdmin: true, memberships: [sales] })).toBe('Administrator. Supervisor of Sales');
    expect(
      rightsWords({ isAdmin: false, memberships: [sales, { ...sales, departmentName: 'Stock', role: 'sales' }] }),
    ).toBe('Supervisor of Sales, Salesperson of Stock');
    expect(rightsWords({ isAdmin: false, memberships: [] })).toBe('Nothing yet');
  });

  it('says of an invitation whether its link still opens anything', () => {
    const invited = { state: 'invited', lastSeenAt: null } as const;
    expect(memberState({ ...invited, linkExpiresAt: '2026-03-04T12:00:00Z' }, NOW)).toMatchObject({ tone: 'soon' });
    for (const linkExpiresAt of ['2026-03-04T09:00:00Z', null])
      expect(memberState({ ...invited, linkExpiresAt }, NOW)).toEqual({
        words: 'Needs a link to sign in',
        tone: 'soon',
      });
    expect(memberState({ state: 'deactivated', linkExpiresAt: null, lastSeenAt: null }, NOW).words).toBe('Deactivated');
  });

  it('knows the last administrator; one who is deactivated rules nothing', () => {
    const first = member(1, { isAdmin: true });
    expect(isLastAdmin(first, [first, member(2)])).toBe(true);
    expect(isLastAdmin(first, [first, member(2, { isAdmin: true })])).toBe(false);
    expect(isLastAdmin(first, [first, member(2, { isAdmin: true, state: 'deactivated' })])).toBe(true);
    expect(isLastAdmin(member(2), [first, member(2)])).toBe(false);
  });

  it('makes a whole link of one without a host, and keeps one that has its own', () => {
    expect(wholeLink('/sign-in#token=x', 'https://rail.example')).toBe('https://rail.example/sign-in#token=x');
    expect(wholeLink('https://other.example/sign-in#token=x', 'https://rail.example')).toBe(
      'https://other.example/sign-in#token=x',
    );
  });
});
