// The lane against a real OpenSSH server. Where sshd is missing it is skipped in sight, and fails in CI.
import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFakePorts } from '../../../../../../test/servers/connector-ports.js';
import { describeEdiFolder, interchange } from '../../../../../../test/servers/edi-folder.suite.js';
import { startSshd } from '../../../../../../test/servers/sshd.js';
import { startTcpProxy } from '../../../../../../test/servers/tcp-proxy.js';
import { ediSettings, type SftpSettings } from '../../edi.settings.js';
import { createFolderConnector } from '../pick-up/folder.connector.js';
import { TRANSPORT_TIMINGS } from '../pick-up/transport.timings.js';
import { openSftpFolder, SFTP_TIMINGS } from './sftp.folder.js';

const sshd = await startSshd();
if (sshd) {
  const settings = (changes: object = {}): SftpSettings => {
    const { host, port, user, fingerprint } = sshd;
    const read = ediSettings.parse({ sftp: { host, port, user, hostKey: fingerprint, root: sshd.folder, ...changes } });
    return read.sftp as SftpSettings;
  };
  const { privateKey } = sshd;
  const open = (changes?: object, secrets: object = { privateKey }) =>
    openSftpFolder(settings(changes), secrets, { ...SFTP_TIMINGS, connect: 10_000 });

  afterAll(() => sshd.stop());

  describeEdiFolder('SFTP', { root: sshd.folder, via: 'sftp', owner: sshd.owner, open: () => open() });

  describe('SFTP with OpenSSH', () => {
    it.each([
      ['a fingerprint', sshd.fingerprint],
      ['a public key', sshd.publicHostKey],
      ['one of several', ['SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', sshd.fingerprint]],
    ])('knows the server by %s', async (_, hostKey) => {
      const folder = await open({ hostKey });
      expect(await folder.list('.')).toEqual(expect.any(Array));
      await folder.close();
    });

    it('signs in to no server with another host key, and says which key it shows', async () => {
      const hostKey = 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
      await expect(open({ hostKey })).rejects.toMatchObject({
        code: 'EDI.HOST_KEY',
        message: expect.stringContaining(sshd.fingerprint),
      });
    });

    it('names a key that is refused, one that cannot be read, and a sign-in without any', async () => {
      await expect(open({}, { privateKey: sshd.strangersKey })).rejects.toMatchObject({ code: 'EDI.AUTH' });
      await expect(open({}, { privateKey: 'no key' })).rejects.toMatchObject({
        code: 'EDI.AUTH',
        message: expect.stringContaining('cannot be read'),
      });
      await expect(open({}, {})).rejects.toMatchObject({
        code: 'EDI.AUTH',
        message: expect.stringContaining('neither'),
      });
    });

    it('names a server that is not there', async () => {
      await expect(open({ port: 1 })).rejects.toMatchObject({ code: 'EDI.UNREACHABLE' });
    });

    it('refuses to read what its user may not read', async () => {
      await mkdir(join(sshd.folder, 'x'), { recursive: true });
      const secret = join(sshd.folder, 'x/secret.edi');
      await writeFile(secret, interchange(1));
      if (process.getuid?.() !== 0) await chmod(secret, 0);
      else {
        await chown(secret, 0, 0);
        await chmod(secret, 0o600);
      }
      const folder = await open();
      const read = async () => {
        for await (const _ of folder.read('x/secret.edi')) break;
      };
      await expect(read()).rejects.toMatchObject({ code: 'EDI.NO_PERMISSION' });
      await folder.close();
      await rm(join(sshd.folder, 'x'), { recursive: true });
    });

    it('tells of a connection that ends under it, whatever was asked and however often', async () => {
      const folder = await open();
      await folder.list('.');
      await sshd.kill();
      const asked = await Promise.allSettled([
        folder.list('.'),
        folder.stat('in'),
        folder.write('a', Buffer.from('b')),
      ]);
      await sshd.start();
      expect(asked.map(one => one.status === 'rejected' && one.reason.code)).toEqual(
        Array.from(asked, () => 'EDI.CLOSED'),
      );
      await folder.close();
    });

    it('gives up on a server that has gone silent, and says so', async () => {
      const proxy = await startTcpProxy(sshd);
      const silent = { ...SFTP_TIMINGS, answer: 200, farewell: 50 };
      const folder = await openSftpFolder(settings({ port: proxy.port }), { privateKey }, silent);
      await folder.list('.');
      proxy.freeze();
      await expect(folder.list('.')).rejects.toMatchObject({ code: 'EDI.SILENT' });
      await folder.close();
      await proxy.stop();
    });

    // Far below the minute that an answer may take.
    it('is not held up by a silent server when it stops', async () => {
      const proxy = await startTcpProxy(sshd);
      const ports = createFakePorts();
      const limits = { fileBytes: 1_000_000, interchangeBytes: 1_000_000 };
      const watch = { channelId: 7, via: 'sftp' as const, inbox: 'in', outbox: 'out', pollSeconds: 0.05, limits };
      const timings = { ...TRANSPORT_TIMINGS, farewell: 100 };
      const connector = createFolderConnector({ ...watch, open: () => open({ port: proxy.port }) }, ports, timings);
      await connector.start();
      await ports.until('it watches', () => ports.lastHealth(7)?.state === 'ok');
      proxy.freeze();
      await sleep(200);
      await connector.stop();
      const begun = createFolderConnector({ ...watch, open: () => open({ port: proxy.port }) }, ports, timings);
      await begun.start();
      await sleep(200);
      await begun.stop();
      await proxy.stop();
    }, 20_000);

    it('goes on after the server was away in the middle of the work', async () => {
      for (const name of ['in', 'out', 'work', 'done', 'error']) {
        await rm(join(sshd.folder, name), { recursive: true, force: true });
        await mkdir(join(sshd.folder, name));
        await chown(join(sshd.folder, name), sshd.owner.uid, sshd.owner.gid);
      }
      const ports = createFakePorts();
      ports.beforeCommit = async () => {
        ports.beforeCommit = () => undefined;
        await sshd.kill();
      };
      const file = join(sshd.folder, 'in/order.edi');
      await writeFile(file, interchange(1));
      await chown(file, sshd.owner.uid, sshd.owner.gid);
      const limits = { fileBytes: 1_000_000, interchangeBytes: 1_000_000 };
      const watch = { channelId: 7, via: 'sftp' as const, inbox: 'in', outbox: 'out', pollSeconds: 0.05, limits };
      const timings = { ...TRANSPORT_TIMINGS, retry: { first: 20, longest: 50 } };
      const connector = createFolderConnector({ ...watch, open: () => open() }, ports, timings);
      await connector.start();
      const failing = (code: string) => ports.healths.some(({ health }) => 'code' in health && health.code === code);
      await ports.until('the server is missed', () => failing('EDI.UNREACHABLE'));
      await sshd.start();
      await ports.until('it is back', () => ports.lastHealth(7)?.state === 'ok');
      await connector.stop();
      expect(await readdir(join(sshd.folder, 'done'))).toEqual(['order.edi']);
      expect(await readFile(join(sshd.folder, 'done/order.edi'), 'utf8')).toBe(interchange(1));
      expect(ports.stored).toHaveLength(1);
    });
  });
} else {
  console.warn('SKIPPED SFTP lane: apt-get install openssh-server');
  it('has sshd in CI', () => {
    expect(process.env.CI).not.toBe('true');
  });
}
