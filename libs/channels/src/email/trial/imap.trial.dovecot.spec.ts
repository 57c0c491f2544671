// The lane against a real Dovecot with quotas and rights. Where it is missing it is skipped in sight, and fails in CI.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestStep } from '#channels/contract';
import { startDovecot } from '../../../../../test/servers/dovecot.js';
import { emailSettings } from '../email.settings.js';
import { tryEmail } from './email.trial.js';

const home = await mkdtemp(join(tmpdir(), 'dovecot-acl-'));
await writeFile(join(home, 'acl'), 'Archive owner lr\n');
// Dovecot has an account of its own.
await chmod(home, 0o755);
const dovecot = await startDovecot(`
mail_plugins = quota acl
protocol imap {
  mail_plugins = quota imap_quota acl
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=20K
  acl = vfile:${home}/acl
}
namespace inbox {
  mailbox Archive {
    auto = create
  }
}
`);

if (dovecot) {
  afterAll(async () => {
    await dovecot.stop();
    await rm(home, { recursive: true, force: true });
  });
  const ports = {
    reach: async (host: string) => ({ outcome: 'reached' as const, addresses: [host] }),
    signal: new AbortController().signal,
  };
  async function steps(over: object = {}): Promise<Record<string, TestStep>> {
    const { host, port, user, password } = dovecot!;
    const settings = emailSettings.parse({ addresses: [user], imap: { host, port, user, tls: 'none', ...over } });
    const channel = { id: 0, key: 'box', kind: 'email', name: 'Box', departmentId: 1, settings };
    const tried = await tryEmail({ ...channel, secrets: { 'imap.password': password } }, ports);
    return Object.fromEntries(tried.map(one => [one.step, one]));
  }
  const mail = (bytes: number) => `From: a@example.org\r\nSubject: Large\r\n\r\n${'x'.repeat(bytes)}\r\n`;

  describe('a test of a mailbox at a real server', () => {
    it('says how much room there is, warns before it is full, and fails when it is', async () => {
      expect((await steps())['imap.room']).toMatchObject({ state: 'ok', words: expect.stringMatching(/^0 %/) });
      await dovecot.append(mail(18_500));
      expect((await steps())['imap.room']).toMatchObject({ state: 'warning', next: expect.stringContaining('Delete') });
      await dovecot.append(mail(1_000));
      expect((await steps())['imap.room']).toMatchObject({
        state: 'failed',
        words: expect.stringContaining('is full'),
      });
    });

    it('says that mails of a folder could not be marked, where the user may only read it', async () => {
      const tried = await steps({ folder: 'Archive' });
      expect(tried['imap.folder']?.state).toBe('ok');
      expect(tried['imap.rights']).toMatchObject({
        state: 'failed',
        words: expect.stringContaining('marked as read'),
        next: expect.stringContaining('right'),
      });
      expect((await steps({ folder: 'Archive', afterTaking: 'keep' }))['imap.rights']?.state).toBe('ok');
    });
  });
} else {
  const lane = process.env.CI ? it : it.skip;
  lane('a test of a mailbox at a real server needs Dovecot', () => expect(dovecot).not.toBeNull());
}
