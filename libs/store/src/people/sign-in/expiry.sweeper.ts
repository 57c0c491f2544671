// What is over is deleted: sessions, links, sign-ins at providers, counted tries, idempotency keys, clicks and counts of forms. Safe to run on several instances at once.
import type { Database } from '../../database/database.js';

const OVER = [
  `DELETE FROM session WHERE expires_at < now() OR last_seen_at < now() - interval '8 hours'`,
  // A used link stays for a week, so that ops can answer "I never got in".
  `DELETE FROM sign_in_link WHERE expires_at < now() - interval '7 days'`,
  `DELETE FROM oauth_sign_in WHERE begun_at < now() - interval '2 hours'`,
  `DELETE FROM sign_in_failure WHERE failed_at < now() - interval '1 day'`,
  `DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'`,
  `DELETE FROM form_post WHERE began_at < now() - interval '1 hour'`,
  `DELETE FROM form_limit WHERE began_at < now() - interval '2 hours'`,
];

/** Rejects with a StoreFault while the database is away; the next run does what this one did not. */
export async function sweepExpired(database: Database): Promise<void> {
  for (const statement of OVER) await database.rows(statement);
}
