import { describe, expect, it } from '@jest/globals';
import { listPath, readAsked, safeReturn, ticketPath } from './paths.js';

describe('addresses', () => {
  it('keep the view and the search', () => {
    expect(ticketPath('service', null, 'rail', '')).toBe('/d/service');
    expect(ticketPath('service', 12, 'waiting', '')).toBe('/d/service/t/12?view=waiting');
    expect(readAsked('view=waiting')).toEqual({ view: 'waiting', q: '', filter: '' });
    expect(readAsked('q=pump')).toEqual({ view: 'all', q: 'pump', filter: '' });
    expect(readAsked('view=nonsense')).toEqual({ view: 'rail', q: '', filter: '' });
  });

  it('keep what a figure counted, in one order, and drop it for a search', () => {
    const path = listPath('service', 'done', { days: 7, onTime: 'no', kind: 'order' });
    expect(path).toBe('/d/service?kind=order&onTime=no&days=7&view=done');
    expect(readAsked('days=7&view=done&onTime=no&evil=1')).toEqual({ view: 'done', q: '', filter: 'onTime=no&days=7' });
    expect(listPath('service', 'all', { tag: 'größe' })).toBe('/d/service?tag=gr%C3%B6%C3%9Fe&view=all');
    expect(readAsked('days=7&q=pump').filter).toBe('');
    expect(ticketPath('service', 3, 'rail', '', 'late=yes')).toBe('/d/service/t/3?late=yes');
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
