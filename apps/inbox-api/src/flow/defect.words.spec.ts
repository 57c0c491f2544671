import type { DefectGroup } from '#store';
import { KindBook } from '#tickets';
import { defectTitles, wordsOf } from './defect.words.js';

const kind = {
  ...{
    key: 'design-request',
    version: 2,
    title: 'Design request',
    toleranceMinutes: 60,
    outcomes: [],
    checklist: [],
    attachments: [{ key: 'drawing', title: 'Drawing or sketch', endings: ['pdf'], required: true }],
  },
  ...{ requiredToClose: [], acknowledgement: '', business: 'repeat' as const },
  schema: { type: 'object', properties: { tol: { title: 'Tolerance' }, plain: { type: 'string' } } },
};
const contract = {
  key: 'design',
  version: 3,
  title: 'Design for service',
  returnReasons: [{ code: 'gone', title: 'Drawing is missing' }],
};
const library = {
  kinds: new KindBook([kind]),
  contracts: new Map([['design', { ...contract, version: 4, returnReasons: [] }]]),
  contractAt: (key: string, version: number) => (key === 'design' && version === 3 ? contract : undefined),
  kindOf: () => kind,
};
const group = {
  ...{ departmentId: 1, kind: 'returned', reason: 'gone', sender: 'Service', contract: 'design', contractVersion: 3 },
  ...{ handoffKind: 'design-request', handoffKindVersion: 2, field: '/fields/tol', count: 1 },
};
const titles = (more: Partial<DefectGroup>) => defectTitles({ ...group, ...more }, library as never);

describe('the titles of the defect log', () => {
  it('are those of the contract and the kind under which it happened', () => {
    expect(titles({})).toEqual({ reason: 'Drawing is missing', contract: 'Design for service', field: 'Tolerance' });
  });

  it('read a code as it is written where nothing titles it any more', () => {
    expect(titles({ contractVersion: 4 }).reason).toBe('Gone');
    expect(titles({ reason: 'needs-a-specialist', field: null, contract: null, contractVersion: null })).toEqual({
      reason: 'Needs a specialist',
      contract: null,
      field: null,
    });
    expect(wordsOf('partNumber')).toBe('Part number');
  });

  it.each([
    ['/fields/plain', 'Plain'],
    ['/fields/lines/2/quantity', 'Lines / 2 / quantity'],
    ['/fields/a~1b', 'A/b'],
    ['/attachments/drawing', 'Drawing or sketch'],
    ['', 'The whole form'],
    ['/fields/__proto__', ' proto '],
  ])('name the field at %j', (field, words) => {
    expect(titles({ field }).field!.trim()).toBe(words.trim());
  });
});
