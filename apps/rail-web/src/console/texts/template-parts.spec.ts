import { describe, expect, it } from '@jest/globals';
import { partsOf, withVariable } from './template-parts.js';

const variables = [{ name: 'agent.name', title: 'Who writes', type: 'text' }];

describe('a template', () => {
  it('is read as words and places, and a place that nobody knows has no title', () => {
    expect(partsOf('Yours, {{ agent.name | the team}}\n{{nobody}}', variables)).toEqual([
      { words: 'Yours, ' },
      { name: 'agent.name', title: 'Who writes', fallback: ' the team' },
      { words: '\n' },
      { name: 'nobody', title: null, fallback: null },
    ]);
  });

  it('leaves braces that are no place as they are', () => {
    expect(partsOf('a {{b', variables)).toEqual([{ words: 'a {{b' }]);
  });

  it('takes a variable in place of what is selected', () => {
    expect(withVariable('Dear X,', 5, 6, 'agent.name')).toEqual({ body: 'Dear {{agent.name}},', caret: 19 });
  });
});
