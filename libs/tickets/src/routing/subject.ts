// Subjects: what two mails of one conversation have in common, and the ticket number that we put there ourselves.

const REPLY = [
  're',
  'aw',
  'antw',
  'antwort',
  'sv',
  'vs',
  'ref',
  'rif',
  'odp',
  'ynt',
  'res',
  'vá',
  'atb',
  'отв',
  'απ',
  '回复',
  '答复',
  'hal',
];
const FORWARD = ['fwd', 'fw', 'wg', 'tr', 'rv', 'enc', 'vb', 'doorst', 'vl', 'pd', 'i̇lt', 'ilt', 'пер', '转发', '轉寄'];

// "Re:", "AW :", "RE[2]:", "Fwd：" and our own or a list's "[tag]" in front of them.
const prefix = (words: string[]) =>
  new RegExp(`^(?:\\[[^\\]]{1,40}\\]\\s*)?(?:${words.join('|')})\\s*(?:\\[\\d+\\]|\\(\\d+\\))?\\s*[:：]\\s*`, 'iu');
const ANY_PREFIX = prefix([...REPLY, ...FORWARD]);
const FORWARD_PREFIX = prefix(FORWARD);
const TOKEN = /(?<![\p{L}\p{N}_#[\]])\[#(\d{1,15})\](?![\p{L}\p{N}_\]])/gu;

/** The token that our mails carry: `[#123]`. */
export const subjectToken = (ticketId: number): string => `[#${ticketId}]`;

/** Of an answer: `Re: … [#123]`, each of both once, on one line. */
export function answerSubject(ticketId: number, subject: string): string {
  const token = subjectToken(ticketId);
  const plain = subject
    .replaceAll(token, ' ')
    .replace(/[\r\n\0\s]+/g, ' ')
    .trim();
  const answered = /^re\s*:/i.test(plain) ? plain : `Re: ${plain}`;
  return `${answered.slice(0, 300).trim()} ${token}`;
}

/** Of an acknowledgement: nothing that the sender wrote is sent to an address that he may have made up. */
export const acknowledgementSubject = (ticketId: number): string => answerSubject(ticketId, ACKNOWLEDGED);
const ACKNOWLEDGED = 'Your message';

/** True for an answer to the mail of that key, or to our acknowledgement of it. */
export const goesOnWith = (subject: string, key: string): boolean =>
  [key, subjectKey(ACKNOWLEDGED)].includes(subjectKey(subject));

/** Numbers of tokens that stand alone, in order; a token inside a longer word is none. */
export function readSubjectTokens(subject: string): number[] {
  return [...subject.matchAll(TOKEN)].map(match => Number(match[1]));
}

/** Subject without Re:/Fwd: (in the common languages), tokens and spacing, lower case, at most 200 characters. */
export function subjectKey(subject: string): string {
  let rest = subject.replace(TOKEN, ' ').trim();
  for (let i = 0; i < 20 && ANY_PREFIX.test(rest); i++) rest = rest.replace(ANY_PREFIX, '');
  return rest.replace(/\s+/g, ' ').trim().toLowerCase().slice(0, 200).toWellFormed();
}

/** True where the outermost prefix says that this mail was forwarded. */
export const isForward = (subject: string): boolean => FORWARD_PREFIX.test(subject.trim());
