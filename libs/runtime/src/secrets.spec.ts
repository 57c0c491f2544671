import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SecretBox, type SecretPlace } from './secrets.js';

const PLACE: SecretPlace = { table: 'channel', row: 7, field: 'imap.password', version: 3 };
const key = () => randomBytes(32);
const box = (active: string, keys: Record<string, Buffer>) =>
  new SecretBox({ active, keys: new Map(Object.entries(keys)) });

describe('a sealed secret', () => {
  it.each(['s3cret', '', 'päss wörd 🔑', 'x'.repeat(4096)])('opens where it was sealed (%#)', text => {
    const secrets = box('a', { a: key() });
    expect(secrets.open(secrets.seal(text, PLACE), PLACE)).toBe(text);
  });

  it.each<Partial<SecretPlace>>([{ row: 8 }, { table: 'webhook' }, { field: 'smtp.password' }, { version: 4 }])(
    'does not open at another place: %j',
    change => {
      const secrets = box('a', { a: key() });
      const sealed = secrets.seal('s3cret', PLACE);
      expect(() => secrets.open(sealed, { ...PLACE, ...change })).toThrow(
        expect.objectContaining({ code: 'SECRET.NOT_OPENED' }),
      );
    },
  );

  it('does not open when any byte of it was changed', () => {
    const secrets = box('a', { a: key(), b: key() });
    const sealed = secrets.seal('s3cret', PLACE);
    const swap = (letter: string | undefined) => (letter === 'A' ? 'B' : 'A');
    for (let position = 0; position < sealed.length; position += 1) {
      // The last letter of a base64url part may hold bits that are not used: another letter can mean the same bytes.
      if (sealed[position + 1] === '.' || position === sealed.length - 1) continue;
      const damaged = `${sealed.slice(0, position)}${swap(sealed[position])}${sealed.slice(position + 1)}`;
      expect(() => secrets.open(damaged, PLACE)).toThrow();
    }
  });

  it('does not open when a part is taken from another secret of the same place', () => {
    const secrets = box('a', { a: key() });
    const one = secrets.seal('one', PLACE).split('.');
    const two = secrets.seal('two', PLACE).split('.');
    expect(() => secrets.open([...one.slice(0, 3), two[3]].join('.'), PLACE)).toThrow(
      expect.objectContaining({ code: 'SECRET.NOT_OPENED' }),
    );
  });

  it('looks different each time, so that equal passwords do not show', () => {
    const secrets = box('a', { a: key() });
    expect(secrets.seal('same', PLACE)).not.toBe(secrets.seal('same', PLACE));
  });

  it('still opens after another key became active, and says so when its key is gone', () => {
    const keys = { a: key(), b: key() };
    const sealed = box('a', keys).seal('s3cret', PLACE);
    expect(box('b', keys).open(sealed, PLACE)).toBe('s3cret');
    expect(box('b', keys).seal('s3cret', PLACE)).toMatch(/^v1\.b\./);
    expect(() => box('b', { b: keys.b }).open(sealed, PLACE)).toThrow(
      expect.objectContaining({ code: 'SECRET.KEY_UNKNOWN' }),
    );
  });

  it.each(['', 'plain', 'v1.a', 'v2.a.b.c', 'v1.a.b.c.d'])('is not what "%s" is', text => {
    expect(() => box('a', { a: key() }).open(text, PLACE)).toThrow(
      expect.objectContaining({ code: 'SECRET.NOT_OPENED' }),
    );
  });

  it('refuses a place that could be mistaken for another', () => {
    const secrets = box('a', { a: key() });
    expect(() => secrets.seal('x', { ...PLACE, field: 'a|b' })).toThrow(
      expect.objectContaining({ code: 'SECRET.PLACE_INVALID' }),
    );
  });
});

describe('signing keys', () => {
  it('are stable, differ by purpose and by key, and begin with the active one', () => {
    const keys = { a: key(), b: key() };
    const [first, second] = box('b', keys).signingKeys('undo');
    expect(box('a', keys).signingKeys('undo')).toEqual([second, first]);
    expect(first).toHaveLength(32);
    expect(box('b', keys).signingKeys('link')).not.toContainEqual(first);
  });
});
