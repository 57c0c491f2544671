import { describe, expect, it } from '@jest/globals';
import type { Kind, Macro } from '#api';
import { emptyMacro, macroDraft, readMacro, withKind } from './macro.draft.js';

const macro: Macro = {
  id: 1,
  version: 4,
  departmentId: 2,
  title: 'Ask for the drawing',
  kind: 'order',
  steps: { reply: 7, note: '', fields: { po: 'X' }, tick: ['drawing'], then: { state: 'waiting', workingHours: 4.5 } },
};
const inquiry = {
  key: 'inquiry',
  schema: { properties: { po: { type: 'string' } } },
  checklist: [],
  outcomes: [{ code: 'answered', title: 'Answered' }],
} as unknown as Kind;

describe('a macro in the form', () => {
  it('is sent as it came', () => {
    const { id: _, version: __, ...rest } = macro;
    expect(readMacro(macroDraft(macro), 4)).toEqual({ body: { ...rest, basedOn: 4 }, faults: [] });
  });

  it('keeps of another kind only what that kind has', () => {
    const draft = { ...macroDraft(macro), then: { ...macroDraft(macro).then, outcome: 'shipped' } };
    expect(withKind(draft, inquiry)).toMatchObject({
      kind: 'inquiry',
      fields: { po: 'X' },
      tick: [],
      then: { outcome: '' },
    });
    expect(withKind(draft, null)).toMatchObject({ kind: null, fields: {}, tick: [], then: { outcome: 'shipped' } });
  });

  it('is not saved without a title or a step', () => {
    expect(readMacro(emptyMacro(2), 0).faults.map(fault => fault.pointer)).toEqual(['/title', '/steps']);
  });

  it.each([
    ['0', false],
    ['four', false],
    ['2,5', true],
  ])('waits for %s hours: %s', (hours, right) => {
    const draft = macroDraft(macro);
    const { faults } = readMacro({ ...draft, then: { ...draft.then, hours } }, 4);
    expect(faults.length === 0).toBe(right);
  });

  it('ends a ticket only with an outcome', () => {
    const draft = { ...macroDraft(macro), then: { ...macroDraft(macro).then, state: 'done' as const } };
    expect(readMacro(draft, 4).faults).toEqual([{ pointer: '/steps/then/outcome', detail: 'Choose how it ends.' }]);
  });
});
