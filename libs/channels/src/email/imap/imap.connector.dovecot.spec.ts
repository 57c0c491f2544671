// The lane against a real mail server. Where Dovecot is missing it is skipped in sight, and fails in CI.
import { startDovecot } from '../../../../../test/servers/dovecot.js';
import { describeImapConnector } from '../../../../../test/servers/imap-connector.suite.js';

const dovecot = await startDovecot();
if (dovecot) {
  describeImapConnector('Dovecot', dovecot);
} else {
  console.warn('SKIPPED Dovecot lane: apt-get install dovecot-imapd');
  it('has Dovecot in CI', () => {
    expect(process.env.CI).not.toBe('true');
  });
}
