// Address lists as they really come.
import iconv from 'iconv-lite';
import { parseAddresses, usableAddress } from './address.parser.js';
import { headerTextDecoder } from './header-text.decoder.js';

const decoder = headerTextDecoder([], null, () => undefined);
const read = (value: string) => parseAddresses(value, decoder).map(({ name, address }) => `${name} <${address}>`);

it.each([
  ['a@b.example', [' <a@b.example>']],
  ['"Smith, Jo" <j@b.example>, k@c.example', ['Smith, Jo <j@b.example>', ' <k@c.example>']],
  ['Smith, Jo <j@b.example>', ['Smith, Jo <j@b.example>']],
  ['Jo (office (north)) <j@b.example>', ['Jo <j@b.example>']],
  ['j@b.example (Jo)', ['Jo <j@b.example>']],
  ['Jo (j@b.example)', ['Jo <j@b.example>']],
  ['"X" <>, "LTD" <ly@x.example>', ['X <>', 'LTD <ly@x.example>']],
  ['Desk: a@b.example, c@d.example;', [' <a@b.example>', ' <c@d.example>']],
  ['undisclosed-recipients:;', []],
  ['<mailto:a@b.example>', [' <a@b.example>']],
  ['<@relay.example,@other.example:a@b.example>', [' <a@b.example>']],
  ['Jo <j@b.example', ['Jo <j@b.example>']],
  ['"j@b.example" <real@c.example>', ['j@b.example <real@c.example>']],
  ['"odd local"@b.example', [' <"odd local"@b.example>']],
  ['=?utf-8?Q?J=C3=B6rg?= <j@B.Example>', ['Jörg <j@b.example>']],
  ['=?utf-8?Q?J=C3=B6rg_<j=40b.example>?=', ['Jörg <j@b.example>']],
  ['a@b.example; c@d.example', [' <a@b.example>', ' <c@d.example>']],
])('reads %s', (value, expected) => {
  expect(read(value)).toEqual(expected);
});

it.each([
  '',
  'nobody',
  '@b.example',
  'a@',
  'a b@c@',
  'a@b..example',
  'a\r\n@b.example,c',
  `${'a'.repeat(400)}@b.example`,
])('finds no usable address in %j', text => {
  expect(usableAddress(text)).toBe('');
});

it.each([
  [
    '"ポンプ（表）" <a@b.example>, ァー <c@d.example>',
    'shift_jis',
    ['ポンプ（表） <a@b.example>', 'ァー <c@d.example>'],
  ],
  ['王 小明 <a@b.example>', 'gbk', ['王 小明 <a@b.example>']],
  ['Jörg <jörg@müller.example>', 'utf-8', ['Jörg <jörg@müller.example>']],
])('reads raw %s in %s, whose second bytes can look like punctuation', (value, charset, expected) => {
  const field = iconv.encode(value, charset).toString('latin1');
  const eightBit = headerTextDecoder([field], null, () => undefined);
  expect(parseAddresses(field, eightBit).map(({ name, address }) => `${name} <${address}>`)).toEqual(expected);
});

it('never takes an address out of an encoded word inside the brackets', () => {
  expect(read('<=?utf-8?Q?evil=40x.example?=>')).toEqual([]);
});
