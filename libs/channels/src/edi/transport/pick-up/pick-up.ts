// Takes files out of an inbox: claim by renaming to work/, store, then move to done/. Guarantees: a file leaves work/ only after all of it is committed
// (I1); what a crash left in work/ is finished first, and its identities are known then, so that nothing is stored twice (I6).
import type { ConnectorPorts, Envelope } from '#channels/contract';
import { batchesOf, type EdiFile, isFullBatch } from '../file.envelopes.js';
import { FolderFault, isOfConnection, type RemoteFolder } from '../folder/remote.folder.js';
import { FileReader, type ReaderInput } from './file.reader.js';
import { FileShelf, type Refusal } from './file.shelf.js';
import { StableFiles } from './stable.files.js';

export interface PickUpInput extends ReaderInput {
  inbox: string;
  outbox: string;
  ports: Pick<ConnectorPorts, 'accept' | 'log'>;
  /** Aborts when nothing more may be begun: we stop, or the lease is lost. */
  ending: AbortSignal;
}

export interface Pass {
  /** Files that were stored. */
  taken: number;
  settling: number;
  inTheWay: string[];
  /** One sentence for each file that went to error/, or that could not be taken. */
  troubles: string[];
}

interface Whole {
  name: string;
  envelopes: Envelope[];
}

/** Files that are claimed, read and moved side by side. */
const SIDE_BY_SIDE = 16;
/** Claimed before they are read: small ones fill one store call. */
const CLAIMED_AT_ONCE = 496;
/** A file that cannot be read so often is put aside. */
const READ_ATTEMPTS = 5;

export class PickUp {
  private readonly folder: RemoteFolder;
  private readonly stable: StableFiles;
  private readonly reader: FileReader;
  private readonly shelf: FileShelf;
  private readonly attempts = new Map<string, number>();
  private pass: Pass = { taken: 0, settling: 0, inTheWay: [], troubles: [] };

  constructor(private readonly input: PickUpInput) {
    this.folder = input.folder;
    this.stable = new StableFiles(['work', 'done', 'error', input.inbox, input.outbox]);
    this.reader = new FileReader(input);
    this.shelf = new FileShelf(input.folder);
  }

  /** Makes the folders that are not there. @throws FolderFault where the channel's folder itself is not there, or may not be written */
  async prepare(): Promise<void> {
    const { inbox, outbox } = this.input;
    await this.folder.list('.');
    for (const name of [inbox, outbox, 'work', 'done', 'error']) if (name !== '.') await this.folder.makeFolder(name);
  }

  /** One look. @throws FolderFault; or as `accept` rejects, where the ledger is away: the files stay in work/ */
  async look(): Promise<Pass> {
    this.pass = { taken: 0, settling: 0, inTheWay: [], troubles: [] };
    const left = await this.folder.list('work');
    await this.take(left.filter(({ what }) => what === 'file').map(({ name }) => name));
    const { ready, settling, inTheWay } = this.stable.look(await this.folder.list(this.input.inbox));
    Object.assign(this.pass, { settling, inTheWay });
    for (const group of groupsOf(ready, CLAIMED_AT_ONCE)) {
      if (this.input.ending.aborted) break;
      const claimed: string[] = [];
      await sideBySide(group, async ({ name }) => {
        if (await this.claim(name)) claimed.push(name);
      });
      // In the order of the files, whatever the order of the answers.
      await this.take(group.map(({ name }) => name).filter(name => claimed.includes(name)));
    }
    return this.pass;
  }

  private async claim(name: string): Promise<boolean> {
    const { inbox, ending, ports, channelId } = this.input;
    if (ending.aborted) return false;
    try {
      const from = inbox === '.' ? name : `${inbox}/${name}`;
      const claimed = await this.folder.rename(from, `work/${name}`);
      if (claimed === 'gone')
        ports.log.info({ channelId, file: name, code: 'file.vanished' }, 'a file went away again');
      // `taken`: one of that name is still in work/, and goes first.
      return claimed === 'renamed';
    } catch (error) {
      if (!(error instanceof FolderFault) || isOfConnection(error)) throw error;
      this.pass.troubles.push(`"${name}" cannot be taken out of the inbox: ${error.message}`);
      return false;
    }
  }

  private async take(names: readonly string[]): Promise<void> {
    let wholes: Whole[] = [];
    let envelopes = 0;
    let bytes = 0;
    const flush = async () => {
      const those = wholes;
      wholes = [];
      envelopes = 0;
      bytes = 0;
      await this.storeTogether(those);
    };
    for (const group of groupsOf(names, SIDE_BY_SIDE)) {
      if (this.input.ending.aborted) break;
      const files = await Promise.all(group.map(async name => ({ name, read: await this.reader.read(name) })));
      for (const { name, read } of files) {
        if (read.outcome === 'read') {
          wholes.push({ name, envelopes: read.envelopes });
          envelopes += read.envelopes.length;
          bytes += read.envelopes.reduce((sum, { raw }) => sum + raw.length, 0);
          if (isFullBatch(envelopes, bytes)) await flush();
        } else if (read.outcome === 'large') {
          await flush();
          await this.storeLarge(read.file);
        } else if (read.outcome === 'refused') await this.refuse(name, read.refusal);
        else if (read.outcome === 'later') await this.tryLater(name, read.why);
      }
    }
    await flush();
  }

  private async storeTogether(wholes: readonly Whole[]): Promise<void> {
    try {
      for (const batch of batchesOf(wholes.flatMap(whole => whole.envelopes))) await this.input.ports.accept(batch);
    } catch (error) {
      if (isRetryable(error)) throw error;
      // Something in this batch cannot be stored at all: find its file, and take the others.
      const [only] = wholes;
      if (wholes.length === 1 && only) return this.refuse(only.name, notStorable(error));
      for (const whole of wholes) await this.storeTogether([whole]);
      return;
    }
    await sideBySide(wholes, ({ name }) => this.finish(name));
  }

  private async storeLarge(file: EdiFile): Promise<void> {
    const { ending, ports } = this.input;
    try {
      for await (const batch of this.reader.stream(file, ending))
        for (const part of batchesOf(batch)) await ports.accept(part);
    } catch (error) {
      if (error instanceof FolderFault && !isOfConnection(error)) return this.tryLater(file.name, error.message);
      if (isRetryable(error)) throw error;
      return this.refuse(file.name, notStorable(error));
    }
    if (!ending.aborted) await this.finish(file.name);
  }

  private async finish(name: string): Promise<void> {
    this.attempts.delete(name);
    const moved = await this.shelf.done(name);
    this.pass.taken += 1;
    this.input.ports.log.info({ channelId: this.input.channelId, file: name, done: moved }, 'a file was stored');
  }

  private async tryLater(name: string, why: string): Promise<void> {
    const tries = (this.attempts.get(name) ?? 0) + 1;
    this.attempts.set(name, tries);
    if (tries >= READ_ATTEMPTS) return this.refuse(name, { reason: 'file.unreadable', detail: why });
    this.pass.troubles.push(`${why}: it is tried again`);
  }

  private async refuse(name: string, refusal: Refusal): Promise<void> {
    this.attempts.delete(name);
    const moved = await this.shelf.refuse(name, refusal);
    const { channelId, ports } = this.input;
    ports.log.warn({ channelId, file: name, moved, ...refusal }, 'a file was put aside');
    this.pass.troubles.push(`${refusal.detail} It is in error/`);
  }
}

const isRetryable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'retryable' in error && error.retryable === true;

const notStorable = (error: unknown): Refusal => ({
  reason: 'file.not-storable',
  detail: `The ledger does not take it: ${error instanceof Error ? error.message : String(error)}`,
});

function* groupsOf<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** The first failure ends it when those that were begun are over: nothing goes on behind the back of whoever waits. */
async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < all.length) await work(all[next++] as T);
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(SIDE_BY_SIDE, all.length) }, lane));
  for (const end of lanes) if (end.status === 'rejected') throw end.reason;
}
