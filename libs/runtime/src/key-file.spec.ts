import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOrCreateKeyFile } from './key-file.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rail-keys-'));
  file = join(folder, 'data', 'secret-keys.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the key file', () => {
  it('is made on first use, readable by its owner only, and is the same afterwards', async () => {
    const first = await readOrCreateKeyFile(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readOrCreateKeyFile(file)).toEqual(first);
    expect(first.keys.get(first.active)).toHaveLength(32);
  });

  it('is one file with one key when many processes start at once', async () => {
    const rings = await Promise.all(Array.from({ length: 12 }, () => readOrCreateKeyFile(file)));
    for (const ring of rings) expect(ring).toEqual(rings[0]);
    expect(await readdir(join(folder, 'data'))).toEqual(['secret-keys.json']);
  });

  it.each([
    ['no JSON', 'canary{'],
    ['no keys', '{"active":"a","keys":{}}'],
    ['an active key that is not there', `{"active":"b","keys":{"a":"${Buffer.alloc(32).toString('base64')}"}}`],
    ['a short key', '{"active":"a","keys":{"a":"Y2FuYXJ5"}}'],
    ['a key id with a dot', `{"active":"a.b","keys":{"a.b":"${Buffer.alloc(32).toString('base64')}"}}`],
  ])('is refused with %s, by one line that says nothing of its content', async (_what, content) => {
    await readOrCreateKeyFile(file);
    await writeFile(file, content);
    const refusal = await readOrCreateKeyFile(file).catch((error: unknown) => error as Error & { code: string });
    expect(refusal).toMatchObject({ code: 'KEYS.INVALID' });
    expect((refusal as Error).message).toContain(file);
    expect((refusal as Error).message).not.toMatch(/canary|Y2FuYXJ5|\n/);
  });

  it('is refused when everybody may read it', async () => {
    await readOrCreateKeyFile(file);
    await chmod(file, 0o644);
    await expect(readOrCreateKeyFile(file)).rejects.toMatchObject({ code: 'KEYS.EXPOSED' });
  });

  it('is not overwritten, whatever is in it', async () => {
    await readOrCreateKeyFile(file);
    await writeFile(file, 'broken');
    await readOrCreateKeyFile(file).catch(() => undefined);
    expect(await readFile(file, 'utf8')).toBe('broken');
  });

  it('says what is wrong when its folder cannot be made', async () => {
    await writeFile(join(folder, 'data'), 'a file stands here');
    await expect(readOrCreateKeyFile(file)).rejects.toMatchObject({ code: 'KEYS.UNREADABLE' });
  });
});
