import fc from 'fast-check';
import { formReference, readFormReference } from './reference.js';

const id = fc.integer({ min: 1, max: 2 ** 35 - 1 });

describe('a reference', () => {
  it('leads back to its message, however it is typed', () => {
    fc.assert(
      fc.property(id, n => {
        const said = formReference(n);
        expect(said).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        for (const typed of [said, said.toLowerCase(), said.replace('-', ''), said.replace('-', ' '), ` #${said} `])
          expect(readFormReference(typed)).toBe(n);
        expect(readFormReference(said.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(n);
      }),
    );
  });

  it('with one wrong sign is none', () => {
    fc.assert(
      fc.property(id, fc.nat(7), fc.integer({ min: 1, max: 31 }), (n, at, by) => {
        const signs = formReference(n).replace('-', '');
        const all = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const other = all[(all.indexOf(signs[at]!) + by) % 32]!;
        expect(readFormReference(signs.slice(0, at) + other + signs.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('does not tell how many came before', () => {
    const three = [100, 101, 102].map(n => formReference(n).slice(0, 4));
    expect(new Set(three).size).toBe(3);
  });

  it('is no other text', () => {
    for (const text of ['', '12', '123456789', 'Where is my order', 'UUUU-UUUU', '7K3F_92QX'])
      expect(readFormReference(text)).toBeNull();
  });
});
