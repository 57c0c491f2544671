// Where files end: done/, or error/ with the reason beside them. Guarantee: nothing is ever replaced; a name that is taken gets a suffix.
import { randomBytes } from 'node:crypto';
import type { RemoteFolder } from '../folder/remote.folder.js';

export type FileReason =
  | 'file.empty'
  | 'file.too-large'
  | 'file.no-permission'
  | 'file.unreadable'
  /** The ledger refused it, and will again. */
  | 'file.not-storable';

export interface Refusal {
  reason: FileReason;
  /** One plain sentence for ops. */
  detail: string;
  byte?: number;
}

/** Names that are tried before a random one: `order.edi`, `order.edi.2`, … */
const COUNTED = 20;

export class FileShelf {
  constructor(
    private readonly folder: RemoteFolder,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** `vanished`: somebody took it out of work/ meanwhile. Otherwise the name that it got. */
  async done(name: string): Promise<string> {
    for (const free of names(name)) {
      const moved = await this.folder.rename(`work/${name}`, `done/${free}`);
      if (moved === 'gone') return 'vanished';
      if (moved === 'renamed') return free;
    }
    return 'vanished';
  }

  /**
   * The reason is written first: after a crash between the two the file is still in work/, is refused again, and finds its name free. A reason
   * without its file is replaced.
   */
  async refuse(name: string, refusal: Refusal): Promise<string> {
    const report = Buffer.from(`${JSON.stringify({ ...refusal, at: this.now().toISOString() }, null, 2)}\n`);
    for (const free of names(name)) {
      if (await this.folder.stat(`error/${free}`)) continue;
      await this.folder.write(`error/${free}.json.tmp`, report);
      await this.folder.remove(`error/${free}.json`);
      await this.folder.rename(`error/${free}.json.tmp`, `error/${free}.json`);
      const moved = await this.folder.rename(`work/${name}`, `error/${free}`);
      if (moved === 'renamed') return free;
      if (moved === 'gone') {
        await this.folder.remove(`error/${free}.json`);
        return 'vanished';
      }
    }
    return 'vanished';
  }
}

function* names(name: string): Generator<string> {
  yield name;
  for (let n = 2; n <= COUNTED; n++) yield `${name}.${n}`;
  for (;;) yield `${name}.${randomBytes(6).toString('hex')}`;
}
