// Which of the files in an inbox may be taken. A writer does not say when it is done, so a file counts as whole when two looks, one poll apart, found
// the same size and time. Pure: what was listed goes in.
import type { Listed } from '../folder/remote.folder.js';

export interface Look {
  /** Unchanged since the look before; the oldest first. */
  ready: Listed[];
  /** New or still changing. */
  settling: number;
  /** One plain sentence for each thing that is no file for us and that somebody should take away. */
  inTheWay: string[];
}

/** Written under another name first, and hidden files: their writers rename them when they are whole. */
const isIgnored = (name: string): boolean => name.startsWith('.') || /\.tmp$/i.test(name);

export class StableFiles {
  private before = new Map<string, string>();

  /** @param own  folders that the channel keeps beside its files, where the inbox is the folder itself */
  constructor(private readonly own: readonly string[] = []) {}

  look(listed: readonly Listed[]): Look {
    const seen = new Map<string, string>();
    const look: Look = { ready: [], settling: 0, inTheWay: [] };
    for (const one of listed) {
      if (isIgnored(one.name) || (one.what === 'folder' && this.own.includes(one.name))) continue;
      const obstacle = obstacleOf(one);
      if (obstacle) {
        look.inTheWay.push(obstacle);
        continue;
      }
      const state = `${one.size} ${one.mtime}`;
      if (this.before.get(one.name) === state) look.ready.push(one);
      else look.settling += 1;
      seen.set(one.name, state);
    }
    this.before = seen;
    look.ready.sort((a, b) => a.mtime - b.mtime || (a.name < b.name ? -1 : 1));
    return look;
  }
}

function obstacleOf({ name, what }: Listed): string | null {
  if (what === 'folder') return `"${name}" is a folder: it is not read`;
  if (what === 'other') return `"${name}" is no plain file: it is not read`;
  // A name of other bytes reads as this character, and cannot be asked for.
  return name.includes('\ufffd') ? `"${name}" has a name that is not UTF-8: it cannot be taken` : null;
}
