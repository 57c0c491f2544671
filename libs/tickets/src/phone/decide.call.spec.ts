import { endWords, talkWords } from './call.words.js';
import { ANN, aCall, at, PaperRail } from './call.world.js';

let rail: PaperRail;
beforeEach(() => {
  rail = new PaperRail();
});

const answered = (minute: number, over = {}) => aCall({ minute, outcome: 'answered', ...over });

it('a missed call and a voicemail are promises to call back', () => {
  expect(rail.take(aCall())).toMatchObject({ place: { at: 'callback' }, call: { promise: 'waits' }, speaks: true });
  expect(rail.take(aCall({ callId: 'b', outcome: 'voicemail', number: '+442079460018' }))).toMatchObject({
    place: { at: 'callback' },
  });
});

it('several missed calls of one number are one callback, withheld ones are one each', () => {
  for (const minute of [0, 1, 2]) rail.take(aCall({ minute }));
  for (const minute of [3, 4]) rail.take(aCall({ minute, number: null }));
  expect(rail.openCallbacks().map(one => one.records.length)).toEqual([3, 1, 1]);
});

it('an inbound call that is answered later ends the callback, and says so', () => {
  rail.take(aCall());
  const { ends, kept, place } = rail.take(answered(5));
  expect(ends).toMatchObject([{ ticketId: 1, cause: 'got-through' }]);
  expect(endWords(ends[0]!, 'Europe/Berlin')).toBe('Got through at 13:05 on 27 Nov, answered by Beate Ohm, 3 min');
  expect({ kept, place }).toEqual({ kept: [1], place: { at: 'ticket', ticketId: 1 } });
});

it('an agent who calls back ends it, whose attempts before are on it', () => {
  rail.take(aCall());
  expect(rail.take(aCall({ minute: 3, direction: 'outbound' }))).toMatchObject({
    place: { at: 'ticket', ticketId: 1 },
    why: 'tried to call back, no answer',
    ends: [],
  });
  const { ends } = rail.take(answered(7, { direction: 'outbound' }));
  expect(endWords(ends[0]!, 'UTC')).toBe('Called back by Beate Ohm at 12:07 on 27 Nov, 3 min');
  expect(rail.openCallbacks()).toEqual([]);
});

it('a leg of the same call that was answered ends the callback that only this call opened', () => {
  rail.take(aCall({ number: null }));
  expect(rail.take(answered(0, { number: null })).ends).toMatchObject([{ ticketId: 1, cause: 'answered' }]);
  expect(rail.tickets).toMatchObject([{ open: false, records: ['call-0', 'call-0'] }]);
});

it('a leg that was answered leaves a callback open on which another call waits', () => {
  rail.take(aCall());
  rail.take(aCall({ minute: 9 }));
  rail.take(answered(0));
  expect(rail.waiting()).toEqual([2]);
});

it('an answered call that came late does not end what began after it', () => {
  rail.take(aCall({ minute: 9 }));
  expect(rail.take(answered(5)).ends).toEqual([]);
  expect(rail.waiting()).toEqual([1]);
});

it('a missed call whose record comes after the answered one opens nothing', () => {
  rail.take(answered(5));
  expect(rail.take(aCall({ minute: 1 }))).toMatchObject({
    place: { at: 'ticket', ticketId: 1 },
    call: { promise: 'kept' },
  });
  expect(rail.openCallbacks()).toEqual([]);
});

it('a call after the caller was reached is a new promise', () => {
  rail.take(aCall());
  rail.take(answered(5));
  rail.take(aCall({ minute: 6 }));
  expect(rail.tickets.map(one => one.open)).toEqual([false, true]);
});

it('an answered call goes to the caller’s open ticket, else to a record that is done', () => {
  rail.book.addCaller(1, ANN, { reached: null, ended: null, openTicketId: 77 });
  rail.tickets.push({ id: 77, kind: 'call', open: true, phone: ANN, records: [], ends: [] });
  expect(rail.take(answered(0))).toMatchObject({ place: { at: 'ticket', ticketId: 77 }, speaks: true, ends: [] });
  expect(rail.take(answered(1, { number: '+442079460018' }))).toMatchObject({ place: { at: 'record' }, ends: [] });
});

it('what a person ended stays ended for calls from before', () => {
  rail.book.addCaller(1, ANN, { reached: null, ended: { at: new Date(at(10)), ticketId: 77 }, openTicketId: null });
  rail.tickets.push({ id: 77, kind: 'call', open: false, phone: ANN, records: [], ends: [] });
  expect(rail.take(aCall({ minute: 9 }))).toMatchObject({
    place: { at: 'ticket', ticketId: 77 },
    call: { promise: 'kept' },
  });
  expect(rail.take(aCall({ minute: 11 }))).toMatchObject({ place: { at: 'callback' } });
});

it('a number that becomes known with a later leg joins the callback of that number', () => {
  rail.take(aCall({ minute: 0 }));
  rail.take(aCall({ minute: 2, number: null }));
  expect(rail.take(aCall({ minute: 2 })).ends).toMatchObject([{ ticketId: 2, cause: 'same-call' }]);
  expect(rail.openCallbacks().map(one => one.id)).toEqual([1]);
  expect(rail.waiting()).toEqual([1, 2]);
});

it('a number that becomes known names its callback, and later calls join it', () => {
  rail.take(aCall({ number: null }));
  expect(rail.take(aCall()).named).toEqual({ ticketId: 1, phone: ANN });
  rail.take(aCall({ minute: 4 }));
  expect(rail.openCallbacks()).toMatchObject([{ phone: ANN, records: ['call-0', 'call-0', 'call-4'] }]);
});

it('a person says that a call from another number kept the promise', () => {
  rail.take(aCall());
  const { ends, place } = rail.take(answered(5, { direction: 'outbound', number: '+442079460018' }), 1);
  expect(ends).toMatchObject([{ ticketId: 1, cause: 'called-back' }]);
  expect(place).toEqual({ at: 'ticket', ticketId: 1 });
});

it('a leg to a colleague’s mobile that comes first is no call of ours once the caller’s own leg is there', () => {
  rail.take(aCall({ callId: 'x', direction: 'outbound', number: '+4915112345678' }));
  rail.take(aCall({ callId: 'x' }));
  expect(rail.openCallbacks()).toMatchObject([{ phone: ANN }]);
});

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [61, '1 min'],
  [3_600, '1 h'],
  [3_725, '1 h 2 min'],
])('talk of %i seconds is %s', (seconds, words) => {
  expect(talkWords(seconds)).toBe(words);
});
