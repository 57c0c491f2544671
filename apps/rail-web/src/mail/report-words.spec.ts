import { reportTitle, reportTone, reportWords } from './report-words.js';

describe('the words of a delivery report', () => {
  it.each([
    [{ action: 'failed', status: '5.1.1' }, 'came back: there is no such address (5.1.1)'],
    [{ action: 'failed', status: '5.2.2' }, 'came back: the mailbox is full (5.2.2)'],
    [{ action: 'failed', status: '' }, 'came back'],
    [{ action: 'delayed', status: '4.4.1' }, 'is delayed: the mail server cannot be reached (4.4.1)'],
    [{ action: 'delivered', status: '2.0.0' }, 'arrived (2.0.0)'],
  ])('say of %j: %s', (report, words) => {
    expect(reportWords(report)).toBe(words);
  });

  it('tell a failure from a delay, and a complaint from both', () => {
    const of = (...actions: string[]) => ({
      isComplaint: false,
      reports: actions.map(action => ({ action, status: '' })),
    });
    expect([reportTitle(of('failed', 'failed')), reportTone(of('failed'))]).toEqual([
      'Mail to 2 recipients came back',
      'late',
    ]);
    expect([reportTitle(of('delayed')), reportTone(of('delayed'))]).toEqual([
      'Mail is delayed; nothing need be done',
      'soon',
    ]);
    expect(reportTone(of('delivered'))).toBe('good');
    expect(reportTitle({ isComplaint: true, reports: [] })).toContain('Complaint');
  });
});
