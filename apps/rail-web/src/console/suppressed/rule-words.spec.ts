import { describe, expect, it } from '@jest/globals';
import { ruleWords } from './rule-words.js';

describe('a rule', () => {
  it('is said in words; one of the house by its name', () => {
    expect(ruleWords('form.honeypot')).toBe('Spam: a field was filled in that nobody sees');
    expect(ruleWords('Newsletters')).toBe('Rule “Newsletters”');
  });
});
