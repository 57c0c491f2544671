// Tries the way to a folder behind SFTP: name, connection, host key, sign-in, then the folder. Guarantee: nothing is sent to a server whose host key was not
// named, no password and no file.
import {
  addressesOf,
  connectFault,
  limitOf,
  StepFault,
  type StepSaid,
  type StepTry,
  type TrialPorts,
  Wire,
} from '#channels/contract';
import type { SftpSettings } from '../edi.settings.js';
import { FolderFault, type RemoteFolder } from '../transport/folder/remote.folder.js';
import { openSftpFolder, SFTP_TIMINGS, sftpSecrets } from '../transport/folder/sftp.folder.js';
import { FolderTrial } from './folder.trial.js';
import { folderFault } from './folder.words.js';

export class SftpTrial {
  private addresses: string[] = [];
  private opened: Promise<RemoteFolder> | null = null;
  private readonly folder: FolderTrial;

  constructor(
    private readonly sftp: SftpSettings,
    private readonly secrets: Record<string, string>,
    private readonly ports: TrialPorts,
  ) {
    this.folder = new FolderTrial(sftp, () => this.open());
  }

  steps(): StepTry[] {
    return [
      { step: 'sftp.lookup', title: 'Look up the name', run: () => this.lookUp() },
      { step: 'sftp.connect', title: 'Connect', run: () => this.connect() },
      { step: 'sftp.host-key', title: 'Check the host key', run: () => this.checkHostKey() },
      { step: 'sftp.sign-in', title: 'Sign in', run: () => this.signIn() },
      ...this.folder.steps(),
    ];
  }

  async close(): Promise<void> {
    await this.folder.close();
    const folder = await this.opened?.catch(() => null);
    await folder?.close();
  }

  private async lookUp(): Promise<StepSaid> {
    const { host, port } = this.sftp;
    this.addresses = await addressesOf(host, port, this.ports);
    return `${host} is known.`;
  }

  /** RFC 4253, section 4.2: lines of another kind may come before the version. */
  private async connect(): Promise<StepSaid> {
    const { host, port } = this.sftp;
    const place = { host, port, tls: 'none', protocol: 'SFTP', usual: { implicit: 22, starttls: 22 } } as const;
    let wire: Wire | null = null;
    try {
      wire = await Wire.open(this.addresses, port, limitOf(this.ports));
      for (let lines = 0; lines < 20; lines++)
        if ((await wire.line()).startsWith('SSH-')) return `${host} answers on port ${port}.`;
    } catch (error) {
      throw connectFault(error, place);
    } finally {
      wire?.close();
    }
    throw new StepFault(
      `Something answers on port ${port} of ${host}, and it is no SSH server.`,
      'Check the port: SFTP is usually on 22. FTP and FTPS are something else, and are not spoken here.',
    );
  }

  /** Comes first in the protocol: a refused sign-in means that the key was the one that ops named. */
  private async checkHostKey(): Promise<StepSaid> {
    try {
      await this.open();
    } catch (error) {
      if (!(error instanceof FolderFault) || error.code !== 'EDI.AUTH') throw folderFault(error);
    }
    return 'The server proves that it is the one that the settings name.';
  }

  private async signIn(): Promise<StepSaid> {
    try {
      await this.open();
    } catch (error) {
      throw folderFault(error);
    }
    return `${this.sftp.host} takes ${this.sftp.user}.`;
  }

  private open(): Promise<RemoteFolder> {
    if (!this.opened) {
      const limit = limitOf(this.ports);
      const timings = { ...SFTP_TIMINGS, connect: limit, answer: limit };
      this.opened = openSftpFolder(this.sftp, sftpSecrets(this.secrets), timings, async () => this.addresses[0]!);
      this.opened.catch(() => undefined);
    }
    return this.opened;
  }
}
