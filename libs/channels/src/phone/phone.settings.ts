// What ops configure on a phone channel: which system logs the calls, how its records are read, and what numbers are ours. A value that cannot work is
// refused here, in words that ops understand, before any file is opened.
import { isAbsolute } from 'node:path';
import iconv from 'iconv-lite';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { CALL_DIRECTIONS, CALL_OUTCOMES } from '#tickets';
import { isNumberPattern } from './number/own.numbers.js';

/** Names of the encrypted values; they are never part of the settings. */
export const PHONE_SECRET_NAMES = ['twilio.authToken', 'generic.signingSecret', 'freeswitch.password'] as const;

export const PHONE_SOURCES = [
  'asterisk-csv',
  'freeswitch',
  'twilio',
  '3cx',
  'cisco-cucm',
  'generic-json',
  'generic-csv',
] as const;
export type PhoneSource = (typeof PHONE_SOURCES)[number];

const FILE_SOURCES: readonly PhoneSource[] = ['asterisk-csv', '3cx', 'cisco-cucm', 'generic-csv'];
export const readsFiles = (source: PhoneSource): boolean => FILE_SOURCES.includes(source);

/** What a mapping may name; of these a call needs `startedAt`, `from` and `to`. */
export const GENERIC_FIELDS = [
  ...['id', 'call', 'startedAt', 'answeredAt', 'endedAt', 'from', 'fromName', 'to', 'toName', 'direction', 'outcome'],
  ...['duration', 'talk', 'agent', 'ourNumber', 'voicemail', 'voicemailSeconds'],
] as const;

/** Fields of 3CX as its console calls them. */
export const THREECX_FIELDS = [
  ...['historyid', 'callid', 'duration', 'time-start', 'time-answered', 'time-end', 'reason-terminated', 'from-no'],
  ...['to-no', 'from-dn', 'to-dn', 'dial-no', 'reason-changed', 'final-number', 'final-dn', 'bill-code', 'bill-rate'],
  ...['bill-cost', 'bill-name', 'chain', 'from-type', 'to-type', 'final-type', 'from-dispname', 'to-dispname'],
  ...['final-dispname', 'missed-queue-calls'],
] as const;

const oneLine = z.string().regex(/^[^\r\n\0]*$/, 'must stand on one line');

/** A name in the header row or a number from 1; of JSON a key or a pointer like `/call/from` (RFC 6901). */
const column = z.union([
  z.int('is a whole number').min(1, 'counts from 1').max(500, 'is at most 500'),
  oneLine.trim().min(1, 'needs a name').max(200, 'is longer than 200 characters'),
]);

const columns = z.union([
  z.record(z.string().max(80), column),
  /** The fields in the order in which they stand in a row. */
  z.array(oneLine.trim().min(1).max(80)).min(1, 'needs at least one column').max(500, 'takes at most 500 columns'),
]);

const pattern = oneLine
  .trim()
  .refine(isNumberPattern, 'is made of digits, x for one digit, and * at the end for any more, like 2xx or +4930123*');
const patterns = z.array(pattern).max(200, 'takes at most 200 patterns').default([]);

const path = oneLine
  .trim()
  .min(1, 'needs a path')
  .max(500, 'is longer than 500 characters')
  .refine(isAbsolute, 'is a whole path that begins at the root, like /var/log/asterisk/cdr-csv/Master.csv')
  .refine(text => !text.slice(0, text.lastIndexOf('/')).includes('*'), 'may have a * in the name of the file only');

const publicUrl = oneLine
  .trim()
  .max(2_000, 'is longer than 2,000 characters')
  .refine(text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'is a whole address like https://…');

const words = <T extends string>(meanings: readonly T[]) =>
  z.record(z.string().trim().min(1).max(100), z.enum(meanings)).default({});

const settings = z.object({
  /** ISO 3166-1 alpha-2: numbers without a country code are of this country. */
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isSupportedCountry, 'is a country code of two letters, like DE')
    .transform(code => code as import('libphonenumber-js/max').CountryCode),
  /** Of the clock that writes the records, IANA. */
  timeZone: z
    .string()
    .trim()
    .refine(zone => IANAZone.isValidZone(zone), 'is a time zone like Europe/Berlin'),
  source: z.enum(PHONE_SOURCES),
  /** What to read; the name of the file may hold `*`. */
  files: z.array(path).min(1, 'needs at least one path').max(20, 'takes at most 20 paths').optional(),
  /** Seconds between two looks. */
  pollSeconds: z.number().min(0.05, 'is at least 0.05').max(3600, 'is at most 3600').default(5),
  columns: columns.optional(),
  ours: z.object({ extensions: patterns, numbers: patterns }).default({ extensions: [], numbers: [] }),
  /** What our telephones dial first to get a line, e.g. `0` or `9`. */
  outsideLine: z
    .string()
    .regex(/^[\d*#]{1,4}$/, 'is one to four of 0-9, * and #')
    .optional(),
  /** The source writes numbers with their country code and without the plus. */
  withoutPlus: z.boolean().default(false),
  /** CUCM: the numbers of the voicemail. */
  voicemailPilots: z.array(pattern).max(50, 'takes at most 50 numbers').default([]),
  /** Asterisk: `usegmtime=yes` in cdr.conf. */
  usegmtime: z.boolean().default(false),
  /** Twilio signs the address that it was given: the one before any proxy. */
  publicUrl: publicUrl.optional(),
  /** FreeSWITCH: the user of `cred`; with it posts prove themselves by the secret `freeswitch.password`. Else by an API key. */
  freeswitch: z.object({ user: oneLine.trim().min(1, 'needs a name').max(100) }).optional(),
  /** Of a CSV; left out: found out from its first row. */
  separator: z.enum([',', ';', '\t', '|']).optional(),
  /** Of text that is neither UTF-8 nor UTF-16. */
  encoding: z
    .string()
    .refine(name => iconv.encodingExists(name), 'is an encoding like windows-1252 or iso-8859-2')
    .default('windows-1252'),
  /** Of the source's times, in Luxon's letters (dd.MM.yyyy HH:mm:ss); left out: ISO 8601 and its likes, or seconds since 1970. */
  timeFormat: oneLine
    .trim()
    .min(1, 'needs letters')
    .max(60)
    .refine(isTimeFormat, 'is a format like dd.MM.yyyy HH:mm:ss, with a year, a month, a day and an hour')
    .optional(),
  /** Generic: what the source's words mean, beside the usual ones. */
  outcomes: words(CALL_OUTCOMES),
  directions: words(CALL_DIRECTIONS),
  /** Calls that began before are passed over: a log that is connected holds years of them. */
  since: z.iso.datetime({ offset: true, error: 'is a moment like 2026-11-28T00:00:00Z' }).optional(),
});

/** Luxon takes what a format leaves out from today: a day long ago comes back only whole. */
function isTimeFormat(format: string): boolean {
  const sample = DateTime.fromObject({ year: 2001, month: 2, day: 3, hour: 16 }, { zone: 'utc' });
  return DateTime.fromFormat(sample.toFormat(format), format, { zone: 'utc' }).toMillis() === sample.toMillis();
}

export const phoneSettings = settings.superRefine(({ source, files, columns: mapped, ours }, context) => {
  const wrong = (at: string, message: string) => context.addIssue({ code: 'custom', path: [at], message });
  if (readsFiles(source) && !files) wrong('files', `are needed for ${source}`);
  if (!readsFiles(source) && files) wrong('files', `are not read for ${source}: its records are posted`);
  const names = Array.isArray(mapped) ? mapped : Object.keys(mapped ?? {});
  const known: readonly string[] | null =
    source === '3cx' ? THREECX_FIELDS : source.startsWith('generic') ? GENERIC_FIELDS : null;
  if (known) {
    const needed =
      source === '3cx' ? ['historyid', 'time-start', 'time-answered', 'from-no', 'to-no'] : ['startedAt', 'from', 'to'];
    const missing = needed.filter(name => !names.includes(name));
    if (missing.length > 0) wrong('columns', `must say where to find ${missing.join(', ')}`);
    // An order names each column of a row, also those that nobody reads.
    const strange = Array.isArray(mapped) ? [] : names.filter(name => !known.includes(name));
    if (strange.length > 0) wrong('columns', `do not take ${strange.join(', ')}; they take ${known.join(', ')}`);
  }
  if (mapped && ['freeswitch', 'twilio', 'cisco-cucm'].includes(source)) wrong('columns', `are known for ${source}`);
  if (source === 'generic-json' && Object.values(mapped ?? {}).some(one => typeof one === 'number'))
    wrong('columns', 'of JSON are keys or pointers like /call/from');
  if (source !== 'twilio' && !source.startsWith('generic') && ours.extensions.length + ours.numbers.length === 0)
    wrong('ours', 'needs a pattern of our extensions or numbers: they tell who called whom');
});

export type PhoneSettings = z.output<typeof phoneSettings>;
