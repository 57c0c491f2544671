import { phoneSettings } from './phone.settings.js';

const base = { country: 'de', timeZone: 'Europe/Berlin', ours: { extensions: ['2xx'] } };
const asterisk = { ...base, source: 'asterisk-csv', files: ['/var/log/asterisk/cdr-csv/Master.csv'] };
const problems = (input: unknown) => {
  const result = phoneSettings.safeParse(input);
  return result.success ? [] : result.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`);
};

it('fills in what ops need not think about', () => {
  expect(phoneSettings.parse(asterisk)).toEqual({
    country: 'DE',
    timeZone: 'Europe/Berlin',
    source: 'asterisk-csv',
    files: ['/var/log/asterisk/cdr-csv/Master.csv'],
    pollSeconds: 5,
    ours: { extensions: ['2xx'], numbers: [] },
    withoutPlus: false,
    voicemailPilots: [],
    usegmtime: false,
    encoding: 'windows-1252',
    outcomes: {},
    directions: {},
  });
});

const generic = { startedAt: 'Begin', from: 'Caller', to: 3 };
it.each([
  { ...base, source: 'freeswitch' },
  { ...base, source: 'twilio', ours: undefined, publicUrl: 'https://rail.example.com/in/phone' },
  {
    ...base,
    source: '3cx',
    files: ['/l/cdr.log'],
    columns: ['historyid', 'x', 'time-start', 'time-answered', 'from-no', 'to-no'],
  },
  {
    ...base,
    source: 'cisco-cucm',
    files: ['/cdr/cdr_*'],
    voicemailPilots: ['699'],
    since: '2026-11-01T00:00:00+01:00',
  },
  { ...base, source: 'generic-csv', files: ['/x.csv'], columns: generic, timeFormat: 'dd.MM.yyyy HH:mm:ss' },
  { ...base, source: 'generic-json', columns: { startedAt: '/at', from: 'from', to: 'to' } },
])('takes $source', input => {
  expect(problems(input)).toEqual([]);
});

const mistakes: [string, object, string][] = [
  ['no country', { ...asterisk, country: 'XX' }, 'country is a country code'],
  ['no time zone', { ...asterisk, timeZone: 'Berlin' }, 'timeZone is a time zone'],
  ['no file', { ...asterisk, files: undefined }, 'files are needed for asterisk-csv'],
  ['files for posts', { ...base, source: 'twilio', files: ['/x'] }, 'files are not read for twilio'],
  ['half a path', { ...asterisk, files: ['Master.csv'] }, 'files.0 is a whole path'],
  ['a star in a folder', { ...asterisk, files: ['/var/*/Master.csv'] }, 'files.0 may have a *'],
  ['nobody of ours', { ...asterisk, ours: undefined }, 'ours needs a pattern'],
  [
    'a pattern that is none',
    { ...asterisk, ours: { extensions: ['2..(x+)+'] } },
    'ours.extensions.0 is made of digits',
  ],
  ['no mapping', { ...base, source: '3cx', files: ['/x'] }, 'columns must say where to find historyid, time-start'],
  [
    'half a mapping',
    { ...base, source: 'generic-csv', files: ['/x'], columns: { from: 1 } },
    'columns must say where to find startedAt, to',
  ],
  [
    'an unknown field',
    { ...base, source: 'generic-csv', files: ['/x'], columns: { ...generic, caller: 1 } },
    'columns do not take caller',
  ],
  ['a column number in JSON', { ...base, source: 'generic-json', columns: generic }, 'columns of JSON are keys'],
  ['a mapping that is known', { ...base, source: 'cisco-cucm', files: ['/x'], columns: generic }, 'columns are known'],
  ['a format without a day', { ...asterisk, timeFormat: 'HH:mm' }, 'timeFormat is a format'],
  ['an unknown encoding', { ...asterisk, encoding: 'klingon' }, 'encoding is an encoding'],
  ['a word for nothing', { ...asterisk, outcomes: { weg: 'gone' } }, 'outcomes.weg '],
];
it.each(mistakes)('refuses %s, and says where', (_, input, expected) => {
  expect(problems(input).some(problem => problem.startsWith(expected)) ? expected : problems(input)).toBe(expected);
});
