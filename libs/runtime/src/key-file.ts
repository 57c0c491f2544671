// The key file: {"active": "<id>", "keys": {"<id>": "<base64 of 32 bytes>"}}. Guarantees: made whole or not at all, readable by
// its owner only; two processes that start at once on an empty folder end up with the same key.
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { codeOf, Fault } from './fault.js';

export interface KeyRing {
  /** Id of the key that seals and signs. The others still open and verify. */
  active: string;
  keys: ReadonlyMap<string, Buffer>;
}

const KEY_BYTES = 32;
const OTHERS = 0o007;
const KEY_FILE = z.strictObject({
  active: z.string(),
  keys: z.record(
    z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
    z
      .base64()
      .transform(text => Buffer.from(text, 'base64'))
      .refine(key => key.length === KEY_BYTES),
  ),
});

/**
 * @throws Fault `KEYS.UNREADABLE` (no access, or the folder cannot be written), `KEYS.EXPOSED` (others may read the file),
 * `KEYS.INVALID` (not of the shape above). The message names the file and never its content.
 */
export async function readOrCreateKeyFile(file: string): Promise<KeyRing> {
  try {
    return await readKeyFile(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw asFault(file, error);
  }
  try {
    await createKeyFile(file);
    return await readKeyFile(file);
  } catch (error) {
    throw asFault(file, error);
  }
}

/**
 * Adds a key, makes it the active one, and returns its id. The others stay, or what they sealed and signed could not be read any more. Whole or not at all;
 * of two processes that add at once one key would be lost, so callers take turns. Faults as above; `KEYS.NOT_WRITTEN` where the file cannot be replaced.
 */
export async function addKey(file: string): Promise<string> {
  const ring = await readOrCreateKeyFile(file);
  const day = `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;
  let id = day;
  for (let n = 2; ring.keys.has(id); n++) id = `${day}-${n}`;
  const keys = new Map([...ring.keys, [id, randomBytes(KEY_BYTES)]]);
  try {
    await rename(await draftOf(file, { active: id, keys }), file);
  } catch (cause) {
    throw new Fault(
      'KEYS.NOT_WRITTEN',
      `the key file ${file} cannot be replaced (${codeOf(cause) ?? 'unknown error'})`,
      {
        cause,
      },
    );
  }
  return id;
}

/** For whoever has read it: answers the ring where the file is another one than when it was asked last. A file that is away or damaged changes nothing. */
export function changedKeyFile(file: string): () => KeyRing | null {
  let seen = '';
  return () => {
    try {
      const { mtimeMs, ino, size, mode } = statSync(file);
      const now = `${mtimeMs} ${ino} ${size}`;
      if (now === seen) return null;
      const read = asRing(file, readFileSync(file, 'utf8'), mode);
      seen = now;
      return read;
    } catch {
      return null;
    }
  };
}

async function readKeyFile(file: string): Promise<KeyRing> {
  const text = await readFile(file, 'utf8');
  const { mode } = await stat(file);
  return asRing(file, text, mode);
}

function asRing(file: string, text: string, mode: number): KeyRing {
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new Fault('KEYS.EXPOSED', `${file} can be read by everybody on this machine: chmod 600 it`);
  }
  const read = KEY_FILE.safeParse(parseJson(text));
  const keys = read.success ? new Map(Object.entries(read.data.keys)) : null;
  if (!read.success || !keys?.has(read.data.active)) {
    throw new Fault(
      'KEYS.INVALID',
      `${file} must be {"active": "<id>", "keys": {"<id>": "<base64 of ${KEY_BYTES} bytes>"}} with the active key among the keys`,
    );
  }
  return { active: read.data.active, keys };
}

// What is in the file must not reach an error text: JSON.parse quotes the start of what it cannot read.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Written beside and linked into place: link fails when the name is taken, so the first process wins and nobody sees half a file.
async function createKeyFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const id = `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;
  const draft = await draftOf(file, { active: id, keys: new Map([[id, randomBytes(KEY_BYTES)]]) });
  try {
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

async function draftOf(file: string, { active, keys }: KeyRing): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    const content = { active, keys: Object.fromEntries([...keys].map(([id, key]) => [id, key.toString('base64')])) };
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

function asFault(file: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  return new Fault(
    'KEYS.UNREADABLE',
    `the key file ${file} cannot be read or made (${codeOf(error) ?? 'unknown error'})`,
    {
      cause: error,
    },
  );
}
