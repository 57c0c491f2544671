// Rows of a log that are no calls: the names of the columns, and CUCM's row of their types. Pure.
import type { PhoneSettings, PhoneSource } from '../phone.settings.js';
import { THREECX_FIELDS } from '../phone.settings.js';

/** cdr.conf and cdr_custom.conf call them so. */
const ASTERISK = [
  ...[
    'accountcode',
    'src',
    'dst',
    'dcontext',
    'clid',
    'channel',
    'dstchannel',
    'lastapp',
    'lastdata',
    'start',
    'answer',
  ],
  ...['end', 'duration', 'billsec', 'disposition', 'amaflags', 'uniqueid', 'userfield', 'peeraccount', 'linkedid'],
  'sequence',
];
const CUCM = ['cdrRecordType', 'globalCallID_callManagerId', 'globalCallID_callId', 'dateTimeOrigination'];

const OWN_NAMES: Partial<Record<PhoneSource, readonly string[]>> = {
  'asterisk-csv': ASTERISK,
  '3cx': THREECX_FIELDS,
  'cisco-cucm': CUCM,
};
/** Names of the source in one row, from which on it cannot be a call. */
const ENOUGH = 4;

export const nameOf = (text: string): string => text.trim().toLowerCase();

/** True where a row holds the columns' names. */
export function headerTest({ source, columns }: PhoneSettings): (values: readonly string[]) => boolean {
  const mapped = Array.isArray(columns) ? [] : Object.values(columns ?? {}).filter(one => typeof one === 'string');
  const own = new Set((OWN_NAMES[source] ?? []).map(nameOf));
  const wanted = new Set(mapped.map(nameOf));
  return values => {
    const names = new Set(values.map(nameOf));
    const has = (all: Set<string>) => [...all].filter(name => names.has(name)).length;
    // Half of what was mapped will do: whatever is missing is told of with each call.
    return (wanted.size > 0 && has(wanted) * 2 > wanted.size) || has(own) >= ENOUGH;
  };
}

/** The second row of a file of CUCM: `INTEGER`, `VARCHAR(50)`, … */
export const isTypeRow = (values: readonly string[]): boolean =>
  values.length >= 3 &&
  values.slice(0, 3).every(value => /^(INTEGER|UNIQUEIDENTIFIER|VARCHAR ?\(\d+\))$/i.test(value.trim()));

export const isBlankRow = (values: readonly string[]): boolean => values.every(value => value.trim() === '');
