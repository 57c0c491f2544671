// What people and other systems are told (alerts, digests, webhooks), standard work (templates, macros), and the flow meeting's records.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Flow1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE user_account
        ADD COLUMN digest text NOT NULL DEFAULT 'none' CHECK (digest IN ('none', 'each', 'hourly', 'daily')),
        -- no digest before this
        ADD COLUMN digest_at timestamptz NOT NULL DEFAULT now();

      -- News that somebody must acknowledge. It is told once, whoever finds it, and stays until it is acknowledged.
      CREATE TABLE alert (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        department_id integer NOT NULL REFERENCES department,
        -- null: for everybody who works the rail; the first who acknowledges it does so for all
        user_id integer REFERENCES user_account ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('handoff-offered', 'handoff-accepted', 'handoff-returned', 'handoff-completed', 'handoff-cancelled',
                                           'soon-late', 'late', 'likely-late', 'follow-up', 'promise')),
        ticket_id bigint REFERENCES ticket,
        handoff_id bigint REFERENCES handoff,
        text text NOT NULL,
        -- the same news twice is one: 'soon-late:12:2026-11-28T09:00:00Z'
        once text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        acknowledged_at timestamptz,
        acknowledged_by integer REFERENCES user_account,
        CHECK (acknowledged_by IS NULL OR acknowledged_at IS NOT NULL)
      );
      CREATE INDEX alert_open ON alert (department_id, id DESC) WHERE acknowledged_at IS NULL;
      CREATE INDEX alert_of ON alert (department_id, id DESC);
      -- What stood in a digest that was queued for a person.
      CREATE TABLE alert_mail (
        alert_id bigint NOT NULL REFERENCES alert ON DELETE CASCADE,
        user_id integer NOT NULL REFERENCES user_account ON DELETE CASCADE,
        outbound_id bigint NOT NULL REFERENCES outbound,
        PRIMARY KEY (alert_id, user_id)
      );

      ALTER TABLE outbound
        -- null: mail to a colleague that belongs to no ticket
        ALTER COLUMN ticket_id DROP NOT NULL,
        ADD COLUMN purpose text NOT NULL DEFAULT 'reply' CHECK (purpose IN ('reply', 'acknowledgement', 'digest')),
        ADD CHECK (purpose = 'digest' OR ticket_id IS NOT NULL);

      -- An acknowledgement is still to be decided on; the sweep takes it.
      ALTER TABLE ticket ADD COLUMN acknowledge boolean NOT NULL DEFAULT false;
      CREATE INDEX ticket_acknowledge ON ticket (id) WHERE acknowledge;
      -- When an address was last sent an automatic acknowledgement: once in 24 hours at most.
      CREATE TABLE acknowledged_address (
        address_key bytea PRIMARY KEY,
        at timestamptz NOT NULL
      );

      CREATE TABLE reply_template (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- null: for all departments
        department_id integer REFERENCES department,
        title text NOT NULL,
        purpose text NOT NULL DEFAULT 'reply' CHECK (purpose IN ('reply', 'promise-changed')),
        -- null: for every kind
        kind text,
        body text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        updated_by integer REFERENCES user_account,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE macro (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        department_id integer REFERENCES department,
        title text NOT NULL,
        kind text,
        -- { reply?: template id, note?: text, fields?: {}, tick?: [], then?: { state, … } }
        steps jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        updated_by integer REFERENCES user_account,
        updated_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE webhook (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        url text NOT NULL,
        -- null: events of all departments
        department_id integer REFERENCES department ON DELETE CASCADE,
        -- event types; empty: all
        events text[] NOT NULL DEFAULT '{}',
        enabled boolean NOT NULL DEFAULT true,
        -- of its secrets: rises with each change of them
        version integer NOT NULL DEFAULT 1,
        created_by integer REFERENCES user_account,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- since when its deliveries fail without a success between; null: it works, or was never tried
        failing_since timestamptz
      );
      -- Two may be active while a receiver changes over.
      CREATE TABLE webhook_secret (
        webhook_id integer NOT NULL REFERENCES webhook ON DELETE CASCADE,
        name text NOT NULL CHECK (name IN ('current', 'previous')),
        sealed text NOT NULL,
        -- what the sealed text is bound to, with the row and the name
        version integer NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (webhook_id, name)
      );
      CREATE TABLE webhook_delivery (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        webhook_id integer NOT NULL REFERENCES webhook ON DELETE CASCADE,
        event_id uuid NOT NULL,
        type text NOT NULL,
        -- the ticket's key: deliveries of one key keep their order
        key text NOT NULL,
        body jsonb NOT NULL,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'delivered', 'failed')),
        attempts smallint NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        sender text,
        sending_until timestamptz,
        status integer,
        response text,
        error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        -- an event is queued once, however often the bus brings it; a replay is the same row, queued again
        UNIQUE (webhook_id, event_id),
        CHECK ((state = 'sending') = (sender IS NOT NULL))
      ) WITH (fillfactor = 70);
      CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_attempt_at, id) WHERE state = 'queued';
      CREATE INDEX webhook_delivery_sending ON webhook_delivery (sending_until) WHERE state = 'sending';
      CREATE INDEX webhook_delivery_open ON webhook_delivery (webhook_id, key, id) WHERE state IN ('queued', 'sending');
      CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, id DESC);

      CREATE TABLE problem_case (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        department_id integer NOT NULL REFERENCES department,
        ticket_id bigint REFERENCES ticket,
        title text NOT NULL,
        cause text NOT NULL DEFAULT '',
        owner_id integer REFERENCES user_account,
        due_on date,
        version integer NOT NULL DEFAULT 1,
        created_by integer REFERENCES user_account,
        created_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz
      );
      CREATE INDEX problem_case_open ON problem_case (department_id, id) WHERE closed_at IS NULL;
      CREATE TABLE problem_action (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id bigint NOT NULL REFERENCES problem_case ON DELETE CASCADE,
        position smallint NOT NULL,
        text text NOT NULL,
        owner_id integer REFERENCES user_account,
        due_on date,
        done_at timestamptz
      );
      CREATE INDEX problem_action_of ON problem_action (case_id, position);

      -- A meeting as it was held. What was said then stays as it was said.
      CREATE TABLE flow_record (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        held_at timestamptz NOT NULL DEFAULT now(),
        held_by integer REFERENCES user_account,
        held_by_name text NOT NULL,
        remarks text NOT NULL DEFAULT ''
      );
      -- One row for each department that was looked at: who may read the record of a department is decided by it.
      CREATE TABLE flow_record_department (
        record_id bigint NOT NULL REFERENCES flow_record,
        department_id integer NOT NULL REFERENCES department,
        figures jsonb NOT NULL,
        PRIMARY KEY (record_id, department_id)
      );
      CREATE INDEX flow_record_of ON flow_record_department (department_id, record_id DESC);
      CREATE TRIGGER flow_record_stays BEFORE UPDATE OR DELETE ON flow_record FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER flow_record_department_stays BEFORE UPDATE OR DELETE ON flow_record_department FOR EACH ROW EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE flow_record_department, flow_record, problem_action, problem_case, webhook_delivery, webhook_secret, webhook, macro, reply_template,
                 acknowledged_address, alert_mail, alert;
      ALTER TABLE user_account DROP COLUMN digest, DROP COLUMN digest_at;
    `);
  }
}
