import { describe, expect, it } from '@jest/globals';
import type { ChannelKindView } from '#api';
import { hasShape } from './choice.validator.js';
import { placedFaults } from './fault.places.js';
import { firstData, followed, readSettings, withoutSecrets, withPart } from './settings.data.js';
import { isLines, isPairs, shownSchema } from './settings.schema.js';
import { listOf, pairsOf, pairsText } from './typed.lines.js';

const text = { type: 'string' };
const mail: ChannelKindView = {
  ...{ kind: 'email', title: 'Email', about: null, byItself: false, exactlyOne: null },
  settings: {
    type: 'object',
    required: ['addresses'],
    properties: {
      addresses: { type: 'array', items: text },
      imap: {
        type: 'object',
        title: 'Mailbox',
        required: ['host'],
        properties: {
          host: text,
          port: { type: 'number', default: 993 },
          afterTaking: { type: 'string', default: 'seen' },
          moveTo: { ...text, 'x-when': { field: 'afterTaking', is: ['move'] } },
        },
      },
      smtpIn: { type: 'object', properties: { accept: { type: 'boolean', const: true } } },
      files: { type: 'object', default: {}, properties: { count: { type: 'number', default: 5 } } },
    },
  },
  secrets: [{ name: 'imap.password', title: 'Password', help: null, part: 'imap', lines: false, when: null }],
};
const edi: ChannelKindView = {
  ...{ kind: 'edi', title: 'EDI', about: null, byItself: false, secrets: [] },
  exactlyOne: { title: 'How', of: ['folder', 'mail'] },
  settings: {
    type: 'object',
    properties: {
      folder: { type: 'object', required: ['path'], properties: { path: text, inbox: { ...text, default: 'in' } } },
      mail: { type: 'object', properties: {} },
      most: { type: 'number', default: 64 },
    },
  },
};

describe('the values of a new channel', () => {
  it('are what its kind has by itself, without the parts that may be left out', () => {
    expect(firstData(mail)).toEqual({ files: { count: 5 } });
    expect(firstData(edi)).toEqual({ folder: { path: '', inbox: 'in' }, most: 64 });
  });

  it('are filled in as soon as a part is switched on, and never over what was cleared', () => {
    const on = followed(mail, {}, { addresses: ['a@b.c'], imap: {} });
    expect(on.imap).toEqual({ host: '', port: 993, afterTaking: 'seen' });
    expect(followed(mail, on, { ...on, imap: { host: 'x', port: undefined } }).imap).toEqual({ host: 'x' });
    expect(followed(mail, on, { ...on, smtpIn: {} }).smtpIn).toEqual({ accept: true });
  });

  it('change with the way that is chosen, and keep what all ways share', () => {
    expect(withPart(edi, { folder: { path: '/x' }, most: 5 }, 'mail')).toEqual({ mail: {}, most: 5 });
  });
});

describe('what is sent', () => {
  it('is only what is asked, with secrets apart', () => {
    const imap = { host: 'h', port: 993, afterTaking: 'seen', moveTo: 'Old', 'secret:imap.password': 'p' };
    expect(readSettings(mail, { addresses: ['a@b.c'], imap, smtpIn: { accept: true }, strange: 1 })).toEqual({
      settings: {
        addresses: ['a@b.c'],
        imap: { host: 'h', port: 993, afterTaking: 'seen' },
        smtpIn: { accept: true },
      },
      secrets: { 'imap.password': 'p' },
    });
  });

  it('leaves no secret in the page', () => {
    expect(withoutSecrets(mail, { imap: { host: 'h', 'secret:imap.password': 'p' } })).toEqual({ imap: { host: 'h' } });
  });
});

describe('what is shown', () => {
  it('follows the values beside it', () => {
    const shown = (afterTaking: string) =>
      Object.keys(shownSchema(mail, { imap: { afterTaking } }).properties?.imap?.properties ?? {});
    expect(shown('seen')).not.toContain('moveTo');
    expect(shown('move')).toContain('moveTo');
    expect(shown('move')).toContain('secret:imap.password');
    expect(Object.keys(shownSchema(edi, { mail: {} }).properties ?? {})).toEqual(['mail', 'most']);
  });
});

describe('what is wrong', () => {
  it('stands at its field, a line of a list at the list, and what has none is a sentence', () => {
    const placed = placedFaults(mail, { imap: {} }, [
      { pointer: '/settings/imap/host', detail: 'needs a host name' },
      { pointer: '/settings/addresses/1', detail: 'is no address' },
      { pointer: '/secrets/imap.password', detail: 'Enter it again' },
      { pointer: '/settings/imap', detail: 'is not enough' },
      { pointer: '/settings/oauth', detail: 'is needed' },
      { pointer: '/name', detail: 'is shown elsewhere' },
    ]);
    expect(placed.tree).toEqual({
      imap: { host: { __errors: ['Needs a host name.'] }, 'secret:imap.password': { __errors: ['Enter it again.'] } },
      addresses: { __errors: ['Is no address.'] },
    });
    expect(placed.others).toEqual(['Mailbox: is not enough.', 'Is needed.']);
  });
});

describe('lines', () => {
  it('are lists, and mappings where they have a colon', () => {
    expect(listOf(' a \n\nb')).toEqual(['a', 'b']);
    expect(pairsOf('from: caller\nto: 3\nurl: a:b', true)).toEqual({ from: 'caller', to: 3, url: 'a:b' });
    expect(pairsOf('from\nto', true)).toEqual(['from', 'to']);
    expect(pairsOf('ja: 1\nnein', false)).toEqual({ ja: '1', nein: '' });
    expect(pairsOf(pairsText({ from: 'a', to: 3 }), true)).toEqual({ from: 'a', to: 3 });
  });

  it('are known by the shape of the setting', () => {
    const list = { type: 'array', items: text };
    const map = { type: 'object', additionalProperties: text };
    expect([list, { anyOf: [text, list] }, map, text].map(isLines)).toEqual([true, true, false, false]);
    expect([map, { anyOf: [map, list] }, { type: 'object', properties: {} }, list].map(isPairs)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a value has a shape', () => {
  it.each([
    [{ type: 'integer' }, 2, true],
    [{ type: 'integer' }, 2.5, false],
    [{ const: '.' }, '.', true],
    [{ const: '.' }, 'in', false],
    [{ oneOf: [{ const: 'a' }, { const: 'b' }] }, 'c', false],
    [{ type: ['string', 'null'] }, null, true],
    [{ type: 'object', required: ['a'] }, {}, false],
    [{ type: 'object', properties: { a: { type: 'number' } } }, { a: 'x' }, false],
    [{ type: 'array' }, {}, false],
  ] as const)('%j, %j: %s', (schema, value, has) => {
    expect(hasShape(schema as never, value)).toBe(has);
  });
});
