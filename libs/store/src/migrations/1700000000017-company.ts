// Who changed what of the company: a log that only grows, each line bound to the one before by its hash. Written by the database itself, in the
// transaction of the change, so that no way of changing something goes past it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns whose value is a secret, or says nothing to a reader, are named and not shown. */
interface Audited {
  table: string;
  thing: string;
  id: string;
  name: string;
  events: string;
  hidden?: string;
  passedOver?: string;
}

// Not here: message_verdict, which is of messages and is a log of its own that nobody changes; secrets, whose row of channel or webhook takes a new version;
// what the machines count and remember.
const AUDITED: readonly Audited[] = [
  {
    table: 'company',
    thing: 'company',
    id: 'id',
    name: 'name',
    events: 'INSERT OR UPDATE OF name, time_zone',
    passedOver: 'created_at',
  },
  {
    table: 'department',
    thing: 'department',
    id: 'id',
    name: 'name',
    events:
      'INSERT OR DELETE OR UPDATE OF key, name, time_zone, work_hours, holiday_region, closures, claim_limit, rail_limit, kind_limits, expedite_budget',
    passedOver: 'version created_at',
  },
  {
    table: 'user_account',
    thing: 'member',
    id: 'id',
    name: 'email',
    events: 'INSERT OR DELETE OR UPDATE OF email, name, password_hash, is_admin, disabled_at',
    hidden: 'password_hash',
    passedOver: 'version created_at',
  },
  { table: 'membership', thing: 'membership', id: 'user_id', name: '', events: 'INSERT OR DELETE OR UPDATE OF role' },
  {
    table: 'sign_in_link',
    thing: 'sign-in link',
    id: 'user_id',
    name: '',
    events: 'INSERT',
    hidden: 'token_hash',
    passedOver: 'created_at used_at',
  },
  {
    table: 'api_key',
    thing: 'API key',
    id: 'id',
    name: 'name',
    events: 'INSERT OR DELETE OR UPDATE OF name, department_id, role, expires_at, revoked_at',
    hidden: 'secret_hash',
    passedOver: 'created_at last_used_at created_by',
  },
  {
    table: 'channel',
    thing: 'channel',
    id: 'id',
    name: 'name',
    events: 'INSERT OR DELETE OR UPDATE OF key, name, department_id, settings, enabled, version',
    passedOver: 'cursor cursor_fence health last_ok_at created_at',
  },
  {
    table: 'canary',
    thing: 'test messages',
    id: 'channel_id',
    name: '',
    events: 'INSERT OR DELETE OR UPDATE OF every_minutes',
    passedOver: 'next_at',
  },
  {
    // Each change of routing_rule makes a version, and rewrites all rows of the table: one line is enough.
    table: 'rule_version',
    thing: 'version of the rules',
    id: 'version',
    name: 'version',
    events: 'INSERT OR DELETE OR UPDATE',
    passedOver: 'version rules saved_at saved_by',
  },
  {
    table: 'ticket_kind',
    thing: 'ticket kind',
    id: 'key',
    name: 'key',
    events: 'INSERT',
    passedOver: 'definition created_at created_by',
  },
  {
    table: 'handoff_contract',
    thing: 'handoff contract',
    id: 'key',
    name: 'key',
    events: 'INSERT',
    passedOver: 'definition created_at created_by',
  },
  {
    table: 'reply_template',
    thing: 'template',
    id: 'id',
    name: 'title',
    events: 'INSERT OR DELETE OR UPDATE',
    passedOver: 'created_at updated_at updated_by',
  },
  {
    table: 'macro',
    thing: 'macro',
    id: 'id',
    name: 'title',
    events: 'INSERT OR DELETE OR UPDATE',
    passedOver: 'created_at updated_at updated_by',
  },
  {
    table: 'partner',
    thing: 'partner',
    id: 'id',
    name: 'name',
    events: 'INSERT OR DELETE OR UPDATE OF key, name, standard, agreement, enabled, version',
    passedOver: 'control_number created_at',
  },
  {
    table: 'webhook',
    thing: 'webhook',
    id: 'id',
    name: 'name',
    events: 'INSERT OR DELETE OR UPDATE OF name, url, department_id, events, enabled, version',
    passedOver: 'failing_since created_at created_by',
  },
];

const trigger = ({ table, thing, id, name, events, hidden = '', passedOver = '' }: Audited): string =>
  `CREATE TRIGGER ${table}_audit AFTER ${events} ON ${table} FOR EACH ROW EXECUTE FUNCTION audit_row('${thing}', '${id}', '${name}', '${hidden}', '${passedOver}');`;

export class Company1700000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- of name, rights and departments of a person: of two admins who save at once, the second is told
      ALTER TABLE user_account ADD COLUMN version integer NOT NULL DEFAULT 1;
      -- what new departments begin with; null: nobody has said it yet
      ALTER TABLE company ADD COLUMN time_zone text;

      -- The newest line. Its row lock puts the writers in one order; that they wait for each other costs nothing where people change settings.
      CREATE TABLE audit_head (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        seq bigint NOT NULL DEFAULT 0,
        hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
      );
      INSERT INTO audit_head DEFAULT VALUES;

      CREATE TABLE audit_entry (
        seq bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        -- { kind: person | key | command | system, id?, name? }
        actor jsonb NOT NULL,
        action text NOT NULL CHECK (action IN ('created', 'changed', 'removed')),
        thing text NOT NULL,
        thing_id text NOT NULL,
        thing_name text NOT NULL,
        -- { <column>: { before, after } or { hidden: true } }
        changes jsonb NOT NULL,
        -- SHA-256 of the hash before and of this line
        hash bytea NOT NULL CHECK (length(hash) = 32)
      );

      -- The moment as a number: its text would depend on the session's time zone.
      CREATE FUNCTION audit_hash(before bytea, seq bigint, at timestamptz, actor jsonb, action text, thing text, thing_id text, thing_name text, changes jsonb)
      RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
        SELECT sha256(before || convert_to(jsonb_build_array(seq, extract(epoch FROM at), actor, action, thing, thing_id, thing_name, changes)::text, 'UTF8'))
      $$;

      CREATE FUNCTION audit_write(given_action text, given_thing text, given_id text, given_name text, given_changes jsonb)
      RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        head audit_head;
        moment timestamptz;
        who jsonb := coalesce(nullif(current_setting('rail.actor', true), '')::jsonb, '{"kind": "system"}');
        fresh bytea;
      BEGIN
        SELECT * INTO head FROM audit_head WHERE id = 1 FOR UPDATE;
        moment := clock_timestamp();
        fresh := audit_hash(head.hash, head.seq + 1, moment, who, given_action, given_thing, given_id, given_name, given_changes);
        INSERT INTO audit_entry (seq, at, actor, action, thing, thing_id, thing_name, changes, hash)
          VALUES (head.seq + 1, moment, who, given_action, given_thing, given_id, given_name, given_changes, fresh);
        UPDATE audit_head SET seq = head.seq + 1, hash = fresh WHERE id = 1;
      END
      $$;

      -- Arguments: thing, column of its id, column of its name, columns to hide, columns to pass over.
      CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
        after jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
        whole jsonb := before || after;
        name text := whole ->> TG_ARGV[2];
        changes jsonb;
      BEGIN
        SELECT coalesce(jsonb_object_agg(key, CASE WHEN key = ANY (string_to_array(TG_ARGV[3], ' ')) THEN '{"hidden": true}'
                 ELSE jsonb_build_object('before', before -> key, 'after', after -> key) END), '{}')
          INTO changes FROM jsonb_object_keys(whole) AS key
         WHERE before -> key IS DISTINCT FROM after -> key AND key <> ALL (string_to_array(TG_ARGV[4], ' '));
        IF TG_OP = 'UPDATE' AND changes = '{}' THEN
          RETURN NULL;
        END IF;
        IF TG_TABLE_NAME IN ('membership', 'sign_in_link') THEN
          SELECT u.email INTO name FROM user_account u WHERE u.id = (whole ->> 'user_id')::int;
        ELSIF TG_TABLE_NAME = 'canary' THEN
          -- One was asked for by hand: nothing was set.
          IF TG_OP = 'INSERT' AND after ->> 'every_minutes' IS NULL THEN
            RETURN NULL;
          END IF;
          SELECT c.name INTO name FROM channel c WHERE c.id = (whole ->> 'channel_id')::int;
        END IF;
        PERFORM audit_write(CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END,
          TG_ARGV[0], coalesce(whole ->> TG_ARGV[1], ''), coalesce(name, ''), changes);
        RETURN NULL;
      END
      $$;

      CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER audit_entry_kept BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ${AUDITED.map(trigger).join('\n      ')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${AUDITED.map(({ table }) => `DROP TRIGGER ${table}_audit ON ${table};`).join('\n      ')}
      DROP TABLE audit_entry, audit_head;
      DROP FUNCTION audit_row, audit_write, audit_hash;
      ALTER TABLE user_account DROP COLUMN version;
      ALTER TABLE company DROP COLUMN time_zone;
    `);
  }
}
