// The key file: {"active": "<id>", "keys": {"<id>": "<base64 of 32 bytes>"}}. Guarantees: made whole or not at all, readable by
// its owner only; two processes that start at once on an empty folder end up with the same key.
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
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

async function readKeyFile(file: string): Promise<KeyRing> {
  const text = await readFile(file, 'utf8');
  const { mode } = await stat(file);
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
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    const content = { active: id, keys: { [id]: randomBytes(KEY_BYTES).toString('base64') } };
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
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
