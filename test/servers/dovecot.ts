// A real Dovecot in a temporary folder, unprivileged, up in a moment. Null where it is not installed.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { appendOver, expungeOver, listOver, type MailServer } from './mail-server.js';

const BINARY = '/usr/sbin/dovecot';

export interface Dovecot extends MailServer {
  /** Ends the server at once; `start` brings it back on the same port with the same mail. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Gives the folder a new UIDVALIDITY; the mails stay. */
  changeUidValidity(): Promise<void>;
}

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * @param more lines of its configuration, behind ours
 * @param tokens takes access tokens (XOAUTH2), and asks here by GET whose one is, with the token as bearer
 */
export async function startDovecot(more = '', tokens?: { userinfo: string }): Promise<Dovecot | null> {
  if (!existsSync(BINARY)) return null;
  const home = await mkdtemp(join(tmpdir(), 'dovecot-'));
  const account = accountToUse();
  const port = await freePort();
  const access = { host: '127.0.0.1', port, user: 'support@test.local', password: 'secret' };
  for (const folder of ['run', 'state', 'mail']) await mkdir(join(home, folder));
  await writeFile(join(home, 'users'), `${access.user}:{PLAIN}${access.password}:::::\n`);
  await writeFile(join(home, 'tokens.conf'), tokens ? tokenQuestion(tokens.userinfo) : '');
  const mechanisms = tokens ? tokenMechanisms(home) : '';
  await writeFile(join(home, 'dovecot.conf'), `${configuration(home, port, account)}${mechanisms}${more}`);
  for (const path of ['', 'run', 'state', 'mail', 'users', 'tokens.conf', 'dovecot.conf'])
    await chown(join(home, path), account.uid, account.gid);

  let stopServer = await launch(home, port, account);
  return {
    ...access,
    append: (raw, folder = 'INBOX', arrived?: Date) => appendOver(access, raw, folder, arrived),
    list: (folder = 'INBOX') => listOver(access, folder),
    expunge: uid => expungeOver(access, uid),
    kill: () => stopServer('SIGKILL'),
    async start() {
      stopServer = await launch(home, port, account);
    },
    async changeUidValidity() {
      await stopServer('SIGTERM');
      await newUidValidity(join(home, 'mail', access.user));
      stopServer = await launch(home, port, account);
    },
    async stop() {
      await stopServer('SIGTERM');
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The folder's index names its UIDVALIDITY: without index files and with another one in the list, Dovecot numbers anew. */
async function newUidValidity(maildir: string): Promise<void> {
  for (const name of await readdir(maildir)) {
    if (name.startsWith('dovecot.index') || name.startsWith('dovecot.list')) await rm(join(maildir, name));
  }
  const list = join(maildir, 'dovecot-uidlist');
  const text = await readFile(list, 'utf8');
  const validity = Number(/ V(\d+)/.exec(text)?.[1] ?? 1);
  await writeFile(list, text.replace(/ V\d+/, ` V${validity + 1000}`));
}

async function launch(
  home: string,
  port: number,
  account: Account,
): Promise<(signal: NodeJS.Signals) => Promise<void>> {
  const child = spawn(BINARY, ['-F', '-c', join(home, 'dovecot.conf')], {
    uid: account.uid,
    gid: account.gid,
    stdio: 'ignore',
    cwd: home,
  });
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  let gone = false;
  void exited.then(() => {
    gone = true;
  });
  await ready(port, () => gone, home);
  return async signal => {
    // A killed master leaves its children behind; they are ours, by their parent.
    const children = signal === 'SIGKILL' && child.pid !== undefined ? childrenOf(child.pid) : [];
    child.kill(signal);
    for (const pid of children) kill(pid);
    await exited;
  };
}

async function ready(port: number, gone: () => boolean, home: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (gone()) break;
    if (await greets(port)) return;
    await sleep(25);
  }
  const log = await readFile(join(home, 'log'), 'utf8').catch(() => 'no log');
  throw new Error(`Dovecot did not start: ${log}`);
}

function greets(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const done = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.setTimeout(1_000, () => done(false));
  });
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

/** Dovecot's login process refuses to be root: as root its own account is used, else ours. */
function accountToUse(): Account {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const name = own.uid === 0 ? 'dovecot' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  if (own.uid !== 0) return { name, ...own };
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { name, uid: id('-u'), gid: id('-g') };
}

const tokenQuestion = (userinfo: string): string => `introspection_mode = auth
introspection_url = ${userinfo}
username_attribute = username
active_attribute = active
active_value = true
`;

const tokenMechanisms = (home: string): string => `auth_mechanisms = plain login xoauth2
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${home}/tokens.conf
}
`;

function configuration(home: string, port: number, { name, uid, gid }: Account): string {
  const group = execFileSync('id', ['-gn', name], { encoding: 'utf8' }).trim();
  return `base_dir = ${home}/run
state_dir = ${home}/state
instance_name = ticket-rail-test
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
first_valid_uid = 0
last_valid_uid = 0
first_valid_gid = 0
last_valid_gid = 0
mail_uid = ${uid}
mail_gid = ${gid}
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${home}/mail/%u
imap_idle_notify_interval = 10 secs
auth_failure_delay = 0 secs
service anvil {
  chroot =
  # Without it each wrong password slows the next logins from this address, right ones as well.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${home}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${home}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
}
`;
}
