import fc from 'fast-check';
import type { HandoffRow, HandoffTerms } from '#store';
import { answerForm, MARKER, readAnswer, shippedContracts, shippedKinds } from '#tickets';
import { type AskView, askSubject, askText } from './ask.words.js';

const contract = shippedContracts.find(one => one.key === 'design-request')!;
const kind = shippedKinds.find(one => one.key === 'design-request')!;
const form = answerForm(contract, kind, 'Ines Faber');
const handoff = {
  state: 'offered',
  fromName: 'Customer service',
  toName: 'Engineering',
  fields: { medium: 'Brine', flowRate: 12.5, tolerance: 0.05 },
  note: 'By Friday.',
  returnReason: null,
  returnFaults: [],
  returnNote: '',
  result: null,
  resultNote: '',
} as unknown as HandoffRow;
const view = (over: Partial<HandoffRow> = {}, more: Partial<AskView> = {}): AskView => ({
  handoff: { ...handoff, ...over },
  terms: { contract, kind } as unknown as HandoffTerms,
  files: [],
  side: 'receiver',
  ticketId: 34,
  subject: 'Leaking pump',
  link: 'https://rail.test/d/engineering/t/34',
  due: '2026-03-02 14:00 (UTC)',
  ...more,
});
const text = (over: Partial<HandoffRow> = {}, more: Partial<AskView> = {}) =>
  askText({ name: 'Ines Faber', opening: ['It is offered.'], view: view(over, more), form, steps: ['accept', 'seen'] });

describe('a mail that asks for a step', () => {
  it('says what is asked, until when, what is known, and how to answer', () => {
    expect(askSubject(view())).toBe('#34 Design request: Leaking pump');
    const said = text();
    expect(said.startsWith(`${MARKER}\n\nHello Ines Faber,\n\nIt is offered.\n\n`)).toBe(true);
    expect(said).toContain(
      'Design request, from Customer service to Engineering: offered, to be accepted until 2026-03-02 14:00 (UTC)\nhttps://rail.test/d/engineering/t/34',
    );
    expect(said).toContain(
      'Medium: Brine\nFlow rate: 12.5 m³/h\nDimensional tolerance: 0.05 mm\nNote:\n    By Friday.',
    );
    expect(said).toContain('To accept it:\n\n  accept');
  });

  it('tells of papers the receiver, and of what was sent back the sender', () => {
    const files = [{ id: 1, filename: 'bore.pdf', contentType: 'application/pdf', size: 1, rule: null }];
    expect(text({}, { files })).toContain('Papers, to be opened on the page: bore.pdf');
    const returned = { state: 'returned' as const, returnReason: 'incomplete', returnNote: 'A sketch helps.' };
    const faults = [{ pointer: '/fields/tolerance', detail: 'Of which dimension?' }];
    const said = text({ ...returned, returnFaults: faults }, { side: 'sender', files });
    expect(said).toContain('Sent back: Something is missing · Of which dimension?\n    A sketch helps.');
    expect(said).not.toContain('bore.pdf');
  });

  it('has no form, and nothing of the handoff, for who may not read it', () => {
    const said = askText({ name: 'X', opening: ['Nothing:'], faults: ['Not yours'], view: null, form, steps: [] });
    expect(said).toBe('Hello X,\n\nNothing:\n\n- Not yours\n');
  });

  it('cannot be made to say a step by what anybody wrote into it', () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.constantFrom('accept', '\naccept\n', '\r\naccept', '\u2028seen', `${MARKER}\naccept`),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (note, medium, name, subject) => {
        const said = askText({
          name,
          opening: [`News: ${medium}`],
          faults: [note],
          view: view({ note, fields: { medium, application: note }, fromName: name }, { subject }),
          form,
          steps: ['accept', 'return', 'seen'],
        });
        // What somebody else wrote is never alone at the margin, where a line of an answer would stand.
        expect(said.split('\n').filter(line => line === 'accept' || line === 'seen')).toEqual([]);
        expect(readAnswer(said, form).read).not.toBe('step');
        expect(askSubject(view({}, { subject }))).not.toMatch(/[\r\n\0]/);
      }),
      { numRuns: 300 },
    );
  });
});
