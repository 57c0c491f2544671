// Our own demo mails: customers who write to a small maker of pumps. Guarantee: the same mails on every call and machine; only
// the Date fields move, so that a demo looks like the last working day.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FIRST_HOUR = 8;
const LAST_HOUR = 17;
/** A day with less than this behind it is too young to show; the day before is taken. */
const SHORTEST_DAY_MS = 2 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Raw mails (RFC 5322, CRLF), oldest first, dated over the working hours of the last working day before `now`.
 * @param now end of the time that the dates may lie in
 */
export async function sampleMails(now: Date = new Date()): Promise<Buffer[]> {
  const folder = sampleFolder(import.meta.url);
  const names = (await readdir(folder)).filter(name => name.endsWith('.eml')).sort();
  const mails = await Promise.all(names.map(name => readFile(`${folder}${name}`)));
  const { start, end } = lastWorkingDay(now);
  const step = (end - start) / Math.max(1, mails.length);
  return mails.map((mail, index) => withDate(mail, new Date(Math.floor((start + index * step) / 1000) * 1000)));
}

/** The compiler copies no mails to dist: they are read where the sources are. */
function sampleFolder(here: string): string {
  const source = here.replace(
    /\/dist\/libs\/channels\/src\/email\/samples\/([^/]*)$/,
    '/libs/channels/src/email/samples/$1',
  );
  return fileURLToPath(new URL('./mails/', source));
}

/** Milliseconds between which the dates lie, in the machine's own time zone. */
function lastWorkingDay(now: Date): { start: number; end: number } {
  const day = new Date(now);
  day.setHours(FIRST_HOUR, 0, 0, 0);
  if (now.getTime() - day.getTime() < SHORTEST_DAY_MS) day.setDate(day.getDate() - 1);
  while (day.getDay() === 0 || day.getDay() === 6) day.setDate(day.getDate() - 1);
  const start = day.getTime();
  const end = Math.min(start + (LAST_HOUR - FIRST_HOUR) * (DAY_MS / 24), now.getTime() - 60_000);
  return { start, end };
}

/** The mail with its Date field (RFC 5322, 3.3) set, in UTC. */
function withDate(mail: Buffer, date: Date): Buffer {
  const text = mail.toString('latin1').replace(/^Date: .*$/m, `Date: ${date.toUTCString().replace('GMT', '+0000')}`);
  return Buffer.from(text, 'latin1');
}
