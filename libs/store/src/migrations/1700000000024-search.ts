// What was written can be searched: one row of words for each entry, made with it and gone with it. See docs/decisions/0033.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { indexOfTexts, type SearchedEntry, searchedTexts } from '#tickets';

/** Rows are read with their texts: few at a time, for some of them are megabytes. */
const BATCH = 200;

type Unsearched = SearchedEntry & { id: number; ticketId: number };

export class Search1700000000024 implements MigrationInterface {
  /** Batch by batch, each with a commit of its own: who runs the version before goes on working. Killed, it may be begun again, and goes on where it was. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE IF NOT EXISTS entry_search (
        -- without a foreign key, whose check costs each entry more than the row: entry_unsearched does what it would do
        entry_id bigint PRIMARY KEY,
        -- whose timeline shows it: the ticket on which it was written, or the one into which that was merged in the end
        ticket_id bigint NOT NULL,
        -- made by indexOfTexts(), never by to_tsvector(): it depends on no configuration, and on no locale
        words tsvector NOT NULL
      );
      CREATE INDEX IF NOT EXISTS entry_search_ticket ON entry_search (ticket_id, entry_id);

      -- Erased, taken back or changed: what is not there any more is not found any more, whoever took it away.
      CREATE OR REPLACE FUNCTION entry_unsearched() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM entry_search WHERE entry_id = OLD.id;
        RETURN NULL;
      END $$;
      CREATE OR REPLACE TRIGGER entry_erased AFTER DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entry_unsearched();
      CREATE OR REPLACE TRIGGER entry_changed AFTER UPDATE OF type, subject, text, detail ON entry FOR EACH ROW
        WHEN (OLD.text IS DISTINCT FROM NEW.text OR OLD.subject IS DISTINCT FROM NEW.subject OR OLD.type IS DISTINCT FROM NEW.type
              OR NEW.detail -> 'cancelled' IS NOT DISTINCT FROM 'true'
              OR OLD.detail -> 'document' IS DISTINCT FROM NEW.detail -> 'document')
        EXECUTE FUNCTION entry_unsearched();

      -- Where a ticket goes on: itself, or what it was merged into in the end.
      CREATE OR REPLACE FUNCTION ticket_survivor(ticket bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
        WITH RECURSIVE way (id, merged_into) AS (
          SELECT t.id, t.merged_into FROM ticket t WHERE t.id = $1
          UNION ALL SELECT t.id, t.merged_into FROM way w JOIN ticket t ON t.id = w.merged_into
        ) SELECT id FROM way WHERE merged_into IS NULL
      $$;
    `);
    await fillAll(runner);
    // After the rows: made at once it is smaller, and takes a fraction of the time.
    await runner.query('CREATE INDEX IF NOT EXISTS entry_search_words ON entry_search USING gin (words)');
    // What the version before has written meanwhile.
    await fillAll(runner);
    await runner.query('ANALYZE entry_search');
    await indexHeads(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER entry_changed ON entry;
      DROP TRIGGER entry_erased ON entry;
      DROP FUNCTION entry_unsearched();
      DROP FUNCTION ticket_survivor(bigint);
      DROP TABLE entry_search;
      DROP INDEX IF EXISTS ticket_head;
    `);
  }
}

/**
 * Parts of words in subject and customer. pg_trgm comes with PostgreSQL and may be made by whoever owns the database; where it is not there, these are
 * looked for without an index, as before.
 */
async function indexHeads(runner: QueryRunner): Promise<void> {
  await runner.query(`
    DO $$ BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING 'pg_trgm cannot be made (%): subjects and customers are searched without an index', SQLERRM;
    END $$`);
  const [there] = await runner.query(`SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'`);
  if (!there) return;
  // Left behind by a run that was killed, it would be kept up and never used.
  await runner.query('DROP INDEX IF EXISTS ticket_head');
  await runner.query(`CREATE INDEX CONCURRENTLY ticket_head ON ticket USING gin (
    (subject || ' ' || requester_name || ' ' || coalesce(requester_address, '') || ' ' || coalesce(requester_phone, '')) gin_trgm_ops)`);
}

/** From the newest on: it ends, though new ones come in. */
async function fillAll(runner: QueryRunner): Promise<void> {
  let before: number | null = null;
  do before = await fill(runner, before);
  while (before !== null);
}

/** The newest entries before this one. Returns the oldest that it saw; null: there was none. */
async function fill(runner: QueryRunner, before: number | null): Promise<number | null> {
  await runner.startTransaction();
  try {
    // Shared locks: a reply that is taken back meanwhile waits, and then takes its row with it. One that is being taken back is passed over.
    const found: Unsearched[] = await runner.query(
      `SELECT e.id, ticket_survivor(e.ticket_id) AS "ticketId", e.type, e.subject, left(e.text, 200000) AS text,
              jsonb_build_object('document', e.detail -> 'document') AS detail,
              jsonb_build_object('kind', e.author_kind, 'name', e.author_name, 'address', e.author_address) AS author
         FROM entry e
        WHERE ($1::bigint IS NULL OR e.id < $1::bigint) AND e.type <> 'state' AND e.detail -> 'cancelled' IS DISTINCT FROM 'true'
          AND NOT EXISTS (SELECT FROM entry_search s WHERE s.entry_id = e.id OFFSET 0)
        ORDER BY e.id DESC LIMIT $2 FOR SHARE OF e SKIP LOCKED`,
      [before, BATCH],
    );
    await runner.query(
      `INSERT INTO entry_search (entry_id, ticket_id, words) SELECT e, t, w::tsvector FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS u(e, t, w)
       ON CONFLICT DO NOTHING`,
      [found.map(one => one.id), found.map(one => one.ticketId), found.map(one => indexOfTexts(searchedTexts(one)))],
    );
    await runner.commitTransaction();
    return found.at(-1)?.id ?? null;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}
