// Laws of answers by mail: what was printed is read back as it was, however a mail program mangles it; no text of anybody is more than it says.
import fc from 'fast-check';
import type { HandoffContract } from '../contracts/contract.js';
import { shippedContracts } from '../contracts/shipped.contracts.js';
import { shippedKinds } from '../kinds/shipped.kinds.js';
import { ANSWER_STEPS, type AnswerForm, answerForm } from './answer.form.js';
import { readAnswer } from './answer.reader.js';
import { valueWords } from './answer.values.js';
import { formWords } from './answer.words.js';
import { MARKER } from './own.lines.js';

const NAME = 'Ines Faber';
const formOf = (contract: HandoffContract): AnswerForm =>
  answerForm(contract, shippedKinds.find(kind => kind.key === contract.kind)!, NAME);
const anyContract = fc.constantFrom(...shippedContracts);
/** Words that stay words: no line ends, no marks in front, no placeholder. Spaces in a row are one, as HTML and wrapping have it. */
const words = fc
  .stringMatching(/^[A-Za-zäöü][A-Za-zäöü0-9 .,;%/()-]{0,60}$/)
  .map(text => text.replace(/ +/g, ' ').trim())
  .filter(text => text.length > 2);

function anyValue(schema: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer') return fc.integer({ min: 1, max: 1000 });
  if (schema.type === 'number') return fc.double({ min: 0, max: 1e6, noNaN: true }).map(one => Number(one.toFixed(4)));
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'array')
    return fc.array(anyValue((schema.items ?? {}) as Record<string, unknown>), { minLength: 1 });
  if (schema.format === 'date') return fc.constant('2027-03-01');
  return words.map(text => text.replaceAll(';', ','));
}

/** As programs send it on: other case, bullets, spaces, empty lines, a signature, a quotation below. */
const mangled = (lines: string[]) =>
  fc
    .record({
      bullet: fc.constantFrom('', '- ', '* ', '• ', '  ', '1. '),
      upper: fc.boolean(),
      blank: fc.boolean(),
      greeting: fc.constantFrom([], ['Hello Mara,', '']),
      end: fc.constantFrom([], ['', '-- ', NAME, 'complete'], ['', 'Best regards', NAME], ['', NAME, '+49 1234']),
      quote: fc.constantFrom(
        [],
        ['', 'On Mon, 2 Mar 2026, Our house wrote:', `> ${MARKER}`, '> accept', '> seen'],
        ['', '-----Original Message-----', 'accept'],
        ['', 'From: Our house', 'Sent: Monday', 'To: Ines', 'Subject: x', '', 'cancel: <why>'],
      ),
      end_of_line: fc.constantFrom('\n', '\r\n'),
    })
    .map(({ bullet, upper, blank, greeting, end, quote, end_of_line }) =>
      [
        ...greeting,
        ...lines.map(line => {
          const colon = line.indexOf(':');
          const named = colon < 0 ? line : line.slice(0, colon);
          return `${bullet}${upper ? named.toUpperCase() : named}${line.slice(named.length)}${blank ? '\n' : ''}`;
        }),
        ...end,
        ...quote,
      ].join(end_of_line),
    );

describe('an answer by mail', () => {
  it('is read as it was filled in, whatever the program made of it', () => {
    const filled = anyContract.chain(contract => {
      const form = formOf(contract);
      const values = Object.fromEntries(form.result.map(field => [field.key, anyValue(field.schema)]));
      return fc
        .record({ result: fc.record(values), note: words, ticked: fc.subarray([...form.checklist]) })
        .chain(({ result, note, ticked }) => {
          const lines = [
            'complete',
            ...form.result.map(field => `${field.label}: ${valueWords(field.schema, result[field.key])}`),
            ...ticked.map(item => `ticked: ${item.title}`),
            `note: ${note}`,
          ];
          const answer = { step: 'complete', result, ticked: ticked.map(item => item.key), note };
          return mangled(lines).map(text => ({ text, form, answer }));
        });
    });
    fc.assert(
      fc.property(filled, ({ text, form, answer }) => {
        expect(readAnswer(text, form)).toEqual({ read: 'step', answer });
      }),
      { numRuns: 400 },
    );
  });

  it('names each field that it sends back', () => {
    const sent = anyContract.chain(contract => {
      const form = formOf(contract);
      return fc
        .record({
          reason: fc.constantFrom(...form.reasons),
          faults: fc.subarray([...form.places]),
          detail: words,
          note: words,
        })
        .chain(({ reason, faults, detail, note }) => {
          const lines = [
            `return: ${reason.title}`,
            ...faults.map(one => `${one.label}: ${detail}`),
            `because: ${note}`,
          ];
          const places = faults.map(one => ({ pointer: one.key, detail }));
          return mangled(lines).map(text => ({
            text,
            form,
            answer: { step: 'return', reason: reason.code, faults: places, note },
          }));
        });
    });
    fc.assert(
      fc.property(sent, ({ text, form, answer }) => {
        expect(readAnswer(text, form)).toEqual({ read: 'step', answer });
      }),
      { numRuns: 400 },
    );
  });

  it('that repeats the form as it was printed is no step that needs words', () => {
    fc.assert(
      fc.property(anyContract, fc.constantFrom('return', 'cancel'), (contract, step) => {
        const form = formOf(contract);
        expect(readAnswer(formWords(form, [step]), form).read).toBe('unclear');
      }),
    );
    for (const contract of shippedContracts) {
      const form = formOf(contract);
      expect(readAnswer(formWords(form, ANSWER_STEPS), form).read).toBe('unclear');
    }
  });

  it('that stands in a quotation is never read', () => {
    const step = fc.constantFrom('accept', 'seen', 'complete', 'cancel: for a reason', 'return: incomplete');
    fc.assert(
      fc.property(
        step,
        fc.constantFrom('> ', '>> ', '>'),
        fc.constantFrom([], ['On 2 Mar 2026, x wrote:']),
        (line, mark, head) => {
          const text = [...head, `${mark}${line}`, `${mark}${line}`].join('\n');
          expect(readAnswer(text, formOf(shippedContracts[0]!)).read).toBe('unclear');
        },
      ),
    );
  });

  it('with any text in it ends, and takes a step only where a line is a command', () => {
    const form = formOf(shippedContracts[0]!);
    const junk = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('>', ':', '--', 'accept', 'seen', '<x>'),
    );
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 12 }), lines => {
        const answer = readAnswer(lines.join('\n'), form);
        if (answer.read !== 'step') return;
        const commands =
          /^[\W_\d]*(accept|accepted|i accept|return|returned|sen[dt] back|complete|completed|cancel|cancelled|canceled|seen|acknowledged?)[\W_]*/im;
        expect(lines.join('\n')).toMatch(commands);
      }),
      { numRuns: 1_000 },
    );
  });

  it('calls each field by a name of its own, whatever it is titled', () => {
    const title = fc.oneof(
      fc.string({ minLength: 1, maxLength: 90 }),
      fc.constantFrom('accept', 'Note', 'From', 'To', 'Size', 'size', '1. Size', '- Size', 'Size: width', '<x>', ' '),
    );
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 8 }), titles => {
        const properties = Object.fromEntries(titles.map((one, i) => [`f${i}`, { type: 'string', title: one }]));
        const contract = { ...shippedContracts[0]!, resultSchema: { type: 'object', properties } };
        const form = formOf(contract);
        const lines = ['complete', ...form.result.map((field, i) => `${field.label}: value ${i}`)];
        const answer = readAnswer(lines.join('\n'), form);
        expect(answer).toMatchObject({
          read: 'step',
          answer: { result: Object.fromEntries(titles.map((_, i) => [`f${i}`, `value ${i}`])) },
        });
      }),
      { numRuns: 500 },
    );
  });
});
