// Promises: versioned kinds and contracts, clocks that pause, handoffs with a clock for each leg, and what a department's calendar and limits add.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Promises1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE department
        -- as date-holidays names it: 'DE', 'DE-NW', 'US-CA'; null: no public holidays
        ADD COLUMN holiday_region text,
        -- [{ "from": "2026-12-24", "to": "2026-12-31", "name": "Works holiday" }], local days, both inclusive
        ADD COLUMN closures jsonb NOT NULL DEFAULT '[]',
        -- { "design-request": 3 }: so many of a kind in hand on this rail at once
        ADD COLUMN kind_limits jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN expedite_budget integer NOT NULL DEFAULT 5 CHECK (expedite_budget >= 0),
        ADD COLUMN version integer NOT NULL DEFAULT 1;
      COMMENT ON COLUMN department.rail_limit IS 'tickets in hand on this rail at once, whoever holds them';

      -- What a version said stays readable for as long as a ticket names it: versions are added, never changed.
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TABLE ticket_kind (
        key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9-]{0,60}$'),
        version integer NOT NULL CHECK (version > 0),
        -- json, not jsonb: the order of a form's fields is the order of its properties
        definition json NOT NULL,
        created_by integer REFERENCES user_account,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (key, version)
      );
      CREATE TRIGGER ticket_kind_stays BEFORE UPDATE OR DELETE ON ticket_kind FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TABLE handoff_contract (
        key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9-]{0,60}$'),
        version integer NOT NULL CHECK (version > 0),
        -- json, not jsonb: the order of a form's fields is the order of its properties
        definition json NOT NULL,
        created_by integer REFERENCES user_account,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (key, version)
      );
      CREATE TRIGGER handoff_contract_stays BEFORE UPDATE OR DELETE ON handoff_contract FOR EACH ROW EXECUTE FUNCTION refuse_change();

      ALTER TABLE contact
        -- lower case, behind the @; null for the mail providers of private people, whose customers have nothing in common
        ADD COLUMN domain text,
        ADD COLUMN orders_seen integer NOT NULL DEFAULT 0,
        -- what ops say, whatever was seen: true an existing customer, false none
        ADD COLUMN is_customer boolean;
      CREATE INDEX contact_domain ON contact (domain) WHERE domain IS NOT NULL;

      ALTER TABLE ticket
        -- while the clock stands: working time that was left, in milliseconds; negative when it was late already
        ADD COLUMN left_ms bigint,
        -- { "<item>": { "by": "Mara Lind", "userId": 2, "at": "…" } }
        ADD COLUMN checklist jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN business text NOT NULL DEFAULT 'stranger' CHECK (business IN ('repeat', 'new', 'stranger')),
        ADD COLUMN follow_up_at timestamptz,
        ADD COLUMN follow_up_note text NOT NULL DEFAULT '',
        DROP CONSTRAINT ticket_way_in_check,
        ADD CONSTRAINT ticket_way_in_check CHECK (way_in IN ('email', 'phone', 'edi', 'form', 'colleague', 'api', 'handoff'));
      -- Working hours are not known here: what waits at the moment of the update keeps its wall-clock rest.
      UPDATE ticket SET left_ms = (extract(epoch FROM due_at - now()) * 1000)::bigint
       WHERE state = 'waiting' AND wait_reason IN ('customer', 'handoff');
      ALTER TABLE ticket
        -- A clock runs or stands; it stands exactly while somebody outside the department is awaited.
        ADD CONSTRAINT ticket_clock CHECK ((left_ms IS NOT NULL) = (state = 'waiting' AND wait_reason IN ('customer', 'handoff')));
      CREATE INDEX ticket_follow_up ON ticket (follow_up_at) WHERE follow_up_at IS NOT NULL;

      ALTER TABLE entry
        DROP CONSTRAINT entry_type_check,
        ADD CONSTRAINT entry_type_check CHECK (type IN ('message', 'reply', 'note', 'state', 'delivery', 'handoff'));

      -- The typed ticket that one department places on another's rail. It has one ticket there for its whole life, however often it is sent back.
      CREATE TABLE handoff (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        contract text NOT NULL,
        contract_version integer NOT NULL,
        kind text NOT NULL,
        kind_version integer NOT NULL,
        origin_ticket_id bigint NOT NULL REFERENCES ticket,
        -- on the receiver's rail, from the first offer on
        ticket_id bigint UNIQUE REFERENCES ticket,
        from_department_id integer NOT NULL REFERENCES department,
        to_department_id integer NOT NULL REFERENCES department,
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'offered', 'accepted', 'returned', 'completed', 'cancelled')),
        -- I10: never two owners, never none
        owner_department_id integer NOT NULL GENERATED ALWAYS AS (CASE WHEN state IN ('offered', 'accepted') THEN to_department_id ELSE from_department_id END) STORED,
        fields jsonb NOT NULL DEFAULT '{}',
        note text NOT NULL DEFAULT '',
        version integer NOT NULL DEFAULT 1,
        -- how often it was offered
        rounds integer NOT NULL DEFAULT 0,
        created_by integer REFERENCES user_account,
        created_at timestamptz NOT NULL DEFAULT now(),
        offered_at timestamptz,
        offered_by integer REFERENCES user_account,
        offered_by_name text,
        accepted_at timestamptz,
        accepted_by_name text,
        return_reason text,
        return_note text NOT NULL DEFAULT '',
        -- [{ "pointer": "/tolerance", "detail": "…" }]
        return_faults jsonb NOT NULL DEFAULT '[]',
        returned_by_name text,
        returned_at timestamptz,
        result jsonb,
        result_note text NOT NULL DEFAULT '',
        ended_at timestamptz,
        ended_by_name text,
        cancel_reason text,
        updated_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (contract, contract_version) REFERENCES handoff_contract (key, version),
        FOREIGN KEY (kind, kind_version) REFERENCES ticket_kind (key, version),
        CHECK (from_department_id <> to_department_id),
        CHECK (origin_ticket_id IS DISTINCT FROM ticket_id),
        CHECK ((state = 'draft') = (ticket_id IS NULL)),
        CHECK ((rounds = 0) = (offered_at IS NULL)),
        CHECK (state NOT IN ('accepted', 'completed') OR accepted_at IS NOT NULL),
        CHECK (state NOT IN ('offered', 'returned') OR accepted_at IS NULL),
        CHECK ((state = 'returned') = (return_reason IS NOT NULL)),
        CHECK ((state = 'completed') = (result IS NOT NULL)),
        CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL)),
        CHECK ((state IN ('completed', 'cancelled')) = (ended_at IS NOT NULL))
      );
      CREATE INDEX handoff_origin ON handoff (origin_ticket_id);
      CREATE INDEX handoff_sent ON handoff (from_department_id, id DESC);
      CREATE INDEX handoff_received ON handoff (to_department_id, id DESC) WHERE state <> 'draft';

      -- Papers that go along: attachments of the origin's timeline. The bytes are shared; the names are the receiver's to read.
      CREATE TABLE handoff_attachment (
        handoff_id bigint NOT NULL REFERENCES handoff ON DELETE CASCADE,
        attachment_id bigint NOT NULL REFERENCES attachment,
        -- the kind's attachment rule that it fulfils; null: just enclosed
        rule text,
        PRIMARY KEY (handoff_id, attachment_id)
      );

      -- Each leg has its own clock. The origin's own leg is the ticket's clock.
      CREATE TABLE handoff_leg (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        handoff_id bigint NOT NULL REFERENCES handoff ON DELETE CASCADE,
        leg text NOT NULL CHECK (leg IN ('acceptance', 'work', 'returned')),
        -- whose clock it is
        department_id integer NOT NULL REFERENCES department,
        kind text NOT NULL,
        minutes_allowed integer NOT NULL,
        began_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        ended_at timestamptz,
        -- null where it ended without being finished (cancelled)
        on_time boolean,
        CHECK (on_time IS NULL OR ended_at IS NOT NULL)
      );
      -- One leg runs at a time.
      CREATE UNIQUE INDEX handoff_leg_open ON handoff_leg (handoff_id) WHERE ended_at IS NULL;
      CREATE INDEX handoff_leg_of ON handoff_leg (handoff_id, id);
      CREATE INDEX handoff_leg_ended ON handoff_leg (department_id, ended_at) WHERE ended_at IS NOT NULL;

      ALTER TABLE defect
        DROP CONSTRAINT defect_kind_check,
        ADD CONSTRAINT defect_kind_check CHECK (kind IN ('misroute', 'skip', 'reopened', 'late', 'quarantined', 'returned')),
        -- returned handoffs: one row for each field at fault; the department is the sender's
        ADD COLUMN contract text,
        ADD COLUMN field text,
        ADD COLUMN handoff_id bigint REFERENCES handoff;

      CREATE TABLE expedite (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        department_id integer NOT NULL REFERENCES department,
        ticket_id bigint NOT NULL REFERENCES ticket,
        user_id integer REFERENCES user_account,
        reason text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX expedite_of_day ON expedite (department_id, created_at);

      -- An order's promised date changed: the customer is told, after somebody has read the words, or it is said why not.
      CREATE TABLE promise_notice (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        ticket_id bigint NOT NULL REFERENCES ticket,
        before_on date,
        after_on date,
        state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'sent', 'dismissed')),
        reason text,
        reply_entry_id bigint REFERENCES entry,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        ended_by integer REFERENCES user_account,
        CHECK ((state = 'proposed') = (ended_at IS NULL)),
        CHECK ((state = 'sent') = (reply_entry_id IS NOT NULL)),
        CHECK ((state = 'dismissed') = (reason IS NOT NULL))
      );
      CREATE UNIQUE INDEX promise_notice_open ON promise_notice (ticket_id) WHERE state = 'proposed';
      CREATE INDEX promise_notice_of ON promise_notice (ticket_id);

      CREATE INDEX ticket_arrived ON ticket (department_id, created_at);
    `);
    await runner.query(`
      CREATE TABLE rail_hour (
        department_id integer NOT NULL REFERENCES department,
        hour timestamptz NOT NULL,
        slot smallint NOT NULL,
        arrived bigint NOT NULL DEFAULT 0,
        finished bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (department_id, hour, slot)
      ) WITH (fillfactor = 50);

      -- As before, and: tickets may be born done; by the hour as well; a ticket that ended without a promise to keep (a handoff that was sent
      -- back or cancelled: done_on_time is null) counts neither as finished nor against anybody.
      CREATE OR REPLACE FUNCTION count_tickets() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO rail_day AS d (department_id, day, slot, arrived)
          SELECT department_id, (now() AT TIME ZONE 'UTC')::date, pg_backend_pid() % 8, count(*)
            FROM new_ticket GROUP BY department_id ORDER BY department_id
          ON CONFLICT (department_id, day, slot) DO UPDATE SET arrived = d.arrived + excluded.arrived;
          INSERT INTO rail_hour AS h (department_id, hour, slot, arrived)
          SELECT department_id, date_trunc('hour', now()), pg_backend_pid() % 8, count(*)
            FROM new_ticket GROUP BY department_id ORDER BY department_id
          ON CONFLICT (department_id, hour, slot) DO UPDATE SET arrived = h.arrived + excluded.arrived;
          INSERT INTO rail_counter AS c (department_id, slot, open, claimed, waiting)
          SELECT department_id, pg_backend_pid() % 8, count(*) FILTER (WHERE state = 'open'),
                 count(*) FILTER (WHERE state = 'claimed'), count(*) FILTER (WHERE state = 'waiting')
            FROM new_ticket GROUP BY department_id ORDER BY department_id
          ON CONFLICT (department_id, slot) DO UPDATE
             SET open = c.open + excluded.open, claimed = c.claimed + excluded.claimed, waiting = c.waiting + excluded.waiting;
          PERFORM count_finishes(f.department_id, f.day, f.hour, f.finished, f.on_time) FROM (
            SELECT department_id, (done_at AT TIME ZONE 'UTC')::date AS day, date_trunc('hour', done_at) AS hour, count(*) AS finished,
                   count(*) FILTER (WHERE done_on_time) AS on_time
              FROM new_ticket WHERE done_at IS NOT NULL AND done_on_time IS NOT NULL
             GROUP BY department_id, day, hour ORDER BY department_id, day, hour
          ) f;
          RETURN NULL;
        END IF;
        INSERT INTO rail_counter AS c (department_id, slot, open, claimed, waiting)
        SELECT department_id, pg_backend_pid() % 8, sum(open), sum(claimed), sum(waiting) FROM (
          SELECT department_id, (state = 'open')::int AS open, (state = 'claimed')::int AS claimed, (state = 'waiting')::int AS waiting FROM new_ticket
          UNION ALL
          SELECT department_id, -(state = 'open')::int, -(state = 'claimed')::int, -(state = 'waiting')::int FROM old_ticket
        ) change GROUP BY department_id HAVING sum(open) <> 0 OR sum(claimed) <> 0 OR sum(waiting) <> 0 ORDER BY department_id
        ON CONFLICT (department_id, slot) DO UPDATE
           SET open = c.open + excluded.open, claimed = c.claimed + excluded.claimed, waiting = c.waiting + excluded.waiting;
        PERFORM count_finishes(f.department_id, f.day, f.hour, f.finished, f.on_time) FROM (
          SELECT department_id, day, hour, sum(finished) AS finished, sum(on_time) AS on_time FROM (
            SELECT department_id, (done_at AT TIME ZONE 'UTC')::date AS day, date_trunc('hour', done_at) AS hour, 1 AS finished, done_on_time::int AS on_time
              FROM new_ticket WHERE done_at IS NOT NULL AND done_on_time IS NOT NULL
            UNION ALL
            SELECT department_id, (done_at AT TIME ZONE 'UTC')::date, date_trunc('hour', done_at), -1, -(done_on_time::int)
              FROM old_ticket WHERE done_at IS NOT NULL AND done_on_time IS NOT NULL
          ) change GROUP BY department_id, day, hour HAVING sum(finished) <> 0 OR sum(on_time) <> 0 ORDER BY department_id, day, hour
        ) f;
        RETURN NULL;
      END $$;

      CREATE FUNCTION count_finishes(rail integer, on_day date, in_hour timestamptz, finishes bigint, in_time bigint) RETURNS void LANGUAGE sql AS $$
        INSERT INTO rail_day AS d (department_id, day, slot, finished, finished_on_time)
        VALUES (rail, on_day, pg_backend_pid() % 8, finishes, in_time)
        ON CONFLICT (department_id, day, slot) DO UPDATE
           SET finished = d.finished + excluded.finished, finished_on_time = d.finished_on_time + excluded.finished_on_time;
        INSERT INTO rail_hour AS h (department_id, hour, slot, finished)
        VALUES (rail, in_hour, pg_backend_pid() % 8, finishes)
        ON CONFLICT (department_id, hour, slot) DO UPDATE SET finished = h.finished + excluded.finished;
      $$;

      -- Is there room on the rail for one more ticket in hand? Exact where it matters: near the limit claims of the rail take turns (the lock
      -- lasts until the transaction ends) and the count comes after the lock. Far below it nobody waits: not even all connections of a server
      -- together could claim past the limit before their commits show in the counter.
      CREATE FUNCTION rail_has_room(rail integer, rail_limit integer) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        IF (SELECT coalesce(sum(claimed), 0) FROM rail_counter WHERE department_id = rail) + 200 < rail_limit THEN
          RETURN true;
        END IF;
        PERFORM pg_advisory_xact_lock(7242003, rail);
        RETURN (SELECT count(*) FROM ticket WHERE department_id = rail AND state = 'claimed') < rail_limit;
      END $$;

      -- Kinds of which as many are in hand on the rail as may be. Rails without such limits pay nothing.
      CREATE FUNCTION kinds_full(rail integer, limits jsonb) RETURNS text[] LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        IF limits = '{}' THEN
          RETURN '{}';
        END IF;
        PERFORM pg_advisory_xact_lock(7242003, rail);
        RETURN ARRAY(SELECT l.key FROM jsonb_each_text(limits) l
                      WHERE (SELECT count(*) FROM ticket t WHERE t.department_id = rail AND t.state = 'claimed' AND t.kind = l.key) >= l.value::int);
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION kinds_full, rail_has_room;
      DROP TABLE promise_notice, expedite, handoff_leg, handoff_attachment;
      ALTER TABLE defect DROP COLUMN handoff_id, DROP COLUMN field, DROP COLUMN contract;
      DROP TABLE handoff, handoff_contract, ticket_kind;
      DROP INDEX ticket_arrived, ticket_follow_up;
      ALTER TABLE ticket DROP COLUMN left_ms, DROP COLUMN checklist, DROP COLUMN business, DROP COLUMN follow_up_at, DROP COLUMN follow_up_note;
      ALTER TABLE contact DROP COLUMN domain, DROP COLUMN orders_seen, DROP COLUMN is_customer;
      ALTER TABLE department DROP COLUMN holiday_region, DROP COLUMN closures, DROP COLUMN kind_limits, DROP COLUMN expedite_budget, DROP COLUMN version;
    `);
  }
}
