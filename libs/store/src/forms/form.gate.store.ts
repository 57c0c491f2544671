// The gate of forms: is a post one that has just come, and has its sender sent enough for now? Guarantees: counted in PostgreSQL, so that all instances share
// one count; many posts in two statements; a post that is known already counts for nothing; subjects are locked in the order of their hashes, so that no two
// batches wait for each other in a ring.
import { type Database, prepared, rows, type Tx } from '../database/database.js';
import { sha256 } from '../tickets/ticket.keys.js';

export interface GatedPost {
  /** The same for two clicks on one button: hashed here. */
  key: string;
  /** What the post is known by from now on, a UUID; where it is another click, the first one's counts. */
  nonce: string;
  /** Of whom it is, hashed here, with how many an hour are let through; 0: any number. */
  subjects: { subject: string; perHour: number }[];
}

export type Passage =
  /** `nonce`: of the first post with this key within the window. */
  | { outcome: 'fresh'; nonce: string }
  | { outcome: 'again'; nonce: string }
  | { outcome: 'limited'; retryAfterSeconds: number };

/** Within so many seconds the same thing from the same sender is another click, and no other wish. */
export const CLICK_SECONDS = 600;
const HOUR = 3_600;

export class FormGateStore {
  constructor(private readonly windows = { clickSeconds: CLICK_SECONDS, limitSeconds: HOUR }) {}

  /** In the order given. Two posts of one batch with one key are one post. */
  async pass(tx: Tx, posts: readonly GatedPost[]): Promise<Passage[]> {
    const told = await this.keep(tx, posts);
    const fresh = posts.filter((_, i) => told[i]!.outcome === 'fresh');
    const waits = await this.count(
      tx,
      fresh.map(post => post.subjects),
    );
    const limited = new Map(fresh.flatMap((post, n) => (waits[n] === null ? [] : [[post.key, waits[n]!] as const])));
    if (limited.size === 0) return told;
    // What was refused did not come: it may come later, and is fresh then.
    await rows(tx, 'DELETE FROM form_post WHERE key = ANY($1)', [[...limited.keys()].map(sha256)]);
    return told.map((passage, i) => {
      const wait = limited.get(posts[i]!.key);
      return wait === undefined ? passage : { outcome: 'limited', retryAfterSeconds: wait };
    });
  }

  /** As pass(), where nobody has a limit: one statement, which is a transaction by itself. */
  passUncounted(on: Database, posts: readonly GatedPost[]): Promise<Passage[]> {
    return this.keep(on, posts);
  }

  private async keep(on: Database | Tx, posts: readonly GatedPost[]): Promise<Passage[]> {
    const byKey = new Map<string, { hash: Buffer; nonce: string }>();
    for (const { key, nonce } of posts) if (!byKey.has(key)) byKey.set(key, { hash: sha256(key), nonce });
    const all = [...byKey.values()];
    const kept = await prepared<KeptRow>(on, 'form-keep', KEEP, [
      all.map(one => one.hash),
      all.map(one => one.nonce),
      this.windows.clickSeconds,
    ]);
    const byHash = new Map(kept.map(row => [row.key.toString('hex'), row]));
    const seen = new Set<string>();
    return posts.map(({ key }): Passage => {
      const { nonce, fresh } = byHash.get(byKey.get(key)!.hash.toString('hex'))!;
      // The first of several posts with one key is the fresh one.
      const isFirst = fresh && !seen.has(key);
      seen.add(key);
      return { outcome: isFirst ? 'fresh' : 'again', nonce };
    });
  }

  /** Seconds that each has to wait; null: none. What is let through and what is not both count, so that hammering does not help. */
  private async count(tx: Tx, posts: readonly GatedPost['subjects'][]): Promise<(number | null)[]> {
    const hits = new Map<string, number>();
    for (const subjects of posts)
      for (const { subject, perHour } of subjects) if (perHour > 0) hits.set(subject, (hits.get(subject) ?? 0) + 1);
    if (hits.size === 0) return posts.map(() => null);
    const bySubject = [...hits].map(([subject, count]) => ({ subject, hash: sha256(subject), count }));
    bySubject.sort((a, b) => Buffer.compare(a.hash, b.hash));
    const counted = await rows<{ subject: Buffer; hits: number; wait: number }>(
      tx,
      // The row's lock is held to the commit: two instances that count one subject take turns, and each post has a number of its own.
      `INSERT INTO form_limit AS l (subject, began_at, hits)
       SELECT subject, now(), hits FROM unnest($1::bytea[], $2::int[]) WITH ORDINALITY AS u(subject, hits, n) ORDER BY n
       ON CONFLICT (subject) DO UPDATE SET
         hits = CASE WHEN l.began_at > now() - make_interval(secs => $3) THEN least(l.hits, 1000000000) ELSE 0 END + excluded.hits,
         began_at = CASE WHEN l.began_at > now() - make_interval(secs => $3) THEN l.began_at ELSE now() END
       RETURNING subject, hits, greatest(1, ceil(extract(epoch FROM began_at + make_interval(secs => $3) - now())))::int AS wait`,
      [bySubject.map(one => one.hash), bySubject.map(one => one.count), this.windows.limitSeconds],
    );
    const after = new Map(counted.map(row => [row.subject.toString('hex'), row]));
    const state = new Map(
      bySubject.map(({ subject, hash, count }) => {
        const row = after.get(hash.toString('hex'))!;
        return [subject, { before: row.hits - count, wait: row.wait }];
      }),
    );
    return posts.map(subjects => {
      let wait: number | null = null;
      for (const { subject, perHour } of subjects) {
        const one = state.get(subject);
        if (!one || perHour <= 0) continue;
        one.before += 1;
        if (one.before > perHour) wait = Math.max(wait ?? 0, one.wait);
      }
      return wait;
    });
  }
}

interface KeptRow {
  key: Buffer;
  nonce: string;
  fresh: boolean;
}

// Not waited for on the disk: the message that is committed after it takes it along there. Of two instances that meet with one key the second waits for the
// row's lock, and is given the nonce of the first.
const KEEP = `
  WITH unwaited AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
  INSERT INTO form_post AS p (key, nonce)
  SELECT key, nonce FROM unwaited, unnest($1::bytea[], $2::uuid[]) AS u(key, nonce) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    nonce = CASE WHEN p.began_at > now() - make_interval(secs => $3) THEN p.nonce ELSE excluded.nonce END,
    began_at = CASE WHEN p.began_at > now() - make_interval(secs => $3) THEN p.began_at ELSE now() END
  RETURNING key, nonce, began_at = now() AS fresh`;
