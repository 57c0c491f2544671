// What the form of a partner reads and sends: nothing is lost on the way, and what cannot be is said at its place.
import { describe, expect, it } from '@jest/globals';
import type { PartnerView } from '#api';
import { emptyPartner, keyFrom, partnerDraft, readPartner, withStandard } from './partner.draft.js';

const partner: PartnerView = {
  id: 7,
  version: 3,
  key: 'north-mill',
  name: 'North Mill',
  enabled: true,
  standard: 'x12',
  identities: [{ qualifier: 'ZZ', id: 'NORTHMILL' }],
  ownIdentities: [{ qualifier: '01', id: '5550100' }],
  accepts: 'both',
  versions: ['004010', '005010'],
  errors: 'note-errors',
  acknowledge: '999',
  charset: 'latin1',
  duplicateWindowDays: 30,
  ackDeadlineMinutes: 90,
  ackAddress: 'edi@mill.example.com',
};
const faultsOf = (more: object) => readPartner({ ...partnerDraft(partner), ...more }).faults.map(one => one.pointer);

describe('the form of a partner', () => {
  it.each([90, 1440, 2880, 60, 5, 43_200])(
    'sends again what it was shown, with a deadline of %s minutes',
    ackDeadlineMinutes => {
      const { id: _, version: __, ...values } = { ...partner, ackDeadlineMinutes };
      expect(readPartner(partnerDraft({ ...partner, ackDeadlineMinutes }))).toEqual({ values, faults: [] });
    },
  );

  it('says a deadline in the unit that people say it in', () => {
    const said = (ackDeadlineMinutes: number) => {
      const { deadline, deadlineUnit } = partnerDraft({ ...partner, ackDeadlineMinutes });
      return `${deadline} ${deadlineUnit}`;
    };
    expect([90, 120, 1440, 2880].map(said)).toEqual(['90 minutes', '2 hours', '24 hours', '2 days']);
  });

  it('takes blanks away, and splits versions at commas and blanks', () => {
    const { values } = readPartner({
      ...partnerDraft(partner),
      name: ' North ',
      versions: ' D:96A, D:01B  004010 ',
      identities: [{ qualifier: ' ZZ ', id: ' A B ' }],
      charset: '',
      ackAddress: ' ',
    });
    expect(values).toMatchObject({
      name: 'North',
      versions: ['D:96A', 'D:01B', '004010'],
      identities: [{ qualifier: 'ZZ', id: 'A B' }],
      charset: null,
      ackAddress: null,
    });
  });

  it('names what is missing at its place', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ name: ' ' })).toEqual(['/name']);
    expect(faultsOf({ key: 'North Mill' })).toEqual(['/key']);
    expect(faultsOf({ identities: [] })).toEqual(['/identities']);
    expect(faultsOf({ identities: [partner.identities[0], { qualifier: 'ZZ', id: '' }] })).toEqual([
      '/identities/1/id',
    ]);
    expect(faultsOf({ ownIdentities: [{ qualifier: '', id: ' ' }] })).toEqual(['/ownIdentities/0/id']);
    for (const days of ['', '0', '1.5', '4000', 'many']) expect(faultsOf({ days })).toEqual(['/duplicateWindowDays']);
    for (const deadline of ['', '0', '31'])
      expect(faultsOf({ deadline, deadlineUnit: 'days' })).toEqual(['/ackDeadlineMinutes']);
    expect(faultsOf({ deadline: '4', deadlineUnit: 'minutes' })).toEqual(['/ackDeadlineMinutes']);
    expect(readPartner(emptyPartner).faults.map(one => one.pointer)).toEqual(['/name', '/key', '/identities/0/id']);
  });

  it('answers another standard in its own way', () => {
    expect(withStandard('edifact')).toEqual({ standard: 'edifact', acknowledge: 'contrl' });
    expect(withStandard('x12')).toEqual({ standard: 'x12', acknowledge: '997' });
  });
});

describe('a key from a name', () => {
  it('is what the server takes, or nothing', () => {
    expect(keyFrom('Åkerlund & Söner AB')).toBe('akerlund-soner-ab');
    expect(keyFrom('  3 Rivers, Inc. ')).toBe('3-rivers-inc');
    expect(keyFrom('東京')).toBe('');
    expect(keyFrom(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59));
  });
});
