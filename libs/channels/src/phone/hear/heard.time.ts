// A record's times by their names, or the fault that names the place.
import { type ReadTime, readTime, type TimeRules } from '../time/wall.time.js';
import { needed, RecordFault, type RecordFields, shown } from './record.fields.js';

/** @throws RecordFault phone.field-missing, phone.time-unreadable */
export function neededTime(fields: RecordFields, name: string, rules: TimeRules): ReadTime {
  return parsed(fields, name, needed(fields, name), rules);
}

/** Null where it is empty, zero or all dashes, as sources write "never". @throws RecordFault phone.time-unreadable */
export function optionalTime(fields: RecordFields, name: string, rules: TimeRules): ReadTime | null {
  const text = fields.text(name);
  return /^[0\s:./-]*$/.test(text) ? null : parsed(fields, name, text, rules);
}

function parsed(fields: RecordFields, name: string, text: string, rules: TimeRules): ReadTime {
  const time = readTime(text, rules);
  if (time) return time;
  const wanted = rules.format === undefined ? 'a time like 2026-11-28 10:15:00' : `a time like ${rules.format}`;
  throw new RecordFault(
    'phone.time-unreadable',
    `${fields.called(name)} is ${shown(text)}, and not ${wanted}.`,
    fields.place(name),
  );
}
