// The small file system that the pick-up and the deliverer stand on: a local folder or one behind SFTP. Paths are relative to the channel's folder,
// with `/`. Guarantee of every implementation: `rename` never replaces what is there.

export interface Listed {
  name: string;
  size: number;
  /** Milliseconds; SFTP knows whole seconds. */
  mtime: number;
  what: 'file' | 'folder' | 'other';
}

export interface RemoteFolder {
  /** For people and logs: where it is. */
  readonly place: string;
  list(path: string): Promise<Listed[]>;
  /** Null where nothing is there. Follows no link. */
  stat(path: string): Promise<Listed | null>;
  read(path: string): AsyncIterable<Uint8Array>;
  /** All of a small file; at most one byte more than `limit`, which tells that there is more. */
  readWhole(path: string, limit: number): Promise<Buffer>;
  /** Keeps size and mtime. `taken`: something has that name already. `gone`: nothing is there to be renamed. */
  rename(from: string, to: string): Promise<'renamed' | 'taken' | 'gone'>;
  /** Replaces what is there. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** `taken`: something has that name already, and is left as it is. */
  writeNew(path: string, bytes: Uint8Array): Promise<'written' | 'taken'>;
  /** What has been written and renamed in this folder is there after a power cut, too, as far as its server lets one ask for that. */
  settle(path: string): Promise<void>;
  /** Nothing there is fine. */
  remove(path: string): Promise<void>;
  /** A folder there is fine. */
  makeFolder(path: string): Promise<void>;
  close(): Promise<void>;
}

export type FolderFaultCode =
  /** The folder itself, or a file of it, is not there. */
  | 'EDI.MISSING'
  | 'EDI.NO_PERMISSION'
  | 'EDI.NO_SPACE'
  | 'EDI.UNREADABLE'
  // Of the connection: what was asked may have been done.
  | 'EDI.UNREACHABLE'
  | 'EDI.HOST_KEY'
  | 'EDI.AUTH'
  | 'EDI.SILENT'
  | 'EDI.CLOSED';

/** `message` is one plain sentence for ops. */
export class FolderFault extends Error {
  readonly retryable = true;
  constructor(
    readonly code: FolderFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'FolderFault';
  }
}

const OF_THE_CONNECTION: readonly FolderFaultCode[] = [
  'EDI.UNREACHABLE',
  'EDI.HOST_KEY',
  'EDI.AUTH',
  'EDI.SILENT',
  'EDI.CLOSED',
];

/** Concerns everything that is asked of the folder, not one file only. */
export const isOfConnection = (error: unknown): boolean =>
  error instanceof FolderFault && OF_THE_CONNECTION.includes(error.code);

/** All of a file that is known to be small, chunk by chunk. Stops behind `limit` bytes. */
export async function gather(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    gathered.push(chunk);
    bytes += chunk.length;
    if (bytes > limit) break;
  }
  return Buffer.concat(gathered);
}
