// How often one may try to sign in. Guarantees: counted in PostgreSQL, so several instances share one count; each try is counted BEFORE the
// password is looked at, under a lock per subject, so a hundred at once are no more than a hundred in a row (A43).
import { createHash } from 'node:crypto';
import { rows, type Tx } from '../../database/database.js';

export interface SignInLimits {
  perAccount: number;
  perAddress: number;
  windowSeconds: number;
}
export const SIGN_IN_LIMITS: SignInLimits = { perAccount: 10, perAddress: 100, windowSeconds: 900 };

export type Attempt = { outcome: 'counted' } | { outcome: 'limited'; retryAfterSeconds: number };

/** Accounts by hash: the table must not become a list of who works here, or of who was tried. */
export const accountSubject = (email: string): string =>
  `account:${createHash('sha256').update(email.toLowerCase(), 'utf8').digest('hex')}`;
export const addressSubject = (ip: string): string => `ip:${ip.slice(0, 64)}`;

export class SignInLimitStore {
  constructor(private readonly limits: SignInLimits = SIGN_IN_LIMITS) {}

  /** Counts a try as failed until `succeeded` says otherwise. Unknown accounts are counted like known ones. */
  async attempt(tx: Tx, email: string, ip: string): Promise<Attempt> {
    const subjects = [
      { subject: accountSubject(email), limit: this.limits.perAccount },
      { subject: addressSubject(ip), limit: this.limits.perAddress },
    ];
    for (const { subject, limit } of subjects) {
      // Always account first, address second: the same order everywhere, so two tries cannot wait for each other in a circle.
      await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 7242))`, [subject]);
      const [count] = await rows<{ tries: number; wait: number }>(
        tx,
        `SELECT count(*) AS tries, ceil(extract(epoch FROM min(failed_at) + make_interval(secs => $2) - now()))::int AS wait
           FROM sign_in_failure WHERE subject = $1 AND failed_at > now() - make_interval(secs => $2)`,
        [subject, this.limits.windowSeconds],
      );
      if (count && count.tries >= limit) return { outcome: 'limited', retryAfterSeconds: Math.max(1, count.wait) };
    }
    await rows(tx, `INSERT INTO sign_in_failure (subject) SELECT unnest($1::text[])`, [
      subjects.map(({ subject }) => subject),
    ]);
    return { outcome: 'counted' };
  }

  /** The account's count starts anew; of the address only this one try is taken back, or one good account would buy free guesses. */
  async succeeded(tx: Tx, email: string, ip: string): Promise<void> {
    await rows(tx, `DELETE FROM sign_in_failure WHERE subject = $1`, [accountSubject(email)]);
    await rows(
      tx,
      `DELETE FROM sign_in_failure WHERE ctid = (SELECT ctid FROM sign_in_failure WHERE subject = $1 ORDER BY failed_at DESC LIMIT 1)`,
      [addressSubject(ip)],
    );
  }
}
