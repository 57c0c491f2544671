// The laws of putting the legs of a call together: they arrive in any order, and in any groups.
import fc from 'fast-check';
import { CALL_DIRECTIONS, CALL_OUTCOMES, type CallFacts, mergeCalls } from './call.js';

const moment = fc.constantFrom('2026-11-27T09:15:00.000Z', '2026-11-27T10:15:00.000+01:00', '2026-11-27T09:16:00Z');
const text = fc.constantFrom('', 'Anna', 'Ben', 'Anna, Carla', 'a longer name');
const leg: fc.Arbitrary<CallFacts> = fc.record({
  callId: fc.constant('k1'),
  direction: fc.constantFrom(...CALL_DIRECTIONS),
  outcome: fc.constantFrom(...CALL_OUTCOMES),
  outside: fc.record({
    name: text,
    said: fc.constantFrom('', '8016', '030 123', '+4930123'),
    number: fc.constantFrom(null, '+4930123', '+441234'),
  }),
  ourNumber: text,
  agent: text,
  startedAt: moment,
  answeredAt: fc.option(moment),
  endedAt: fc.option(moment),
  talkSeconds: fc.nat(100),
  voicemail: fc.option(
    fc.record({ seconds: fc.option(fc.nat(60)), url: fc.option(fc.constantFrom('https://a', 'https://b')) }),
  ),
  legs: fc.integer({ min: 1, max: 3 }),
  why: fc.uniqueArray(text, { maxLength: 2 }).map(all => all.sort()),
});

it('one leg after the other or before it is the same call', () => {
  fc.assert(fc.property(leg, leg, (a, b) => expect(mergeCalls(a, b)).toEqual(mergeCalls(b, a))));
});

it('the first two, or the last two first, is the same call', () => {
  fc.assert(
    fc.property(leg, leg, leg, (a, b, c) =>
      expect(mergeCalls(mergeCalls(a, b), c)).toEqual(mergeCalls(a, mergeCalls(b, c))),
    ),
    { numRuns: 2_000 },
  );
});

const plain: CallFacts = {
  callId: 'k1',
  direction: 'inbound',
  outcome: 'missed',
  outside: { name: '', said: '030 123', number: '+4930123' },
  ourNumber: '600',
  agent: '201',
  startedAt: '2026-11-27T09:15:00.000Z',
  answeredAt: null,
  endedAt: '2026-11-27T09:15:20.000Z',
  talkSeconds: 0,
  voicemail: null,
  legs: 1,
  why: ['it rang'],
};

it('a call that one of three took was answered by that one', () => {
  const taken: CallFacts = { ...plain, outcome: 'answered', agent: '202', answeredAt: '2026-11-27T09:15:10.000Z' };
  const all = [plain, taken, { ...plain, agent: '203' }].reduce(mergeCalls);
  expect(all).toMatchObject({ outcome: 'answered', agent: '202', legs: 3, answeredAt: taken.answeredAt });
});

it('a call that nobody took rang at all of them', () => {
  expect(mergeCalls(plain, { ...plain, agent: '202' }).agent).toBe('201, 202');
});

it('a leg to the mobile of a colleague does not make an inbound call one of ours', () => {
  const forwarded: CallFacts = {
    ...plain,
    direction: 'outbound',
    outcome: 'busy',
    outside: { name: 'Ben', said: '0171', number: '+491715556677' },
  };
  const { direction, outcome, outside } = mergeCalls(forwarded, plain);
  expect([direction, outcome, outside.number]).toEqual(['inbound', 'missed', '+4930123']);
});

it('a recording that names nobody takes the caller of the other leg', () => {
  const message: CallFacts = {
    ...plain,
    outcome: 'voicemail',
    outside: { name: '', said: '', number: null },
    voicemail: { seconds: 17, url: 'https://a' },
  };
  expect(mergeCalls(message, plain)).toMatchObject({ outcome: 'voicemail', outside: { number: '+4930123' } });
});
