// A folder behind SFTP, over one connection. Guarantees: nothing is sent to a server that does not prove a named host key; whatever is asked ends, by an
// answer, by the end of the connection, or by a limit; files are renamed without posix-rename@openssh.com, which replaces what is there.
import type { SFTPWrapper, Stats } from 'ssh2';
import SftpClient from 'ssh2-sftp-client';
import type { SftpSettings } from '../../edi.settings.js';
import { fingerprintOf, matchesHostKey } from './host.key.js';
import { FolderFault, gather, type Listed, type RemoteFolder } from './remote.folder.js';
import { connectFault, operationFault } from './sftp.fault.js';

export interface SftpTimings {
  /** Whole sign-in, ms. */
  connect: number;
  /** One answer of the server, ms. */
  answer: number;
  /** A polite end, ms. */
  farewell: number;
}

export const SFTP_TIMINGS: SftpTimings = { connect: 30_000, answer: 60_000, farewell: 2_000 };
/** Three of these without an answer end the connection. */
const KEEP_ALIVE = 15_000;

export interface SftpSecrets {
  password?: string;
  privateKey?: string;
  passphrase?: string;
}

/** Of the channel's secrets, those that sign in. */
export const sftpSecrets = (secrets: Record<string, string>): SftpSecrets => ({
  ...(secrets['sftp.password'] ? { password: secrets['sftp.password'] } : {}),
  ...(secrets['sftp.privateKey'] ? { privateKey: secrets['sftp.privateKey'] } : {}),
  ...(secrets['sftp.passphrase'] ? { passphrase: secrets['sftp.passphrase'] } : {}),
});

/** @param addressNow where to connect to, of addresses that were judged; left out: to the host, as it is found @throws FolderFault */
export async function openSftpFolder(
  settings: SftpSettings,
  secrets: SftpSecrets,
  timings: SftpTimings = SFTP_TIMINGS,
  addressNow: () => Promise<string> = async () => settings.host,
): Promise<RemoteFolder> {
  const place = `${settings.user}@${settings.host}:${settings.port}`;
  if (!secrets.password && !secrets.privateKey)
    throw new FolderFault('EDI.AUTH', `${place} needs a password or a private key, and the channel has neither.`);
  const over = new AbortController();
  const ended = (error?: unknown) => over.abort(error);
  const client = new SftpClient('edi', { error: ended, end: ended, close: ended });
  let refusedKey: string | null = null;
  try {
    const wrapper = await client.connect({
      host: await addressNow(),
      port: settings.port,
      username: settings.user,
      ...secrets,
      readyTimeout: timings.connect,
      keepaliveInterval: KEEP_ALIVE,
      keepaliveCountMax: 3,
      hostVerifier: (key: Buffer) => {
        const known = matchesHostKey(key, settings.hostKey);
        if (!known) refusedKey = fingerprintOf(key);
        return known;
      },
    });
    return new SftpFolder(settings.root, place, client, wrapper, over, timings);
  } catch (error) {
    throw connectFault(error, place, refusedKey);
  }
}

type Callback<T> = (error: Error | null | undefined, value: T) => void;

class SftpFolder implements RemoteFolder {
  readonly place: string;

  constructor(
    private readonly root: string,
    private readonly server: string,
    private readonly client: SftpClient,
    private readonly wrapper: SFTPWrapper,
    private readonly end: AbortController,
    private readonly timings: SftpTimings,
  ) {
    this.place = root === '.' ? server : `${server}/${root.replace(/^\//, '')}`;
  }

  async list(path: string): Promise<Listed[]> {
    const found = await this.ask<{ filename: string; attrs: Stats }[]>(path, done =>
      this.wrapper.readdir(this.at(path), done),
    );
    return found
      .filter(({ filename }) => filename !== '.' && filename !== '..')
      .map(({ filename, attrs }) => listed(filename, attrs));
  }

  async stat(path: string): Promise<Listed | null> {
    try {
      const stats = await this.ask<Stats>(path, done => this.wrapper.lstat(this.at(path), done));
      return listed(path.slice(path.lastIndexOf('/') + 1), stats);
    } catch (error) {
      if (error instanceof FolderFault && error.code === 'EDI.MISSING') return null;
      throw error;
    }
  }

  async *read(path: string): AsyncIterable<Uint8Array> {
    const stream = this.wrapper.createReadStream(this.at(path));
    // One that is destroyed may still tell of the end of its connection, when nobody listens any more.
    stream.on('error', () => undefined);
    const chunks = (stream as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.limited(chunks.next(), path);
        if (next.done) return;
        yield next.value;
      }
    } finally {
      stream.destroy();
    }
  }

  readWhole(path: string, limit: number): Promise<Buffer> {
    return gather(this.read(path), limit);
  }

  /** Looks first: the protocol says that an existing name must not be replaced (draft-ietf-secsh-filexfer-02, 6.5), and not every server obeys. */
  async rename(from: string, to: string): Promise<'renamed' | 'taken' | 'gone'> {
    if (await this.stat(to)) return 'taken';
    try {
      await this.ask(from, done => this.wrapper.rename(this.at(from), this.at(to), done as Callback<void>));
      return 'renamed';
    } catch (error) {
      if (!(error instanceof FolderFault) || error.code === 'EDI.NO_PERMISSION') throw error;
      if (await this.stat(to)) return 'taken';
      if (!(await this.stat(from))) return 'gone';
      throw error;
    }
  }

  /** Looks first: of an exclusive open the protocol says no more than that it failed. One holder of the channel's lease writes there. */
  async writeNew(path: string, bytes: Uint8Array): Promise<'written' | 'taken'> {
    if (await this.stat(path)) return 'taken';
    await this.write(path, bytes);
    return 'written';
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    await this.ask(path, done => this.wrapper.writeFile(this.at(path), Buffer.from(bytes), done as Callback<void>));
  }

  /** The protocol has no word for it: that the server has taken it is all that it says. */
  async settle(): Promise<void> {}

  async remove(path: string): Promise<void> {
    try {
      await this.ask(path, done => this.wrapper.unlink(this.at(path), done as Callback<void>));
    } catch (error) {
      if (!(error instanceof FolderFault) || error.code !== 'EDI.MISSING') throw error;
    }
  }

  async makeFolder(path: string): Promise<void> {
    if ((await this.stat(path))?.what === 'folder') return;
    await this.ask(path, done => this.wrapper.mkdir(this.at(path), done as Callback<void>));
  }

  async close(): Promise<void> {
    if (this.end.signal.aborted) return;
    // Whoever still waits for an answer gets none.
    this.end.abort();
    const late = new Promise(resolve => setTimeout(resolve, this.timings.farewell).unref());
    await Promise.race([this.client.end().catch(() => false), late]);
  }

  private at(path: string): string {
    if (path === '.') return this.root;
    return this.root === '.' ? path : `${this.root.replace(/\/$/, '')}/${path}`;
  }

  private ask<T>(path: string, begin: (done: Callback<T>) => void): Promise<T> {
    const answer = new Promise<T>((resolve, reject) =>
      begin((error, value) => (error ? reject(error) : resolve(value))),
    );
    return this.limited(answer, path);
  }

  /** The client settles only one of the calls that a lost connection leaves open: each waits for the end by itself. */
  private async limited<T>(answer: Promise<T>, path: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let giveUp = (): void => undefined;
    const over = this.end.signal;
    const end = new Promise<never>((_, reject) => {
      giveUp = () => reject(new FolderFault('EDI.CLOSED', `The connection to ${this.server} ended.`));
      timer = setTimeout(
        () => reject(new FolderFault('EDI.SILENT', `${this.server} does not answer.`)),
        this.timings.answer,
      );
      if (over.aborted) giveUp();
      over.addEventListener('abort', giveUp, { once: true });
    });
    try {
      return await Promise.race([answer, end]);
    } catch (error) {
      throw operationFault(error, path, this.server, over.aborted);
    } finally {
      clearTimeout(timer);
      over.removeEventListener('abort', giveUp);
    }
  }
}

function listed(name: string, stats: Stats): Listed {
  // A server may send no mode; what it lists is then taken for a file, and reading it tells.
  const what =
    stats.mode === undefined || stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : ('other' as const);
  return { name, size: stats.size, mtime: stats.mtime * 1000, what };
}
