import { describe, expect, it } from '@jest/globals';
import { actorWords, changesOf, fieldWords, thingWords } from './audit-words.js';

describe('a line of the audit log', () => {
  it('says who, and that a key or the command line is no person', () => {
    expect(actorWords({ kind: 'person', id: '3', name: 'Ada Berg' })).toBe('Ada Berg');
    expect(actorWords({ kind: 'key', id: 'x', name: 'Tracker' })).toBe('Tracker (API key)');
    expect(actorWords({ kind: 'command', name: 'rail command' })).toBe('The command line');
    expect(actorWords({ kind: 'system' })).toBe('The product itself');
  });

  it('says what was done to what', () => {
    expect(thingWords({ action: 'created', thing: 'channel' })).toBe('New: channel');
    expect(fieldWords('holiday_region')).toBe('holiday region');
  });

  it('shows a change as before and after, by the name of the field', () => {
    expect(
      changesOf({
        action: 'changed',
        thingName: 'Trade',
        changes: { name: { before: 'Sales', after: 'Trade' }, enabled: { before: true, after: false } },
      }),
    ).toEqual([
      { field: 'enabled', before: 'yes', after: 'no', hidden: false },
      { field: 'name', before: 'Sales', after: 'Trade', hidden: false },
    ]);
  });

  it('shows of what is new what was said, and neither numbers of rows nor what is empty', () => {
    const changes = {
      id: { after: 7 },
      note: { after: '' },
      closures: { after: [] },
      name: { after: 'Returns' },
      department_id: { after: 2 },
      key: { after: 'returns' },
    };
    expect(changesOf({ action: 'created', changes, thingName: 'Returns' })).toEqual([
      { field: 'key', before: null, after: 'returns', hidden: false },
    ]);
  });

  it('names a secret and does not show it, and cuts what is long', () => {
    const [secret] = changesOf({ action: 'changed', thingName: 'Trade', changes: { password_hash: { hidden: true } } });
    expect(secret).toEqual({ field: 'password_hash', before: null, after: null, hidden: true });
    const [long] = changesOf({
      action: 'changed',
      thingName: 'Trade',
      changes: { settings: { before: {}, after: { a: 'x'.repeat(999) } } },
    });
    expect(long!.after!.length).toBeLessThan(320);
  });
});
