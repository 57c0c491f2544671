// Acknowledgements into the folder that partners read. Guarantees: a partner never sees half a file (it is written as `.tmp`, then renamed); nothing is
// replaced; `sent` is on the disk and outlives a power cut; writing again what is there already is `sent`, so that a crash between writing and saying so doubles nothing.
import { type Deliverer, type RecipientOutcome, stoppableDeliverer } from '#channels/contract';
import { FolderFault, isOfConnection, type RemoteFolder } from '../folder/remote.folder.js';

export interface FolderDelivererInput {
  outbox: string;
  /** @throws FolderFault */
  open(): Promise<RemoteFolder>;
  /** Milliseconds that an idle connection is kept. Default 10,000. */
  keepIdle?: number;
}

/** One plain file name: no path, no hidden file, nothing that the pick-up of the other side passes over. */
const NAME = /^(?!\.)(?!.*\.tmp$)[^/\\\0-\x1f]{1,200}$/i;

export function createFolderDeliverer(input: FolderDelivererInput): Deliverer {
  const shelf = new SharedFolder(input);

  async function one(name: string, raw: Buffer): Promise<RecipientOutcome> {
    const outcome = (kind: 'sent' | 'deferred' | 'failed', response: string): RecipientOutcome => ({
      address: name,
      outcome: kind,
      response,
    });
    if (!NAME.test(name)) return outcome('failed', `${JSON.stringify(name)} is no name of a file`);
    if (raw.length === 0) return outcome('failed', 'There is nothing to be written');
    try {
      return await shelf.use(async folder => {
        const path = `${input.outbox}/${name}`;
        const unfinished = `${path}.tmp`;
        if ((await folder.writeNew(unfinished, raw)) === 'taken') {
          // A crash left it: half of a file, or the delivered file under its second name. So it is taken away, and not written over.
          await folder.remove(unfinished);
          await folder.write(unfinished, raw);
        }
        const renamed = await folder.rename(unfinished, path);
        if (renamed !== 'renamed') await folder.remove(unfinished);
        const done = renamed === 'renamed' ? outcome('sent', `Written as ${path}`) : await already(folder, path);
        await folder.settle(input.outbox);
        return done;
      });
    } catch (error) {
      const response = error instanceof Error ? error.message : String(error);
      return { address: name, outcome: 'deferred', response, heldUp: true };
    }

    async function already(folder: RemoteFolder, path: string): Promise<RecipientOutcome> {
      const there = await folder.readWhole(path, raw.length);
      if (there.equals(raw)) return outcome('sent', `${path} was there already, with the same bytes`);
      return outcome('deferred', `${path} is there already, with other bytes: it waits until that file is taken away`);
    }
  }

  return stoppableDeliverer({
    async deliver({ raw, envelope }) {
      const outcomes: RecipientOutcome[] = [];
      for (const name of envelope.to) outcomes.push(await one(name, raw));
      return outcomes;
    },
    end: () => shelf.close(),
  });
}

/** One connection for what is sent together, kept for a moment. */
class SharedFolder {
  private opening: Promise<RemoteFolder> | null = null;
  private users = 0;
  private idle: NodeJS.Timeout | null = null;

  constructor(private readonly input: FolderDelivererInput) {}

  async use<T>(work: (folder: RemoteFolder) => Promise<T>): Promise<T> {
    this.users += 1;
    if (this.idle) clearTimeout(this.idle);
    this.opening ??= this.input.open();
    const opening = this.opening;
    try {
      return await work(await opening);
    } catch (error) {
      // Only the connection that failed: another call may have opened the next one meanwhile.
      if ((isOfConnection(error) || !(error instanceof FolderFault)) && this.opening === opening) await this.close();
      throw error;
    } finally {
      this.users -= 1;
      if (this.users === 0) {
        this.idle = setTimeout(() => void this.close(), this.input.keepIdle ?? 10_000);
        this.idle.unref();
      }
    }
  }

  async close(): Promise<void> {
    if (this.idle) clearTimeout(this.idle);
    const { opening } = this;
    this.opening = null;
    await opening?.then(
      folder => folder.close(),
      () => undefined,
    );
  }
}
