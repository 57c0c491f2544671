import { readNumber } from './caller.number.js';
import { numberTest } from './own.numbers.js';

const read = (text: string, country: 'DE' | 'US' | 'GB' | 'IT' = 'DE', withoutPlus = false) =>
  readNumber(text, { country, withoutPlus });

it.each([
  '030 90123456',
  '+49 30 90123456',
  '+49 (0)30 90123456',
  '0049-30-90123456',
  '(030) 90 12 34 56',
  'tel:+49-30-90123456',
  'sip:+493090123456@pbx.example.com;user=phone',
  'sip:03090123456@10.0.0.1',
  '"<sip:%2B493090123456@x>"'.slice(1, -1),
  '０３０９０１２３４５６',
])('%s is one number', text => {
  expect(read(text).number).toBe('+493090123456');
});

it.each([
  ['(212) 555-0123 x45', 'US', '+12125550123'],
  ['+1 212 555 0123 ext. 45', 'GB', '+12125550123'],
  ['tel:+12125550123;ext=45', 'DE', '+12125550123'],
  ['020 7946 0018', 'GB', '+442079460018'],
  ['06 698 82511', 'IT', '+390669882511'],
] as const)('%s in %s is %s, without its extension', (text, country, expected) => {
  expect(read(text, country).number).toBe(expected);
});

it.each(['8016', '112', '+4930', '123456789012345678', 'reception', 'sip:anna@example.com', '*97'])(
  '%s is no valid number, and stays text',
  text => {
    expect(read(text, 'US')).toEqual({ said: text, number: null });
  },
);

it.each(['', ' ', 'anonymous', 'Unknown', 'PRIVATE', 'sip:anonymous@anonymous.invalid', '+266696687', '0', 'Withheld'])(
  '%j is withheld',
  text => {
    expect(read(text)).toEqual({ said: '', number: null });
  },
);

it('takes the country code without a plus only where the source writes it so', () => {
  expect(read('442079460018', 'DE', true).number).toBe('+442079460018');
  expect(read('442079460018', 'DE').number).not.toBe('+442079460018');
  expect(read('03090123456', 'DE', true).number).toBe('+493090123456');
});

it.each([
  ['2xx', ['201', '2 99'], ['20', '2011', '301', 'a201']],
  ['+4930123*', ['+4930123', '+49 30 123-45'], ['+4930124', '4930123']],
])('the pattern %s describes whole numbers', (pattern, ours, others) => {
  const isOurs = numberTest([pattern]);
  expect(ours.filter(isOurs)).toEqual(ours);
  expect(others.filter(isOurs)).toEqual([]);
});
