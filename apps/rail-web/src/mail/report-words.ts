// What a delivery report says, in a clerk's words. Pure.

export interface Report {
  action: string;
  status: string;
}

/** By RFC 3463's subject and detail, where the reason is one that a clerk can act on. */
const BY_STATUS: [RegExp, string][] = [
  [/^5\.1\.[0-9]+$/, 'there is no such address'],
  [/^[45]\.2\.2$/, 'the mailbox is full'],
  [/^[45]\.2\.1$/, 'the mailbox is closed'],
  [/^[45]\.2\.3$|^[45]\.3\.4$/, 'the mail is too large'],
  [/^[45]\.4\.[0-9]+$/, 'the mail server cannot be reached'],
  [/^[45]\.7\.[0-9]+$/, 'the mail server refuses mail from us'],
];

/** "came back: there is no such address (5.1.1)", "is delayed (4.4.1)", "arrived". */
export function reportWords({ action, status }: Report): string {
  const why = BY_STATUS.find(([pattern]) => pattern.test(status))?.[1];
  const code = status ? ` (${status})` : '';
  if (action === 'delayed') return `is delayed${why ? `: ${why}` : ''}${code}`;
  if (action === 'failed') return `came back${why ? `: ${why}` : ''}${code}`;
  return `arrived${code}`;
}

/** Of a whole report, for its head. */
export function reportTitle(automatic: { isComplaint: boolean; reports: readonly Report[] }): string {
  const { isComplaint, reports } = automatic;
  if (isComplaint) return 'Complaint: a mail of ours was reported as spam';
  const failed = reports.filter(one => one.action === 'failed').length;
  if (failed > 1) return `Mail to ${failed} recipients came back`;
  if (failed === 1 || reports.length === 0) return 'Mail came back';
  return reports.some(one => one.action === 'delayed') ? 'Mail is delayed; nothing need be done' : 'Mail arrived';
}

/** `late`: somebody has not got our mail, or does not want it. */
export function reportTone(automatic: { isComplaint: boolean; reports: readonly Report[] }): 'late' | 'soon' | 'good' {
  const { isComplaint, reports } = automatic;
  if (isComplaint || reports.length === 0 || reports.some(one => one.action === 'failed')) return 'late';
  return reports.some(one => one.action === 'delayed') ? 'soon' : 'good';
}
