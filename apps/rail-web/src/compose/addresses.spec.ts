import { describe, expect, it } from '@jest/globals';
import { readAddresses, writeAddresses } from './addresses.js';

describe('recipients', () => {
  it('reads names, bare addresses, commas and semicolons', () => {
    expect(readAddresses('Service <service@example.com>, orders@example.org; third@example.net')).toEqual({
      ok: [
        { name: 'Service', address: 'service@example.com' },
        { name: '', address: 'orders@example.org' },
        { name: '', address: 'third@example.net' },
      ],
      wrong: [],
    });
  });

  it('keeps a comma inside a quoted name', () => {
    expect(readAddresses('"Last, First" <a@example.com>').ok).toEqual([
      { name: 'Last, First', address: 'a@example.com' },
    ]);
  });

  it('names what is no address', () => {
    expect(readAddresses('service@, a@example.com').wrong).toEqual(['service@']);
  });

  it('sends once to an address that stands twice', () => {
    expect(readAddresses('a@example.com, A@Example.com').ok).toHaveLength(1);
  });

  it('reads what it writes', () => {
    const list = [
      { name: 'Last, "The" First', address: 'a@example.com' },
      { name: '', address: 'b@example.com' },
    ];
    expect(readAddresses(writeAddresses(list)).ok).toHaveLength(2);
    expect(writeAddresses([{ name: 'Plain', address: 'p@example.com' }])).toBe('Plain <p@example.com>');
  });
});
