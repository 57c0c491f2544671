// The words of a digest: how many things wait where, each with its link, and how to get fewer of these mails. Pure. Guarantee: what a text contains
// stays on its own line and can neither make a line of its own nor a field of the mail.
import type { DigestAlert, DigestChoice, DigestPerson } from '#store';

const MOST_LINES = 50;
const LONGEST_NAME = 60;
const LONGEST_SUBJECT = 150;

const WHEN: Record<Exclude<DigestChoice, 'none'>, string> = {
  each: 'at once',
  hourly: 'once an hour at most',
  daily: 'once each working day',
};

/**
 * @param alerts at least one, what has waited longest first
 * @param publicUrl where people reach the rails, without a slash at its end
 */
export function digestWords(
  person: Pick<DigestPerson, 'name' | 'digest' | 'due'>,
  alerts: readonly DigestAlert[],
  publicUrl: string,
): { subject: string; text: string } {
  const subject = subjectOf(alerts);
  const shown = alerts.slice(0, MOST_LINES).map(alert => `- ${oneLine(alert.text)}\n  ${linkOf(alert, publicUrl)}`);
  const more = alerts.length - shown.length;
  const text = [
    `Hello ${oneLine(person.name)},`,
    `${alerts.every(isOfChannel) ? 'News of channels' : subject}, and nobody has acknowledged ${alerts.length === 1 ? 'it' : 'them'} yet:`,
    shown.join('\n\n'),
    ...(more > 0 ? [`… and ${more} more: ${publicUrl}`] : []),
    reasonOf(person, publicUrl),
  ].join('\n\n');
  return { subject, text: `${text}\n` };
}

/** Of one channel the news itself: whoever reads it at 2 am on a telephone reads no more than this. */
function subjectOf(alerts: readonly DigestAlert[]): string {
  const [first, ...more] = alerts;
  if (first && more.length === 0 && isOfChannel(first)) return clipped(firstSentence(first.text), LONGEST_SUBJECT);
  if (alerts.every(isOfChannel)) return `${alerts.length} news of channels of ${railsOf(alerts)}`;
  return `${alerts.length === 1 ? '1 thing waits' : `${alerts.length} things wait`} on ${railsOf(alerts)}`;
}

function reasonOf({ digest, due }: Pick<DigestPerson, 'digest' | 'due'>, publicUrl: string): string {
  if (due === 'channels' || digest === 'none')
    return `Administrators are told at once when a channel fails, and when it works again: ${publicUrl}/console/health`;
  return `You chose to be told by mail ${WHEN[digest]}. Choose otherwise in the menu behind your name: ${publicUrl}`;
}

function railsOf(alerts: readonly DigestAlert[]): string {
  const names = [...new Map(alerts.map(alert => [alert.departmentId, clipped(alert.departmentName)])).values()];
  if (names.length === 1) return `the rail of ${names[0]}`;
  return names.length === 2
    ? `the rails of ${names.join(' and ')}`
    : `the rails of ${names[0]} and ${names.length - 1} others`;
}

function linkOf({ kind, departmentKey, ticketId }: DigestAlert, publicUrl: string): string {
  if (isOfChannel({ kind })) return `${publicUrl}/console/health`;
  const rail = `${publicUrl}/d/${encodeURIComponent(departmentKey)}`;
  return ticketId === null ? rail : `${rail}/t/${ticketId}`;
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const clipped = (text: string, longest = LONGEST_NAME): string => [...oneLine(text)].slice(0, longest).join('');

/** What to do about it stands in the text. */
const firstSentence = (text: string): string => /^.*?[.!?](?=\s)/s.exec(text)?.[0] ?? text;

const isOfChannel = ({ kind }: Pick<DigestAlert, 'kind'>): boolean =>
  kind === 'channel-failing' || kind === 'channel-recovered';
