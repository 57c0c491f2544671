import { describe, expect, it } from '@jest/globals';
import { partnerFaults } from './partner.faults.js';
import { usualAgreement } from './partner.js';

const partner = { ...usualAgreement('x12'), identities: [{ qualifier: 'ZZ', id: 'A' }], ownIdentities: [] };
const places = (more: object) => partnerFaults({ ...partner, ...more }).map(fault => fault.pointer);

describe('what is agreed with a partner', () => {
  it('is good as it usually is, for both standards', () => {
    expect(places({})).toEqual([]);
    expect(places(usualAgreement('edifact'))).toEqual([]);
    expect(places({ acknowledge: 'none' })).toEqual([]);
  });

  it('is answered in the way of its standard', () => {
    expect(places({ acknowledge: 'contrl' })).toEqual(['/acknowledge']);
    expect(places({ standard: 'edifact', acknowledge: '999' })).toEqual(['/acknowledge']);
  });

  it('names a character set that leaves the delimiters alone', () => {
    expect(places({ charset: 'latin1' })).toEqual([]);
    for (const charset of ['utf-16', 'cp037', '']) expect(places({ charset })).toEqual(['/charset']);
  });

  it('names an identity once: blanks around it do not make another one, another qualifier does', () => {
    const [one, same, other] = [
      { qualifier: 'ZZ', id: 'A' },
      { qualifier: 'ZZ', id: ' A ' },
      { qualifier: '01', id: 'A' },
    ];
    expect(places({ identities: [one, other, same] })).toEqual(['/identities/2/id']);
    expect(places({ ownIdentities: [one, same] })).toEqual(['/ownIdentities/1/id']);
    expect(places({ identities: [one], ownIdentities: [one] })).toEqual([]);
  });
});
