import { describe, expect, it } from '@jest/globals';
import { readAsked, safeReturn, ticketPath } from './paths.js';

describe('addresses', () => {
  it('keep the view and the search', () => {
    expect(ticketPath('service', null, 'rail', '')).toBe('/d/service');
    expect(ticketPath('service', 12, 'waiting', '')).toBe('/d/service/t/12?view=waiting');
    expect(readAsked('view=waiting')).toEqual({ view: 'waiting', q: '' });
    expect(readAsked('q=pump')).toEqual({ view: 'all', q: 'pump' });
    expect(readAsked('view=nonsense')).toEqual({ view: 'rail', q: '' });
  });

  it('lead back after sign-in, but never to another site', () => {
    expect(safeReturn('/d/service/t/12?view=mine')).toBe('/d/service/t/12?view=mine');
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      null,
      '',
      '/sign-in',
    ])
      expect(safeReturn(path)).toBe('/');
  });
});
