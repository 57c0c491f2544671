import fc from 'fast-check';
import type { DigestAlert } from '#store';
import { digestWords } from './digest.mail.js';

const URL = 'https://rail.example.com';
const alert = (over: Partial<DigestAlert> = {}): DigestAlert => ({
  id: 1,
  kind: 'handoff-returned',
  handoffId: null,
  text: 'Design request #12 was returned: no tolerance',
  ticketId: 12,
  departmentId: 1,
  departmentKey: 'customer-service',
  departmentName: 'Customer service',
  ...over,
});
const person = { name: 'Mara Lind', digest: 'hourly' as const, due: 'all' as const };

describe('a digest', () => {
  it('says what waits where, each with its link', () => {
    const words = digestWords(person, [alert(), alert({ text: 'The flow is late', ticketId: null })], URL);
    expect(words.subject).toBe('2 things wait on the rail of Customer service');
    expect(words.text).toBe(`Hello Mara Lind,

2 things wait on the rail of Customer service, and nobody has acknowledged them yet:

- Design request #12 was returned: no tolerance
  https://rail.example.com/d/customer-service/t/12

- The flow is late
  https://rail.example.com/d/customer-service

You chose to be told by mail once an hour at most. Choose otherwise in the menu behind your name: https://rail.example.com
`);
  });

  it('names one rail, two, or how many', () => {
    const on = (...names: string[]) =>
      digestWords(
        person,
        names.map((departmentName, departmentId) => alert({ departmentId, departmentName })),
        URL,
      ).subject;
    expect(on('Sales')).toBe('1 thing waits on the rail of Sales');
    expect(on('Sales', 'Engineering')).toBe('2 things wait on the rails of Sales and Engineering');
    expect(on('Sales', 'Engineering', 'Operations')).toBe('3 things wait on the rails of Sales and 2 others');
  });

  it('shows fifty, and counts the rest', () => {
    const { subject, text } = digestWords(person, Array<DigestAlert>(60).fill(alert()), URL);
    expect(subject).toMatch(/^60 things/);
    expect(text.match(/^- /gm)).toHaveLength(50);
    expect(text).toContain('… and 10 more: https://rail.example.com');
  });

  it('keeps every text on its line, whatever somebody wrote into it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (text, name, departmentName) => {
        const words = digestWords({ ...person, name: `x${name}` }, [alert({ text: `x${text}`, departmentName })], URL);
        expect(words.subject).not.toMatch(/[\r\n\0]/);
        expect(words.text.split('\n')).toHaveLength(9);
      }),
    );
    const words = digestWords(person, [alert({ text: 'a\r\nSubject: b\u2028c\u0085d\0e' })], URL);
    expect(words.text).toContain('- a Subject: b c d e\n');
  });

  it('says of one channel in its subject what fails, and why an administrator is told who chose no mails', () => {
    const fails = alert({
      kind: 'channel-failing',
      text: 'Support mailbox fails: mail.test:993 refused the connection. Look whether it runs.',
    });
    const words = digestWords({ name: 'Ops', digest: 'none', due: 'channels' }, [{ ...fails, ticketId: null }], URL);
    expect(words.subject).toBe('Support mailbox fails: mail.test:993 refused the connection.');
    expect(words.text).toContain(
      'News of channels, and nobody has acknowledged it yet:\n\n- Support mailbox fails: mail.test:993 refused the connection. Look whether it runs.\n  https://rail.example.com/console/health',
    );
    expect(words.text).toContain('Administrators are told at once when a channel fails');
    expect(digestWords(person, [fails, fails], URL).subject).toBe('2 news of channels of the rail of Customer service');
  });
});
