import { spanOf } from './call.span.js';
import { readTime } from './wall.time.js';

const berlin = { zone: 'Europe/Berlin' };
const isos = (text: string, rules: Parameters<typeof readTime>[1] = berlin) =>
  readTime(text, rules)?.instants.map(at => new Date(at).toISOString());

it.each([
  ['2026-11-27 10:15:00', '2026-11-27T09:15:00.000Z'],
  ['2026/11/27 10:15', '2026-11-27T09:15:00.000Z'],
  ['2026-11-27T10:15:00.25', '2026-11-27T09:15:00.250Z'],
  ['2026-11-27T10:15:00Z', '2026-11-27T10:15:00.000Z'],
  ['2026-11-27T10:15:00-0530', '2026-11-27T15:45:00.000Z'],
  ['2026-07-27 10:15:00', '2026-07-27T08:15:00.000Z'],
  ['1795770900', '2026-11-27T09:15:00.000Z'],
  ['1795770900123', '2026-11-27T09:15:00.123Z'],
])('%s is %s', (text, expected) => {
  expect(isos(text)).toEqual([expected]);
});

it.each([
  '',
  'yesterday',
  '27.11.2026 10:15',
  '2026-02-30 10:00',
  '2026-11-27',
  '2026-11-27 24:30',
  '12',
  '0000-00-00 00:00:00',
])('%j is no time', text => {
  expect(readTime(text, berlin)).toBeNull();
});

it('a format of its own has the same rules', () => {
  const rules = { ...berlin, format: 'dd.MM.yyyy HH:mm:ss' };
  expect(isos('25.10.2026 02:30:00', rules)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
  expect(readTime('29.03.2026 02:30:00', rules)).toEqual({ instants: [Date.UTC(2026, 2, 29, 1, 30)], isSkipped: true });
  expect(readTime('2026-11-27 10:15:00', rules)).toBeNull();
});

const time = (text: string) => readTime(text, berlin)!;
const span = (start: string, answer: string | null, end: string | null, seconds: number | null) => {
  const { startedAt, answeredAt, endedAt, rules } = spanOf(
    time(start),
    answer ? time(answer) : null,
    end ? time(end) : null,
    seconds,
  );
  const iso = (at: number | null) => at && new Date(at).toISOString().slice(11, 19);
  return [iso(startedAt), iso(answeredAt), iso(endedAt), rules];
};

it('an hour that comes twice is the one that the duration says, else the first, and no answer is before its call', () => {
  const night = (at: string) => `2026-10-25 ${at}`;
  expect(span(night('02:50:00'), night('02:05:00'), night('02:10:00'), 1200)).toEqual([
    '00:50:00',
    '01:05:00',
    '01:10:00',
    ['clock.twice-by-duration'],
  ]);
  expect(span(night('02:30:00'), null, night('03:30:00'), 3600)).toEqual([
    '01:30:00',
    null,
    '02:30:00',
    ['clock.twice-by-duration'],
  ]);
  expect(span(night('02:30:00'), null, night('02:40:00'), 600)).toEqual([
    '00:30:00',
    null,
    '00:40:00',
    ['clock.twice-first'],
  ]);
  expect(span(night('02:30:00'), null, null, 60)).toEqual(['00:30:00', null, '00:31:00', ['clock.twice-first']]);
});

it('a time that the clock skips is as of a clock that was not set, and a clock that was set back ends no call before it began', () => {
  expect(span('2026-03-29 02:30:00', null, '2026-03-29 03:31:00', null)).toEqual([
    '01:30:00',
    null,
    '01:31:00',
    ['clock.skipped'],
  ]);
  expect(span('2026-11-27 10:15:00', null, '2026-11-27 10:14:00', null)).toEqual(['09:15:00', null, '09:15:00', []]);
});
