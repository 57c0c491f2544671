// Tries a folder as the pick-up will use it: is it there, are its own folders there, may files be written, renamed and taken away, what lies in the inbox.
// Guarantees: no file of a partner is touched; what is written for the trial has a hidden name, which no pick-up takes, and is taken away again.
import { randomBytes } from 'node:crypto';
import { looksLikeEdi, StepFault, type StepSaid, type StepTry } from '#channels/contract';
import { OWN_FOLDERS } from '../edi.settings.js';
import { FolderFault, type RemoteFolder } from '../transport/folder/remote.folder.js';
import { folderFault } from './folder.words.js';

export interface TriedPlaces {
  inbox: string;
  outbox: string;
}

const HEAD_BYTES = 512;

export class FolderTrial {
  private folder: RemoteFolder | null = null;
  private there: string[] = [];
  private readonly probe = `.ticket-rail-test-${randomBytes(6).toString('hex')}`;

  constructor(
    private readonly places: TriedPlaces,
    private readonly open: () => Promise<RemoteFolder>,
  ) {}

  steps(): StepTry[] {
    return [
      { step: 'folder.find', title: 'Find the folder', run: () => this.find() },
      { step: 'folder.inside', title: 'Look inside', run: () => this.lookInside() },
      { step: 'folder.rights', title: 'Write, move and delete', run: () => this.tryRights() },
      { step: 'folder.message', title: 'Read one file', run: () => this.readOne() },
    ];
  }

  async close(): Promise<void> {
    const { folder } = this;
    this.folder = null;
    await folder?.close();
  }

  private async find(): Promise<StepSaid> {
    this.folder ??= await asked(this.open);
    const found = await this.ask(folder => folder.list('.'));
    const named = [this.places.inbox, this.places.outbox, ...OWN_FOLDERS];
    this.there = named.filter(name => found.some(one => one.name === name && one.what === 'folder'));
    const inTheWay = found.find(one => named.includes(one.name) && one.what !== 'folder');
    if (inTheWay)
      throw new StepFault(
        `"${inTheWay.name}" is needed as a folder, and something else has that name.`,
        'Rename it, or name another folder in the settings.',
      );
    return `${this.folder.place} is there.`;
  }

  private async lookInside(): Promise<StepSaid> {
    const { inbox, outbox } = this.places;
    const missing = [inbox, outbox, ...OWN_FOLDERS].filter(name => name !== '.' && !this.there.includes(name));
    if (missing.length === 0) return 'All folders that the channel uses are there.';
    const words = `${missing.map(name => `"${name}"`).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not there yet; the channel makes ${missing.length === 1 ? 'it' : 'them'} when it starts.`;
    const isInbox = missing.includes(inbox);
    return isInbox
      ? { state: 'warning', words, next: `If files come into another folder than "${inbox}", name that one.` }
      : words;
  }

  /** As a file goes: written by a partner, taken out of the inbox into work/, taken away. Where a folder is missing it would be made in the root. */
  private async tryRights(): Promise<StepSaid> {
    const { inbox } = this.places;
    const at = (place: string) => (place === '.' ? this.probe : `${place}/${this.probe}`);
    const isWhole = [...OWN_FOLDERS, inbox].every(name => name === '.' || this.there.includes(name));
    const places = [...new Set([...this.there, ...(inbox === '.' || !isWhole ? ['.'] : [])])];
    for (const place of places) await this.writeAndRemove(at(place), place);
    if (this.there.includes('work') && places.includes(inbox)) await this.moveAndRemove(at(inbox), at('work'));
    return 'Files can be written, moved and taken away.';
  }

  private async writeAndRemove(path: string, place: string): Promise<void> {
    const where = place === '.' ? 'the folder itself' : `"${place}"`;
    try {
      await this.ask(folder => folder.write(path, Buffer.from('A test of Ticket Rail. It may be deleted.\n')));
      await this.ask(folder => folder.remove(path));
    } catch (error) {
      throw this.noRight(error, `In ${where} no file can be written and taken away`);
    }
  }

  private async moveAndRemove(from: string, to: string): Promise<void> {
    try {
      await this.ask(folder => folder.write(from, Buffer.from('A test of Ticket Rail. It may be deleted.\n')));
      await this.ask(folder => folder.rename(from, to));
      await this.ask(folder => folder.remove(to));
    } catch (error) {
      await this.folder?.remove(from).catch(() => undefined);
      await this.folder?.remove(to).catch(() => undefined);
      throw this.noRight(error, 'Files of the inbox cannot be moved to "work"');
    }
  }

  private noRight(error: unknown, what: string): unknown {
    const fault = error instanceof StepFault && error.cause instanceof FolderFault ? error.cause : null;
    if (fault?.code !== 'EDI.NO_PERMISSION') return error;
    return new StepFault(
      `${what}: the right to write is missing.`,
      'Give the user of this process (of SFTP: the user of the settings) the right to write into the folder and its folders.',
      { cause: error },
    );
  }

  private async readOne(): Promise<StepSaid> {
    const { inbox } = this.places;
    if (inbox !== '.' && !this.there.includes(inbox)) return { state: 'skipped', words: 'There is no inbox yet.' };
    const listed = await this.ask(folder => folder.list(inbox));
    const files = listed.filter(one => one.what === 'file' && !one.name.startsWith('.'));
    const [oldest] = files.sort((a, b) => a.mtime - b.mtime);
    if (!oldest)
      return {
        state: 'skipped',
        words: 'No file waits.',
        next: 'Put a file into the inbox, or try one in the preview.',
      };
    const head = await this.ask(folder =>
      folder.readWhole(inbox === '.' ? oldest.name : `${inbox}/${oldest.name}`, HEAD_BYTES),
    );
    const words = `${files.length} ${files.length === 1 ? 'file waits' : 'files wait'}; the oldest is "${oldest.name.slice(0, 80)}" (${oldest.size} bytes)`;
    if (looksLikeEdi(head)) return `${words}, and begins like EDI.`;
    return {
      state: 'warning',
      words: `${words}, and does not begin like EDI.`,
      next: 'Try it in the preview: what it holds would be held in quarantine.',
    };
  }

  private ask<T>(work: (folder: RemoteFolder) => Promise<T>): Promise<T> {
    const { folder } = this;
    if (!folder) throw new StepFault('The folder is not open any more.', 'Try it again.');
    return asked(() => work(folder));
  }
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw folderFault(error);
  }
}
