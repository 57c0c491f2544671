import fc from 'fast-check';
import { checkTemplate, renderTemplate, TEMPLATE_VARIABLES } from './template.js';

const timeZone = 'Europe/Berlin';
const render = (text: string, values: Record<string, string | number | Date | null | undefined> = {}) =>
  renderTemplate(text, { timeZone, values });
const anyText = fc.string({ unit: 'binary', maxLength: 700 });
const braces = fc.stringMatching(/^[{}|a-z. ]{0,40}$/);

describe('rendering a template', () => {
  it('puts values at their places, and fallback words where there is no value', () => {
    const text = 'Hello {{ requester.name |and thank you}}, #{{ticket.number}} of {{requester.company|your company}}';
    expect(render(text, { 'requester.name': 'Ada', 'ticket.number': 7 })).toEqual({
      text: 'Hello Ada, #7 of your company',
      missing: [],
    });
  });

  it('leaves a place without value and fallback to be seen, and names it once', () => {
    expect(render('{{agent.name}} and {{agent.name}}', { 'agent.name': '  ' })).toEqual({
      text: '{{agent.name}} and {{agent.name}}',
      missing: ['agent.name'],
    });
  });

  it('writes moments in the zone of the department and days as they stand in the calendar', () => {
    const at = new Date('2026-12-01T23:30:00Z');
    expect(render('{{promise.due}}', { 'promise.due': at }).text).toBe('Wednesday 2 December 2026, 00:30');
    expect(render('{{promised.after}}', { 'promised.after': '2026-12-24' }).text).toBe('24 December 2026');
    expect(render('{{promised.after}}', { 'promised.after': new Date('2026-12-24T00:00:00Z') }).text).toBe(
      '24 December 2026',
    );
  });

  it('takes no day from what is none, nor from the words of a customer', () => {
    expect(render('{{fields.day}}', { 'fields.day': '2026-02-30' }).text).toBe('2026-02-30');
    expect(render('{{ticket.subject}}', { 'ticket.subject': '2026-12-24' }).text).toBe('2026-12-24');
  });

  it('has no value for a number or a moment that is none', () => {
    const values = { 'ticket.number': Number.NaN, 'promise.due': new Date(Number.NaN) };
    expect(render('{{ticket.number|-}}{{promise.due|-}}', values).text).toBe('--');
  });

  it('adds no line, no control character and no change of direction, and at most 500 characters', () => {
    fc.assert(
      fc.property(anyText, name => {
        const { text } = render('{{requester.name|}}', { 'requester.name': name });
        expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
        expect(text.length).toBeLessThanOrEqual(500);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
    expect(render('{{requester.name}}', { 'requester.name': 'Ada\r\nBcc: all@example.com' }).text).toBe(
      'Ada Bcc: all@example.com',
    );
  });

  it('never reads a value again, whatever is written in it', () => {
    const secret = 'what the customer must not see';
    const hostile = fc
      .constantFrom('{{agent.name}}', '{{', '}}', '{{agent.', 'name}}', '|', '$&', '$1', '$`')
      .chain(part => braces.map(rest => part + rest));
    fc.assert(
      fc.property(hostile, hostile, (name, company) => {
        const { text } = render('{{requester.name|a}}{{requester.company|b}}', {
          'requester.name': name,
          'requester.company': company,
          'agent.name': secret,
        });
        expect(text).toBe(`${name.trim()}${company.trim()}`);
      }),
    );
  });

  it('does not answer to what every object has', () => {
    expect(render('{{constructor}}{{__proto__}}{{toString}}').missing).toEqual([
      'constructor',
      '__proto__',
      'toString',
    ]);
  });
});

describe('checking a template', () => {
  it('names an unknown variable and an open brace with line and column', () => {
    expect(checkTemplate('Dear {{requester.name}}\nfrom {{agent.nmae}} {{')).toEqual([
      { pointer: '', detail: 'There is no variable "agent.nmae" (line 2, column 6)' },
      { pointer: '', detail: 'The braces are not closed or not opened (line 2, column 21)' },
    ]);
  });

  it('knows the fields of the kind, and no others', () => {
    expect(checkTemplate('{{fields.flowRate}}', ['flowRate'])).toEqual([]);
    expect(checkTemplate('{{fields.flowRate}}')).toEqual([]);
    expect(checkTemplate('{{fields.constructor}}', ['flowRate'])).toHaveLength(1);
  });

  it('refuses what is too long', () => {
    expect(checkTemplate('x'.repeat(10_000))).toEqual([]);
    expect(checkTemplate('x'.repeat(10_001))[0]?.detail).toBe('The text is longer than 10000 characters');
  });

  it('answers in a moment for a text that is made to take long', () => {
    for (const text of [
      `{{${' '.repeat(9_990)}`,
      '{{ '.repeat(3_300),
      `{{a|${'|'.repeat(9_000)}`,
      '{'.repeat(10_000),
    ]) {
      expect(checkTemplate(text).length).toBeGreaterThan(0);
      render(text);
    }
  });

  it('lets through nothing that rendering would leave standing when all values are there', () => {
    const values = Object.fromEntries(TEMPLATE_VARIABLES.map(({ name }) => [name, 'x']));
    const piece = fc.oneof(braces, fc.constantFrom(...TEMPLATE_VARIABLES.map(({ name }) => `{{${name}|words}}`)));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), pieces => {
        const text = pieces.join('');
        fc.pre(checkTemplate(text).length === 0);
        const rendered = render(text, values);
        expect(rendered.missing).toEqual([]);
        expect(rendered.text).not.toMatch(/\{\{|\}\}/);
      }),
    );
  });
});
