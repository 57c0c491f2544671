import { KindBook } from '../kinds/kind.book.js';
import { shippedBook, shippedKinds } from '../kinds/shipped.kinds.js';
import { checkContract } from './contract.check.js';
import type { HandoffContract } from './contract.js';
import { HANDOFF_ACTIONS, HANDOFF_MOVES, HANDOFF_STATES, ownerSide } from './handoff.js';
import { shippedContracts } from './shipped.contracts.js';

const house = { kinds: shippedBook, departments: ['customer-service', 'engineering', 'sales', 'operations'] };
const sound = shippedContracts[0]!;
const placesOf = (change: Partial<HandoffContract>) =>
  checkContract({ ...sound, ...change }, house).map(fault => fault.pointer);

describe('checking a contract', () => {
  it.each(shippedContracts.map(one => [one.key, one] as const))('finds nothing wrong with the shipped %s', (_, one) => {
    expect(checkContract(one, house)).toEqual([]);
  });

  it.each<[string, Partial<HandoffContract>, string]>([
    ['a department that there is not', { toDepartment: 'moon' }, '/toDepartment'],
    ['a handoff to oneself', { fromDepartment: 'engineering' }, '/toDepartment'],
    ['a kind that there is not', { kind: 'constructor' }, '/kind'],
    ['no time to accept', { acceptMinutes: 0 }, '/acceptMinutes'],
    ['no time to finish', { finishMinutes: Number.POSITIVE_INFINITY }, '/finishMinutes'],
    ['half a minute to correct', { correctMinutes: 0.5 }, '/correctMinutes'],
    ['no reason to send back', { returnReasons: [] }, '/returnReasons'],
    ['an empty criterion', { acceptanceCriteria: [' '] }, '/acceptanceCriteria/0'],
    ['a result that is no schema', { resultSchema: { type: 'string' } }, '/resultSchema/type'],
    ['a prefill of no field', { prefill: { 'no/where': 'subject' } }, '/prefill/no~1where'],
    ['a prefill from nothing', { prefill: { quantity: 'requester.password' } }, '/prefill/quantity'],
  ])('names the place of %s', (_, change, pointer) => {
    expect(placesOf(change)).toContain(pointer);
  });
});

describe('the book of kinds', () => {
  const kind = shippedKinds[0]!;
  const book = new KindBook([{ ...kind, version: 2, title: 'Newer' }, kind]);

  it('has the newest version as the current one, and keeps the old readable', () => {
    expect(book.current(kind.key).title).toBe('Newer');
    expect(book.at(kind.key, 1)).toBe(kind);
    expect(book.at(kind.key, 3)).toBeUndefined();
    expect(book.all().map(one => one.version)).toEqual([2]);
  });

  it('says what it does not know', () => {
    expect(book.has('constructor')).toBe(false);
    expect(book.titleOf('toString')).toBe('toString');
    expect(() => book.current('__proto__')).toThrow(RangeError);
  });
});

describe('the steps of a handoff', () => {
  it('are taken by the side that owns it, other than calling it off', () => {
    for (const action of HANDOFF_ACTIONS.filter(one => one !== 'cancel'))
      for (const state of HANDOFF_MOVES[action].from) expect(HANDOFF_MOVES[action].side).toBe(ownerSide(state));
  });

  it('leave no unfinished state without a way on for its owner, and no way out of what has ended', () => {
    for (const state of HANDOFF_STATES) {
      const ways = HANDOFF_ACTIONS.filter(
        action => HANDOFF_MOVES[action].from.includes(state) && HANDOFF_MOVES[action].side === ownerSide(state),
      );
      expect(ways.length > 0).toBe(!['completed', 'cancelled'].includes(state));
    }
  });
});
