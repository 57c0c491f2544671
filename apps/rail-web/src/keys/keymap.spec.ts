import { describe, expect, it } from '@jest/globals';
import { COMMANDS, commandFor, keyWords, strokeName } from './keymap.js';

const stroke = (key: string, held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', boolean>> = {}) => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  shift: false,
  ...held,
});
const free = { typing: false, keysOn: true };

describe('single keys', () => {
  it('gives each key to one command only', () => {
    const keys = COMMANDS.map(c => c.key).filter(Boolean);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('knows the keys that every agent learns first', () => {
    const learned = {
      n: 'next',
      r: 'reply',
      c: 'note',
      s: 'snooze',
      d: 'done',
      a: 'assign',
      j: 'down',
      k: 'up',
      '/': 'search',
      '?': 'keys',
    };
    for (const [key, id] of Object.entries(learned)) expect(commandFor(stroke(key), free)).toBe(id);
  });

  it('stays out of the way while somebody types', () => {
    expect(commandFor(stroke('d'), { typing: true, keysOn: true })).toBeNull();
  });

  it('can be switched off', () => {
    expect(commandFor(stroke('d'), { typing: false, keysOn: false })).toBeNull();
  });

  it('leaves strokes of the browser alone', () => {
    for (const held of ['ctrl', 'meta', 'alt'] as const)
      expect(commandFor(stroke('r', { [held]: true }), free)).toBeNull();
  });

  it('opens the palette from anywhere, and by no other stroke', () => {
    for (const held of ['ctrl', 'meta'] as const)
      for (const state of [free, { typing: true, keysOn: true }, { typing: false, keysOn: false }])
        expect(commandFor(stroke('k', { [held]: true }), state)).toBe('palette');
    expect(commandFor(stroke('k', { ctrl: true, shift: true }), free)).toBeNull();
    expect(commandFor(stroke('k', { ctrl: true, alt: true }), free)).toBeNull();
    expect(keyWords('palette')).toBe('Ctrl K');
  });

  it('tells M from shift M, and finds ? whatever shift it takes to type it', () => {
    expect(commandFor(stroke('m'), free)).toBe('move');
    expect(commandFor(stroke('M', { shift: true }), free)).toBe('merge');
    expect(commandFor(stroke('?', { shift: true }), free)).toBe('keys');
    expect(strokeName(stroke('N', { shift: true }))).toBe('shift+n');
  });

  it('takes caps lock for the plain letter', () => {
    expect(commandFor(stroke('N'), free)).toBe('next');
  });

  it('shows keys as they stand on the keyboard', () => {
    expect(keyWords('next')).toBe('N');
    expect(keyWords('merge')).toBe('⇧ M');
    expect(keyWords('open')).toBe('↵');
    for (const { id } of COMMANDS) expect(keyWords(id)).toMatch(/^(?:|[A-Z\d./?↵]|⇧ [A-Z]|Ctrl K)$/);
    expect(keyWords('scheme')).toBe('');
  });
});
