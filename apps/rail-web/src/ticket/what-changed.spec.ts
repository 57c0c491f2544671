import { describe, expect, it } from '@jest/globals';
import type { Entry } from '#api';
import { beginningOf, changedByOthers, whatChanged } from './what-changed.js';

const entry = (seq: number, type: Entry['type'], name: string): Entry => ({
  id: seq,
  seq,
  type,
  at: '2026-03-04T08:00:00Z',
  author: { kind: 'contact', name, address: null, initials: 'X' },
  subject: null,
  to: [],
  cc: [],
  text: '',
  freshText: '',
  html: null,
  attachments: [],
  why: null,
  held: false,
  splitHint: false,
  verdict: null,
  automatic: null,
  reference: null,
  forward: null,
  part: 0,
  messageId: null,
  delivery: null,
  change: null,
  warnings: [],
  call: null,
});
const seen: Parameters<typeof whatChanged>[1] = {
  state: 'open',
  holder: null,
  assignee: null,
  subject: 'Pump',
  departmentId: 1,
  priority: 'normal',
  tags: [],
  dueAt: '2026-03-04T11:00:00Z',
  entries: [entry(1, 'message', 'Customer')],
};

describe('what changed while somebody wrote', () => {
  it('says nothing when nothing did', () => {
    expect(whatChanged(seen, { ...seen })).toEqual([]);
    expect(whatChanged(seen, { ...seen, tags: ['vip'] })).toEqual(['Its tags changed.']);
  });

  it('names who took it', () => {
    const now = { ...seen, state: 'claimed' as const, holder: { id: 4, name: 'Colleague', initials: 'CO' } };
    expect(whatChanged(seen, now)).toEqual(['Colleague took it.']);
  });

  it('is told from what is kept with a draft as from the ticket itself', () => {
    const now = { ...seen, subject: 'Valve', entries: [...seen.entries, entry(2, 'message', 'Customer')] };
    const kept = JSON.parse(JSON.stringify(beginningOf(seen))) as ReturnType<typeof beginningOf>;
    expect(kept.entries).toEqual([{ seq: 1 }]);
    expect(whatChanged(kept, now)).toEqual(['1 new message by Customer.', 'Its subject changed.']);
    expect(whatChanged(kept, now)).toEqual(whatChanged(seen, now));
  });

  it('counts new messages, and names the writer when there is one', () => {
    const now = {
      ...seen,
      entries: [...seen.entries, entry(2, 'message', 'Customer'), entry(3, 'message', 'Customer')],
    };
    expect(whatChanged(seen, now)).toEqual(['2 new messages by Customer.']);
  });

  it('tells several changes in order of weight', () => {
    const now = {
      ...seen,
      state: 'done' as const,
      subject: 'Valve',
      entries: [...seen.entries, entry(2, 'reply', 'Colleague')],
    };
    expect(whatChanged(seen, now)).toEqual([
      '1 reply was sent by Colleague.',
      'It was finished.',
      'Its subject changed.',
    ]);
  });

  it('leaves out what the writer did', () => {
    const me = { id: 4, name: 'Me' };
    const own = {
      ...entry(2, 'note', 'Me'),
      author: { kind: 'person' as const, name: 'Me', address: null, initials: 'ME' },
    };
    const now = {
      ...seen,
      state: 'claimed' as const,
      holder: { id: 4, name: 'Me', initials: 'ME' },
      entries: [...seen.entries, own],
    };
    expect(changedByOthers(seen, now, me)).toEqual([]);
    expect(changedByOthers(seen, { ...now, entries: [...now.entries, entry(3, 'message', 'Customer')] }, me)).toEqual([
      '1 new message by Customer.',
    ]);
  });
});
