import { freshText } from './fresh-text.js';

describe('the new part of a mail', () => {
  it.each([
    ['an English attribution', 'Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Service <s@x.test> wrote:\n> Is it?\n', 'Yes.'],
    [
      'a wrapped attribution',
      'Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Service\n<service@x.test> wrote:\n\n> Is it?',
      'Yes.',
    ],
    ['a German attribution', 'Ja.\nAm 02.03.2026 um 10:00 schrieb Service:\n> Ist es?', 'Ja.'],
    ['an Outlook header', 'Yes.\n\nFrom: Service\nSent: Monday\nTo: Me\nSubject: Pump\n\nIs it?', 'Yes.'],
    ['a banner', 'Yes.\n-----Original Message-----\nIs it?', 'Yes.'],
    ['a signature', 'Yes.\n-- \nJo, Example Ltd', 'Yes.'],
    ['a quote at the end', 'Yes.\n\n> Is it?\n>> Really?\n', 'Yes.'],
  ])('ends before %s', (_, text, fresh) => expect(freshText(text)).toBe(fresh));

  it.each([
    ['answers between quotes', '> Is it red?\nYes.\n> Is it round?\nNo.'],
    ['a sentence that begins like an attribution', 'On Monday I wrote:\nplease call.'],
    ['a form with a From: line', 'From: Rome\nWhen: May'],
    ['a mail that is only a quote', '> Is it?'],
  ])('keeps %s', (_, text) => expect(freshText(text)).toBe(text));

  it('is found in time that grows with the text alone', () => {
    const shapes = [
      '\n',
      'On 1 \n',
      'Op a schreef\n',
      'Le 1 '.repeat(50),
      '> \n',
      'From: a\n',
      'wrote:\n',
      '-\n',
      '_',
      ' ',
    ];
    for (const shape of shapes) {
      const begun = performance.now();
      freshText(shape.repeat(Math.ceil(400_000 / shape.length)));
      expect([shape, performance.now() - begun < 3_000]).toEqual([shape, true]);
    }
  });
});
