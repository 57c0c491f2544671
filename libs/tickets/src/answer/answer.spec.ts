import { shippedContracts } from '../contracts/shipped.contracts.js';
import { shippedKinds } from '../kinds/shipped.kinds.js';
import { answerForm } from './answer.form.js';
import { readAnswer } from './answer.reader.js';
import { formHelp, formWords } from './answer.words.js';
import { MARKER } from './own.lines.js';

const contract = shippedContracts.find(one => one.key === 'design-request')!;
const kind = shippedKinds.find(one => one.key === 'design-request')!;
const form = answerForm(contract, kind, 'Ines Faber');
const read = (...lines: string[]) => readAnswer(lines.join('\n'), form);
const faultsOf = (...lines: string[]) => {
  const answer = read(...lines);
  return answer.read === 'unclear' ? answer.faults : answer;
};
const QUOTE = ['On Mon, 2 Mar 2026 at 10:00, Our house <support+h1-abc@rail.test> wrote:', `> ${MARKER}`, '> accept'];
const ACCEPT = { read: 'step', answer: { step: 'accept' } };

describe('an answer that accepts', () => {
  it.each([
    ['the word alone', ['accept']],
    ['in capitals, with a full stop', ['ACCEPT.']],
    ['with a colon', ['Accept:']],
    ['with a bullet', ['- accept']],
    ['in bold', ['*Accept*']],
    ['after a greeting', ['Hello Mara,', '', 'accept']],
    ['before a signature', ['accept', '', '-- ', 'Ines Faber', 'Engineering: 2nd floor']],
    ['before a closing', ['Accepted', '', 'Best regards,', 'I. Faber', 'Phone 123']],
    ['before the own name', ['accept', '', 'Ines', 'Phone 123']],
    ['before the words of a telephone', ['accept', 'Sent from my phone']],
    ['above a quotation', ['accept', '', ...QUOTE]],
    ['above what Outlook quotes', ['accept', '', 'From: Our house', 'Sent: Monday', 'To: Ines', '', 'return: <x>']],
    ['above a quotation without marks', ['accept', '', MARKER, 'return: <x>', 'seen']],
    ['below a quotation', [...QUOTE, '', 'accept']],
    ['with another end of lines', ['accept\r', '\r', ...QUOTE]],
  ])('is read: %s', (_, lines) => expect(read(...lines)).toEqual(ACCEPT));

  it('is not read from the quotation, wherever it stands', () => {
    expect(faultsOf(...QUOTE)).toEqual(['Nothing stands above the quoted mail']);
    expect(faultsOf('', MARKER, 'accept')).toEqual(['Nothing stands above the quoted mail']);
    expect(read('Let us talk first.', ...QUOTE, 'accept')).toEqual({ read: 'words' });
  });

  it.each([
    'I do not accept',
    'accept, but only by Friday',
    'Accepted, thanks.',
    'Should we accept?',
    'Note: the drawing is wrong',
  ])('is not guessed from a sentence: %s', words => expect(read(words)).toEqual({ read: 'words' }));

  it('does nothing where something beside it is not understood, and names that', () => {
    expect(faultsOf('accept', 'not')).toEqual(['"not" is not understood']);
    expect(faultsOf('accept', 'return: incomplete')).toEqual(['It says more than one step: accept, return. Say one.']);
    expect(faultsOf('accept: yes')).toEqual(['"accept: yes" says more than "accept", which stands alone on its line']);
    expect(faultsOf('accept', 'because: we can')).toEqual(['"because: we can" does not belong to "accept"']);
    expect(faultsOf('accept', 'accept')).toEqual(['"accept" says the step a second time']);
  });
});

describe('an answer that sends back', () => {
  it('says its reason by code or title, each field with what is wrong, and words on several lines', () => {
    expect(
      read(
        'Return: Something is missing',
        '- Tolerance: of which dimension?',
        'drawing or sketch: unreadable',
        'Because: A sketch',
        'would help.',
      ),
    ).toEqual({
      read: 'step',
      answer: {
        step: 'return',
        reason: 'incomplete',
        faults: [
          { pointer: '/fields/tolerance', detail: 'of which dimension?' },
          { pointer: '/attachments/drawing', detail: 'unreadable' },
        ],
        note: 'A sketch\nwould help.',
      },
    });
    expect(read('return: incomplete', 'fields: tolerance, medium')).toMatchObject({
      answer: {
        faults: [
          { pointer: '/fields/tolerance', detail: expect.stringMatching(/ is at fault$/) },
          { pointer: '/fields/medium', detail: 'Medium is at fault' },
        ],
      },
    });
  });

  it('names what is missing or unknown in it', () => {
    expect(faultsOf('return:')).toEqual([
      'Say why, as one of: incomplete, out-of-range, wrong-attachment, not-ours, no-capacity',
    ]);
    expect(faultsOf('return: incomplete', 'fields: colour', 'Lead time: 5')).toEqual([
      '"colour" is no field or paper of this kind',
      '"Lead time: 5" does not belong to "return"',
    ]);
    expect(faultsOf('return: incomplete', `because: ${'x'.repeat(10_001)}`)).toEqual([
      'The words are too long: at most 10000 characters',
    ]);
  });

  it('hands an unknown reason on: the contract says which there are', () =>
    expect(read('return: because')).toMatchObject({ answer: { reason: 'because' } }));
});

describe('an answer that completes', () => {
  it('says the fields of the result under their titles, and ticks items', () => {
    expect(
      read(
        'complete',
        'Drawing number: D-4711',
        'can be made: yes',
        'Price each: 118,50 EUR',
        'Lead time: 15 working days',
        'ticked: Can be made on our machines',
        'note: From stock.',
        '',
        'Regards',
        'Ines',
      ),
    ).toEqual({
      read: 'step',
      answer: {
        step: 'complete',
        result: { drawingNumber: 'D-4711', feasible: 'yes', unitPrice: 118.5, leadTime: 15 },
        ticked: ['feasible'],
        note: 'From stock.',
      },
    });
  });

  it('hands on what is no number, and asks where it could be two', () => {
    expect(read('complete', 'Lead time: soon')).toMatchObject({ answer: { result: { leadTime: 'soon' } } });
    expect(faultsOf('complete', 'Price each: 1,234')).toEqual([
      'Price each: "1,234" can be read in two ways. Write it without a comma.',
    ]);
    expect(faultsOf('complete', 'Lead time: 5', 'Lead time: 6', 'ticked: Nothing')).toEqual([
      'Lead time stands there twice',
      '"Nothing" is no item of the checklist',
    ]);
    expect(faultsOf('Lead time: 5')).toEqual([expect.stringMatching(/^It fills in a form, but says no step/)]);
  });

  it('leaves out what was left as it was printed', () =>
    expect(
      read('complete', 'Drawing number: <text>', 'Lead time:', 'ticked: <Can be made>', 'note: <in your words>'),
    ).toEqual({
      read: 'step',
      answer: { step: 'complete', result: {}, ticked: [], note: '' },
    }));
});

describe('an answer that cancels', () => {
  it('says why, behind the word or below it', () => {
    expect(read('cancel: The customer withdrew')).toMatchObject({ answer: { reason: 'The customer withdrew' } });
    expect(read('cancel', 'because: The customer withdrew')).toMatchObject({
      answer: { reason: 'The customer withdrew' },
    });
    for (const lines of [['cancel'], ['cancel: no'], ['cancel: <why>']])
      expect(faultsOf(...lines)).toEqual(['Say why it is cancelled: "cancel: <your reason>"']);
    expect(faultsOf(`cancel: ${'x'.repeat(501)}`)).toEqual(['The reason is too long: at most 500 characters']);
  });
});

describe('what is too long to be an answer', () => {
  it('is refused in no time, quoted or not', () => {
    const [fault] = faultsOf('accept', ...Array<string>(5_000).fill('accept')) as string[];
    expect(fault).toMatch(/^The answer is too long/);
    expect(faultsOf('x'.repeat(3_000_000))).toHaveLength(1);
    expect(read('accept', ...QUOTE, ...Array<string>(50_000).fill('> On Monday wrote:'))).toEqual(ACCEPT);
  });
});

describe('the form', () => {
  it('shows each step, with what is to be filled in, and says what the codes mean', () => {
    expect(formWords(form, ['accept', 'return', 'seen'])).toBe(`To accept it:

  accept

To send it back:

  return: <one of: incomplete, out-of-range, wrong-attachment, not-ours, no-capacity>
  <name of a field>: <what is wrong with it>
  because: <in your words>

To say that you have seen it, and nothing else:

  seen`);
    expect(formWords(form, ['complete'])).toContain(`  complete
  Drawing number: <text>
  Can be made: <one of: yes, with-changes, no>
  Price each: <number, EUR>
  Lead time: <whole number, working days>
  Remarks for the quotation: <text, if there is one>
  ticked: <Can be made on our machines>`);
    expect(formHelp(form, ['complete'])).toEqual([
      'Needed before it is complete: "ticked: Can be made on our machines"',
    ]);
  });
});
