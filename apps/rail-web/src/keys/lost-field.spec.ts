import { beforeEach, describe, expect, it } from '@jest/globals';
import { type LostField, makeLostField, REST_MS } from './lost-field.js';

let field: LostField;
beforeEach(() => {
  field = makeLostField();
});

describe('a text field that was taken away under the hands', () => {
  it('holds keys back until they have rested', () => {
    field.typed('e');
    field.removed(1_000);
    expect(field.holds(1_100)).toBe(true);
    expect(field.holds(1_100 + REST_MS - 1)).toBe(true);
    expect(field.holds(1_100 + 2 * REST_MS)).toBe(false);
  });

  it('holds nothing back when the person sent or put it away', () => {
    for (const key of ['Enter', 'Escape']) {
      field.typed(key);
      field.removed(1_000);
      expect(field.holds(1_001)).toBe(false);
    }
  });

  it('is forgotten as soon as the person goes somewhere else', () => {
    field.typed('e');
    field.removed(1_000);
    field.moved();
    expect(field.holds(1_001)).toBe(false);
  });

  it('counts an Enter inside of a text as nothing once more is typed', () => {
    field.typed('Enter');
    field.typed('t');
    field.removed(1_000);
    expect(field.holds(1_001)).toBe(true);
  });

  it('holds nothing back when nothing was typed in it', () => {
    field.removed(1_000);
    expect(field.holds(1_001)).toBe(false);
  });

  it('was never there at first', () => {
    expect(field.holds(0)).toBe(false);
  });
});
