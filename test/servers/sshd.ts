// A real OpenSSH server in a temporary folder, unprivileged, with nothing but SFTP, up in a moment. Null where it is not installed.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';

const BINARY = '/usr/sbin/sshd';

export interface Sshd {
  host: string;
  port: number;
  user: string;
  /** A key that signs in, and one that does not. */
  privateKey: string;
  strangersKey: string;
  /** Of the server: a line for `hostKey`, and its fingerprint. */
  publicHostKey: string;
  fingerprint: string;
  /** The folder that is served, as this machine sees it, and its owner. */
  folder: string;
  owner: { uid: number; gid: number };
  /** Ends the server and its sessions at once; `start` brings it back on the same port with the same files. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSshd(): Promise<Sshd | null> {
  if (!existsSync(BINARY)) return null;
  const home = await mkdtemp(join(tmpdir(), 'sshd-'));
  const account = accountToUse();
  const port = await freePort();
  const folder = join(home, 'files');
  await mkdir(folder);
  for (const name of ['host', 'user', 'stranger'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', join(home, name)]);
  const read = (name: string) => readFile(join(home, name), 'utf8');
  await writeFile(join(home, 'authorized'), await read('user.pub'));
  await writeFile(join(home, 'sshd_config'), configuration(home, port));
  for (const path of ['', 'files', 'host', 'host.pub', 'authorized', 'sshd_config'])
    await chown(join(home, path), account.uid, account.gid);
  const fingerprint = execFileSync('ssh-keygen', ['-l', '-f', join(home, 'host.pub')], { encoding: 'utf8' });
  let stopServer = await launch(home, port, account);
  return {
    host: '127.0.0.1',
    port,
    user: account.name,
    privateKey: await read('user'),
    strangersKey: await read('stranger'),
    publicHostKey: (await read('host.pub')).trim(),
    fingerprint: String(fingerprint.split(' ')[1]),
    folder,
    owner: account,
    kill: () => stopServer(),
    async start() {
      stopServer = await launch(home, port, account);
    },
    async stop() {
      await stopServer();
      await rm(home, { recursive: true, force: true });
    },
  };
}

interface Account {
  name: string;
  uid: number;
  gid: number;
}

async function launch(home: string, port: number, { uid, gid }: Account): Promise<() => Promise<void>> {
  const args = ['-D', '-e', '-f', join(home, 'sshd_config')];
  const child = spawn(BINARY, args, { uid, gid, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', chunk => said.push(String(chunk)));
  let gone = false;
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  void exited.then(() => {
    gone = true;
  });
  for (let attempt = 0; attempt < 200 && !gone; attempt += 1) {
    if (await greets(port)) {
      return async () => {
        // A killed master leaves its sessions behind; they are ours, by their parents.
        const sessions = child.pid !== undefined && !gone ? descendantsOf(child.pid) : [];
        child.kill('SIGKILL');
        for (const pid of sessions) kill(pid);
        await exited;
      };
    }
    await sleep(25);
  }
  if (!gone) child.kill('SIGKILL');
  throw new Error(`sshd did not start: ${said.join('')}`);
}

function greets(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const done = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('data', chunk => done(String(chunk).startsWith('SSH-2.0')));
    socket.once('error', () => done(false));
    socket.setTimeout(1_000, () => done(false));
  });
}

function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid);
  return [...children, ...children.flatMap(descendantsOf)];
}

function childrenOf(pid: number): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number);
  } catch {
    return []; // pgrep exits with 1 where there are none
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Without root, sshd signs in only whoever runs it. As root it is run by an account that is on every system; `nobody` may count as locked (nss-systemd). */
function accountToUse(): Account {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const name = own.uid === 0 ? 'daemon' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  if (own.uid !== 0) return { name, ...own };
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { name, uid: id('-u'), gid: id('-g') };
}

const configuration = (home: string, port: number): string => `Port ${port}
ListenAddress 127.0.0.1
HostKey ${home}/host
PidFile none
AuthorizedKeysFile ${home}/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PubkeyAuthentication yes
MaxStartups 100
LogLevel ERROR
Subsystem sftp internal-sftp
ForceCommand internal-sftp -d ${home}/files
`;
