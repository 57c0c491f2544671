// Folders of this machine and behind a real OpenSSH server. Where sshd is missing that lane is skipped in sight, and fails in CI.
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestStep } from '#channels/contract';
import { startSshd } from '../../../../../test/servers/sshd.js';
import { ediSettings } from '../edi.settings.js';
import { tryEdi } from './edi.trial.js';

const ports = {
  reach: async (host: string) => ({ outcome: 'reached' as const, addresses: [host] }),
  signal: new AbortController().signal,
};
async function steps(given: object, secrets: Record<string, string> = {}): Promise<Record<string, TestStep>> {
  const settings = ediSettings.parse(given);
  const tried = await tryEdi(
    { id: 0, key: 'edi', kind: 'edi', name: 'EDI', departmentId: 1, settings, secrets },
    ports,
  );
  return Object.fromEntries(tried.map(one => [one.step, one]));
}
const EDI =
  'ISA*00*          *00*          *ZZ*PARTNER        *ZZ*US             *260101*1200*U*00401*000000001*0*P*>~\n';

describe('a test of a folder', () => {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'edi-trial-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));

  it('finds it empty, and says which folders the channel will make', async () => {
    const tried = await steps({ folder: { path } });
    expect(tried['folder.find']?.state).toBe('ok');
    expect(tried['folder.inside']).toMatchObject({ state: 'warning', words: expect.stringContaining('"in", "out"') });
    expect(tried['folder.rights']?.state).toBe('ok');
    expect(await readdir(path)).toEqual([]);
  });

  it('reads the oldest file, and leaves everything as it was', async () => {
    for (const name of ['in', 'out', 'work', 'done', 'error']) await mkdir(join(path, name));
    await writeFile(join(path, 'in', 'order.edi'), EDI);
    const tried = await steps({ folder: { path } });
    expect(Object.values(tried).map(one => one.state)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(tried['folder.message']?.words).toContain('"order.edi"');
    expect(await readdir(join(path, 'in'))).toEqual(['order.edi']);
    expect(await readdir(join(path, 'work'))).toEqual([]);
    await writeFile(join(path, 'in', 'order.edi'), 'hello');
    expect((await steps({ folder: { path } }))['folder.message']).toMatchObject({ state: 'warning' });
  });

  it('says that it is not there, and what stands in the way of one of its folders', async () => {
    const missing = await steps({ folder: { path: join(path, 'missing') } });
    expect(missing['folder.find']).toMatchObject({ state: 'failed', next: expect.stringContaining('mounted') });
    expect(missing['folder.rights']?.state).toBe('skipped');
    await writeFile(join(path, 'work'), '');
    expect((await steps({ folder: { path } }))['folder.find']).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('"work"'),
    });
  });
});

describe('a test of the address for acknowledgements', () => {
  it('posts nothing, and names a redirect and a missing page', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
      const status = { '/moved': 302, '/missing': 404 }[request.url ?? ''] ?? 405;
      response.writeHead(status, { location: 'http://169.254.169.254/' }).end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = async (at: string) =>
      (await steps({ http: { answerUrl: `http://127.0.0.1:${port}${at}` } }, { 'http.answerKey': 'canary' }))[
        'answer.ask'
      ];
    expect(await ask('/in')).toMatchObject({ state: 'ok', words: expect.stringContaining('405') });
    expect(await ask('/moved')).toMatchObject({ state: 'failed', words: expect.stringContaining('redirect') });
    expect(await ask('/missing')).toMatchObject({ state: 'failed', words: expect.stringContaining('404') });
    expect(asked).toEqual(['HEAD /in', 'HEAD /moved', 'HEAD /missing']);
    await new Promise(resolve => server.close(resolve));
  });
});

const sshd = await startSshd();
if (sshd) {
  afterAll(() => sshd.stop());
  const { host, port, user, fingerprint, privateKey } = sshd;
  const sftp = (over: object = {}) => ({
    sftp: { host, port, user, hostKey: fingerprint, root: sshd.folder, ...over },
  });

  describe('a test of a folder behind SFTP', () => {
    it('goes through every step, and leaves nothing behind', async () => {
      const tried = await steps(sftp(), { 'sftp.privateKey': privateKey });
      expect(Object.values(tried).filter(one => one.state === 'failed')).toEqual([]);
      expect(tried['sftp.sign-in']?.state).toBe('ok');
      expect(tried['folder.rights']?.state).toBe('ok');
      expect(await readdir(sshd.folder)).toEqual([]);
    });

    it('tells a strange host key from a refused key of ours', async () => {
      const hostKey = 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
      const strange = await steps(sftp({ hostKey }), { 'sftp.privateKey': privateKey });
      expect(strange['sftp.host-key']).toMatchObject({ state: 'failed', words: expect.stringContaining(fingerprint) });
      expect(strange['sftp.sign-in']?.state).toBe('skipped');
      const refused = await steps(sftp(), { 'sftp.privateKey': sshd.strangersKey });
      expect(refused['sftp.host-key']?.state).toBe('ok');
      expect(refused['sftp.sign-in']).toMatchObject({ state: 'failed', next: expect.stringContaining('public key') });
    });

    it('says that the right to write is missing', async () => {
      const closed = join(sshd.folder, 'closed');
      await mkdir(closed);
      await chown(closed, sshd.owner.uid, sshd.owner.gid);
      await chmod(closed, 0o555);
      const tried = await steps(sftp({ root: closed }), { 'sftp.privateKey': privateKey });
      expect(tried['folder.rights']).toMatchObject({
        state: 'failed',
        words: expect.stringContaining('right to write'),
      });
      await rm(closed, { recursive: true });
    });
  });
} else {
  const lane = process.env.CI ? it : it.skip;
  lane('a test of a folder behind SFTP needs sshd', () => expect(sshd).not.toBeNull());
}
