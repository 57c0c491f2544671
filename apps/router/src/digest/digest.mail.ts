// The words of a digest: how many things wait where, each with its link, and how to get fewer of these mails. Pure. Guarantee: what a text contains
// stays on its own line and can neither make a line of its own nor a field of the mail.
import type { DigestAlert, DigestPerson } from '#store';

const MOST_LINES = 50;
const LONGEST_NAME = 60;

const WHEN: Record<DigestPerson['digest'], string> = {
  each: 'at once',
  hourly: 'once an hour at most',
  daily: 'once each working day',
};

/**
 * @param alerts at least one, what has waited longest first
 * @param publicUrl where people reach the rails, without a slash at its end
 */
export function digestWords(
  person: Pick<DigestPerson, 'name' | 'digest'>,
  alerts: readonly DigestAlert[],
  publicUrl: string,
): { subject: string; text: string } {
  const subject = `${alerts.length === 1 ? '1 thing waits' : `${alerts.length} things wait`} on ${railsOf(alerts)}`;
  const shown = alerts.slice(0, MOST_LINES).map(alert => `- ${oneLine(alert.text)}\n  ${linkOf(alert, publicUrl)}`);
  const more = alerts.length - shown.length;
  const text = [
    `Hello ${oneLine(person.name)},`,
    `${subject}, and nobody has acknowledged ${alerts.length === 1 ? 'it' : 'them'} yet:`,
    shown.join('\n\n'),
    ...(more > 0 ? [`… and ${more} more: ${publicUrl}`] : []),
    `You chose to be told by mail ${WHEN[person.digest]}. Choose otherwise in the menu behind your name: ${publicUrl}`,
  ].join('\n\n');
  return { subject, text: `${text}\n` };
}

function railsOf(alerts: readonly DigestAlert[]): string {
  const names = [...new Map(alerts.map(alert => [alert.departmentId, clipped(alert.departmentName)])).values()];
  if (names.length === 1) return `the rail of ${names[0]}`;
  return names.length === 2
    ? `the rails of ${names.join(' and ')}`
    : `the rails of ${names[0]} and ${names.length - 1} others`;
}

function linkOf({ kind, departmentKey, ticketId }: DigestAlert, publicUrl: string): string {
  if (kind === 'channel-failing' || kind === 'channel-recovered') return `${publicUrl}/console/health`;
  const rail = `${publicUrl}/d/${encodeURIComponent(departmentKey)}`;
  return ticketId === null ? rail : `${rail}/t/${ticketId}`;
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const clipped = (name: string): string => [...oneLine(name)].slice(0, LONGEST_NAME).join('');
