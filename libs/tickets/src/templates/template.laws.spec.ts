// What a value can and cannot do to a text, and how an unknown variable is told of.
import fc from 'fast-check';
import { checkTemplate, renderTemplate, TEMPLATE_VARIABLES } from './template.js';

const NAMES = TEMPLATE_VARIABLES.map(variable => variable.name);
const anyName = fc.constantFrom(...NAMES);
const render = (text: string, values: Record<string, string>) => renderTemplate(text, { timeZone: 'UTC', values });
/** Values that would do harm, were they ever read again. */
const anyTrick = fc
  .array(
    fc.oneof(
      fc.string(),
      anyName.map(name => `{{${name}}}`),
      fc.constantFrom('{{', '}}', '|', '$&', '$1', "$'", '\r\nBcc: a@b.test', '\u2028', '\u0000', '\ud800'),
    ),
    { maxLength: 8 },
  )
  .map(parts => parts.join(''));

it('a value is never read as a template, however it is written', () => {
  fc.assert(
    fc.property(anyName, anyTrick, (name, trick) => {
      const values = Object.fromEntries(NAMES.map(one => [one, 'SECRET']));
      const { text, missing } = render(`<{{${name}}}>`, { ...values, [name]: trick });
      const value = text.slice(1, -1);
      if (missing.length === 0) {
        expect(value.includes('SECRET')).toBe(trick.includes('SECRET'));
        expect(value).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(value.isWellFormed()).toBe(true);
      } else expect(text).toBe(`<{{${name}}}>`);
    }),
    { numRuns: 500 },
  );
});

it('two values beside each other make no variable of their halves', () => {
  const { text } = render('{{ticket.subject}}{{requester.name}}', {
    'ticket.subject': '{{agent.',
    'requester.name': 'name}}',
    'agent.name': 'SECRET',
  });
  expect(text).toBe('{{agent.name}}');
});

it('what stands around the variables stays as it is', () => {
  const anyWords = fc.string().filter(text => !/[{}]/.test(text));
  fc.assert(
    fc.property(anyWords, anyWords, anyName, (before, after, name) => {
      expect(render(`${before}{{${name}}}${after}`, { [name]: 'v' })).toEqual({
        text: `${before}v${after}`,
        missing: [],
      });
    }),
  );
});

it('a variable without a value is told of and left to be seen, unless other words stand beside it', () => {
  fc.assert(
    fc.property(anyName, name => {
      expect(render(`Hello {{${name}}}`, {})).toEqual({ text: `Hello {{${name}}}`, missing: [name] });
      expect(render(`Hello {{${name}|you}}`, {})).toEqual({ text: 'Hello you', missing: [] });
    }),
  );
});

it('each unknown variable is named with its line and column, and known ones are not', () => {
  const anyPart = fc.oneof(
    anyName.map(name => ({ text: `{{${name}}}`, unknown: null as string | null })),
    fc
      .constantFrom(
        'constructor',
        '__proto__',
        'ticket.secret',
        'fields.nothing',
        'fields.__proto__',
        'process.env',
        '',
      )
      .map(name => ({ text: `{{${name}}}`, unknown: name as string | null })),
    fc.constantFrom('words ', '\n').map(text => ({ text, unknown: null as string | null })),
  );
  fc.assert(
    fc.property(fc.array(anyPart, { maxLength: 12 }), parts => {
      const text = parts.map(part => part.text).join('');
      const expected: string[] = [];
      let [line, column] = [1, 1];
      for (const part of parts) {
        if (part.unknown !== null)
          expected.push(`There is no variable "${part.unknown}" (line ${line}, column ${column})`);
        [line, column] = part.text === '\n' ? [line + 1, 1] : [line, column + part.text.length];
      }
      expect(checkTemplate(text, ['quantity']).map(fault => fault.detail)).toEqual(expected);
    }),
  );
});

it('braces that are not a pair are told of', () => {
  for (const text of ['{{requester.name', 'requester.name}}', '{{a {{requester.name}} }}'])
    expect(checkTemplate(text)).not.toEqual([]);
});
