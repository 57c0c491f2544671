import { describe, expect, it } from '@jest/globals';
import type { FoundSlip } from '#api';
import { belongs, layOver, type Pages, putOnTop, removeSlip, replaceSlip } from './slip-place.js';

const slip = (id: number, more: Partial<FoundSlip> = {}): FoundSlip => ({
  id,
  departmentId: 1,
  version: 1,
  state: 'open',
  kind: 'order',
  kindTitle: 'Order',
  subject: `Subject ${id}`,
  requester: { name: 'Customer', address: 'customer@example.com', company: null, phone: null },
  calls: null,
  snippet: '',
  wayIn: 'email',
  channelName: null,
  priority: 'normal',
  tags: [],
  receivedAt: '2026-03-04T07:12:00Z',
  dueAt: '2026-03-04T11:12:00Z',
  minutesLeft: 60,
  minutesAllowed: 240,
  waiting: null,
  holder: null,
  claimUntil: null,
  assignee: null,
  hasUnreadAnswer: false,
  attachmentCount: 0,
  outcome: null,
  doneAt: null,
  clockStands: false,
  business: 'repeat',
  checklist: null,
  handedOff: null,
  handoff: null,
  followUpAt: null,
  whyHere: '',
  found: null,
  ...more,
});
const list = (...ids: number[]): Pages => ({
  pages: [{ items: ids.map(id => slip(id)), nextCursor: null }],
  pageParams: [null],
});
const ids = (pages: Pages): number[] => pages.pages.flatMap(page => page.items.map(item => item.id));

describe('where a slip belongs', () => {
  it('hangs open and claimed slips of the department on its rail, and no others', () => {
    expect(belongs(slip(1), 1, 'rail', 9)).toBe(true);
    expect(belongs(slip(1, { state: 'claimed' }), 1, 'rail', 9)).toBe(true);
    expect(belongs(slip(1, { state: 'waiting' }), 1, 'rail', 9)).toBe(false);
    expect(belongs(slip(1, { departmentId: 2 }), 1, 'rail', 9)).toBe(false);
  });

  it('lists as mine what I hold or was given, until it is done', () => {
    const me = { id: 9, name: 'Me', initials: 'ME' };
    expect(belongs(slip(1, { holder: me }), 1, 'mine', 9)).toBe(true);
    expect(belongs(slip(1, { assignee: me, state: 'waiting' }), 1, 'mine', 9)).toBe(true);
    expect(belongs(slip(1, { assignee: me, state: 'done' }), 1, 'mine', 9)).toBe(false);
    expect(belongs(slip(1), 1, 'mine', 9)).toBe(false);
  });
});

describe('a list that does not jump', () => {
  it('changes a slip in its place', () => {
    const changed = replaceSlip(list(1, 2, 3), slip(2, { version: 2, subject: 'New' }));
    expect(ids(changed)).toEqual([1, 2, 3]);
    expect(changed.pages[0]?.items[1]?.subject).toBe('New');
  });

  it('does not go back to an older version that arrives late', () => {
    const now = replaceSlip(list(1), slip(1, { version: 5, subject: 'Five' }));
    expect(replaceSlip(now, slip(1, { version: 4, subject: 'Four' })).pages[0]?.items[0]?.subject).toBe('Five');
  });

  it('keeps saying where a search found it, while it changes', () => {
    const found = {
      where: 'note' as const,
      entryId: 7,
      at: '2026-05-03T09:00:00Z',
      pieces: [{ text: 'pump', found: true }],
    };
    const before: Pages = { pages: [{ items: [slip(1, { found })], nextCursor: null }], pageParams: [null] };
    const { found: _, ...changed } = slip(1, { version: 9, subject: 'New' });
    expect(replaceSlip(before, changed).pages[0]?.items[0]).toMatchObject({ version: 9, subject: 'New', found });
  });

  it('takes out and puts on top', () => {
    expect(ids(removeSlip(list(1, 2, 3), 2))).toEqual([1, 3]);
    expect(ids(putOnTop(list(1), slip(7)))).toEqual([7, 1]);
  });

  it('names arrivals instead of showing them', () => {
    const { list: after, unknown } = layOver(list(1, 2), [slip(8), slip(1), slip(2)], false);
    expect(ids(after)).toEqual([1, 2]);
    expect(unknown).toEqual([8]);
  });

  it('lets go of what has left when the whole rail was read, but never of the open ticket', () => {
    expect(ids(layOver(list(1, 2, 3), [slip(1)], true, 3).list)).toEqual([1, 3]);
    expect(ids(layOver(list(1, 2, 3), [slip(1)], false).list)).toEqual([1, 2, 3]);
  });
});
