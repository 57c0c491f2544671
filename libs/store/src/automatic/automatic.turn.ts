// May a machine write to this address now? Guarantees: counted in the database, so that instances share one count; exact, because whoever asks waits
// for the one before; an address that answers each of our mails by a machine of its own, without any mark of it, hears us five times and no more.
import { rows, type Tx } from '../database/database.js';
import { addressKey } from '../tickets/ticket.keys.js';

/** Within any 60 minutes. */
export const AUTOMATIC_LIMITS = {
  /** To one address: breaks a loop of two machines that say of themselves nothing at all. */
  perAddress: 5,
  /** To one colleague, for what was forwarded: each forward is worth a receipt, as long as a person can have made it. */
  perColleague: 60,
  /** Of the whole house: a flood with made-up senders must not become a flood of ours to those who never wrote. */
  perHouse: 1_000,
} as const;

export type AutomaticTurn = 'taken' | 'loop' | 'house-limit';

/** One holder until the commit: otherwise two who count at once both find room for one more. */
const LOCK = 7_242_005;

/** Takes a turn, or says which limit is reached. To be asked in the transaction that queues the mail, for each mail that no person decided to send. */
export async function takeAutomaticTurn(
  tx: Tx,
  address: string,
  now: Date,
  perAddress: number = AUTOMATIC_LIMITS.perAddress,
): Promise<AutomaticTurn> {
  await rows(tx, 'SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const [taken] = await rows<{ address: number; house: number }>(
    tx,
    // Each count stops at its limit: it reads no more rows than decide it.
    `WITH sent AS (
       SELECT (SELECT count(*) FROM (SELECT FROM automatic_mail WHERE address_key = $1 AND at > $2::timestamptz - interval '1 hour' LIMIT $3) a)::int AS address,
              (SELECT count(*) FROM (SELECT FROM automatic_mail WHERE at > $2::timestamptz - interval '1 hour' LIMIT $4) h)::int AS house
     ), turn AS (
       INSERT INTO automatic_mail (address_key, at) SELECT $1, $2 FROM sent WHERE address < $3 AND house < $4
     )
     SELECT address, house FROM sent`,
    [addressKey(address), now, perAddress, AUTOMATIC_LIMITS.perHouse],
  );
  if (taken!.address >= perAddress) return 'loop';
  return taken!.house >= AUTOMATIC_LIMITS.perHouse ? 'house-limit' : 'taken';
}
