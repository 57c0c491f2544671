import { problemWords } from './problem-words.js';

const problem = (
  code: string,
  status: number,
  more: { detail?: string; errors?: { pointer: string; detail: string }[] } = {},
) => ({
  type: 'about:blank',
  title: 'Title',
  status,
  code,
  ...more,
});

describe('what went wrong', () => {
  it('is said in the words of the server where they say more, with what to do next', () => {
    expect(
      problemWords(problem('HANDOFF.ALREADY_ACCEPTED', 409, { detail: 'Ines Koval has accepted it already' })),
    ).toEqual({
      title: 'Ines Koval has accepted it already.',
      next: 'Nothing is left to do here. Take the next one.',
    });
    const missing = { pointer: '/checklist/read', detail: 'Not ticked yet: Read' };
    expect(
      problemWords(problem('TICKET.NOT_READY', 409, { detail: 'Something is missing', errors: [missing] })).next,
    ).toBe('Do that first, or choose an outcome that ends it without work.');
  });

  it('names the field that is at fault', () => {
    const errors = [{ pointer: '/fields/quantity', detail: 'Quantity must be a whole number' }];
    expect(problemWords(problem('REQUEST.INVALID', 422, { detail: 'Invalid', errors })).title).toBe(
      'Quantity must be a whole number.',
    );
  });

  it('never shows the insides of the server', () => {
    expect(problemWords(problem('SERVER.FAULT', 500, { detail: 'relation "x" does not exist' })).title).toBe(
      'The server could not do that.',
    );
  });

  it('has words for a code that nobody knows', () => {
    expect(problemWords(problem('HANDOFF.SOMETHING_NEW', 409)).title).toBe(
      'That does not fit with what the ticket is now.',
    );
  });
});
