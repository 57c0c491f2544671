import { gapsIn, withText } from './gap-words.js';

describe('the places of a template', () => {
  it('are found as they stand, each once', () => {
    expect(gapsIn('Dear {{requester.firstName}},\n{{ promise.words }} {{requester.firstName}}')).toEqual([
      '{{requester.firstName}}',
      '{{ promise.words }}',
    ]);
  });
  it('are not seen in what is no place', () => {
    for (const text of ['{{}}', '{ {a} }', 'a {{', '}} {{ 1 }}', '{{a\nb}}']) expect(gapsIn(text)).toEqual([]);
  });
});

describe('a template', () => {
  it('is laid below what was written', () => {
    expect(withText('', 'Hello')).toBe('Hello');
    expect(withText('Dear Ada,\n', 'Hello')).toBe('Dear Ada,\n\nHello');
  });
});
