// Another key for all secrets. Guarantee: it can be killed at any moment and begun again; until it is done, and afterwards, everything opens, because old
// keys stay in the file: they also prove what was signed with them.
import { addKey, codeOf, type Environment, loadSecrets, type SecretBox } from '#runtime';
import { type Database, lockKeyFile, resealSome, type SealedAt, secretsByKey } from '#store';
import { withDatabase } from './open.database.js';

const BATCH = 50;

export async function secretsCommand(): Promise<number> {
  return withDatabase(async (database, env) => {
    const secrets = await loadSecrets(env.SECRET_KEY_FILE);
    const held = await secretsByKey(database);
    for (const id of secrets.keyIds)
      say(`${id}${id === secrets.active ? ', active' : ''}: ${count(held.get(id) ?? 0)}`);
    const lost = [...held].filter(([id]) => !secrets.keyIds.includes(id));
    for (const [id, n] of lost) say(`${id}, not in the key file: ${count(n)} that nobody can open`);
    return lost.length > 0 ? 1 : 0;
  });
}

export async function rotateCommand({ newKey }: { newKey: boolean }): Promise<number> {
  return withDatabase(async (database, env) => {
    const secrets = await begin(database, env, newKey);
    const { active } = secrets;
    let sealed = 0;
    const unread: SealedAt[] = [];
    for (let after: string | null = null; ; ) {
      const done = await resealSome(database, active, { after, limit: BATCH }, secret => resealed(secrets, secret));
      sealed += done.sealed;
      unread.push(...done.unread);
      after = done.next;
      if (after === null) break;
    }
    say(`${count(sealed)} sealed anew. ${active} seals ${count((await secretsByKey(database)).get(active) ?? 0)} now.`);
    for (const { table, row, field } of unread)
      say(`Not opened, and left as it is: "${field}" of ${OWNER[table]} ${row}`);
    return unread.length > 0 ? 1 : 0;
  });
}

const OWNER: Record<string, string> = { channel_secret: 'channel', webhook_secret: 'webhook' };

/** A new key, unless an earlier rotation was interrupted: then that one is finished. */
async function begin(database: Database, env: Environment, newKey: boolean): Promise<SecretBox> {
  await database.transaction(async tx => {
    await lockKeyFile(tx);
    const { active, keyIds } = await loadSecrets(env.SECRET_KEY_FILE);
    const left = [...(await secretsByKey(tx))].filter(([id]) => id !== active && keyIds.includes(id));
    if (left.length > 0) return say(`${active} is active, and does not seal everything yet: going on with it.`);
    if (!newKey) return say(`${active} is active.`);
    say(`${await addKey(env.SECRET_KEY_FILE)} is a new key, and active.`);
  });
  return loadSecrets(env.SECRET_KEY_FILE);
}

function resealed(secrets: SecretBox, { sealed, ...place }: SealedAt): string | null {
  try {
    return secrets.seal(secrets.open(sealed, place), place);
  } catch (error) {
    if (codeOf(error)?.startsWith('SECRET.')) return null;
    throw error;
  }
}

const count = (n: number): string => (n === 1 ? '1 secret' : `${n} secrets`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
