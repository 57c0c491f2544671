// Trading partners, the interchanges that they sent, what each document of an interchange became, and the acknowledgements both ways.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Trade1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE partner (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
        name text NOT NULL CHECK (name <> ''),
        standard text NOT NULL CHECK (standard IN ('x12', 'edifact')),
        -- PartnerAgreement without its standard
        agreement jsonb NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        -- last control number that we gave to an interchange of ours for them; taken under the row's lock, so they rise without gaps
        control_number bigint NOT NULL DEFAULT 0,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      -- side 'theirs': as what they send; two partners can never claim one interchange. 'ours': as what they address us.
      CREATE TABLE partner_identity (
        partner_id integer NOT NULL REFERENCES partner ON DELETE CASCADE,
        side text NOT NULL CHECK (side IN ('theirs', 'ours')),
        position smallint NOT NULL,
        standard text NOT NULL,
        qualifier text NOT NULL,
        identifier text NOT NULL CHECK (identifier <> ''),
        PRIMARY KEY (partner_id, side, position)
      );
      CREATE UNIQUE INDEX partner_identity_theirs ON partner_identity (standard, qualifier, identifier) WHERE side = 'theirs';

      -- A message that is an interchange of a known partner. The row tells a repetition from a new one.
      CREATE TABLE interchange (
        message_id bigint PRIMARY KEY REFERENCES message,
        partner_id integer NOT NULL REFERENCES partner,
        -- SHA-256 of standard, sender, receiver, control number and test flag
        key bytea NOT NULL CHECK (length(key) = 32),
        control_ref text NOT NULL,
        test boolean NOT NULL,
        sha256 bytea NOT NULL CHECK (length(sha256) = 32),
        -- null: the first of its key. Else the message that it repeats, or whose number it took.
        repeats_message_id bigint REFERENCES interchange,
        received_at timestamptz NOT NULL
      );
      CREATE INDEX interchange_key ON interchange (key, received_at DESC) WHERE repeats_message_id IS NULL;
      CREATE INDEX interchange_partner ON interchange (partner_id, received_at DESC);

      -- What each document of a message became, where a message holds several or may be asked for by number.
      CREATE TABLE message_part (
        message_id bigint NOT NULL REFERENCES message,
        number integer NOT NULL CHECK (number > 0),
        byte_start integer NOT NULL,
        byte_end integer NOT NULL,
        state text NOT NULL CHECK (state IN ('ticketed', 'appended', 'suppressed', 'quarantined')),
        reason text,
        detail text,
        -- { byte, segment, element }
        position jsonb,
        ticket_id bigint REFERENCES ticket,
        partner_id integer REFERENCES partner,
        -- 850, ORDERS; ST02, UNH 0062
        document_type text,
        document_ref text,
        document_number text,
        -- opens the ticket that changes and questions of this number join
        is_order boolean NOT NULL DEFAULT false,
        PRIMARY KEY (message_id, number),
        CHECK ((state IN ('suppressed', 'quarantined')) = (reason IS NOT NULL)),
        CHECK ((state IN ('ticketed', 'appended')) = (ticket_id IS NOT NULL))
      );
      CREATE INDEX message_part_order ON message_part (partner_id, document_number, message_id DESC) WHERE is_order;
      CREATE INDEX message_part_ticket ON message_part (ticket_id) WHERE ticket_id IS NOT NULL;
      CREATE INDEX message_part_quarantined ON message_part (message_id) WHERE state = 'quarantined';

      -- One message stands on the timeline once for each of its parts (I4). 0: the message itself.
      ALTER TABLE entry ADD COLUMN part integer NOT NULL DEFAULT 0;
      ALTER TABLE entry DROP CONSTRAINT entry_message_id_key;
      CREATE UNIQUE INDEX entry_message ON entry (message_id, part) WHERE message_id IS NOT NULL;
      -- Several parts, several tickets: the parts say which. A message of one thing names its ticket as before.
      ALTER TABLE message ADD COLUMN parts integer NOT NULL DEFAULT 0 CHECK (parts >= 0);
      -- { byte, segment, element } of what a quarantined one is held for
      ALTER TABLE message ADD COLUMN position jsonb;
      ALTER TABLE message DROP CONSTRAINT message_check1;
      ALTER TABLE message ADD CONSTRAINT message_ticket CHECK (state NOT IN ('ticketed', 'appended') OR ticket_id IS NOT NULL OR parts > 0);

      -- Answers to interchanges, and documents of ours: they may concern several tickets, or none.
      ALTER TABLE outbound
        DROP CONSTRAINT outbound_purpose_check,
        DROP CONSTRAINT outbound_of_ticket,
        ADD CONSTRAINT outbound_purpose_check
          CHECK (purpose IN ('reply', 'acknowledgement', 'digest', 'ask', 'edi-acknowledgement', 'edi-document')),
        ADD CONSTRAINT outbound_of_ticket CHECK (purpose NOT IN ('reply', 'acknowledgement') OR ticket_id IS NOT NULL);

      -- What we answered: the bytes are the outbound's. One row for each acknowledgement, kept so that it can be sent again.
      CREATE TABLE sent_acknowledgement (
        outbound_id bigint PRIMARY KEY REFERENCES outbound,
        message_id bigint NOT NULL REFERENCES message,
        partner_id integer NOT NULL REFERENCES partner,
        type text NOT NULL CHECK (type IN ('997', '999', 'TA1', 'CONTRL')),
        code text NOT NULL,
        -- GS06 of the group, ISA13 / UNB 0020 of the interchange that it answers
        ref text NOT NULL,
        -- ISA13 / UNB 0020 of the answer itself
        control_ref text NOT NULL,
        -- [{ ref, code }] of each set
        sets jsonb NOT NULL DEFAULT '[]'
      );
      CREATE INDEX sent_acknowledgement_message ON sent_acknowledgement (message_id);

      -- Documents of ours that the partner must acknowledge.
      CREATE TABLE sent_document (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        outbound_id bigint NOT NULL UNIQUE REFERENCES outbound,
        partner_id integer NOT NULL REFERENCES partner,
        ticket_id bigint REFERENCES ticket,
        interchange_ref text NOT NULL,
        -- [{ functionalId, groupRef, messageRef, documentType, documentNumber }]
        sets jsonb NOT NULL,
        -- waiting: until the deadline; overdue: an exception ticket was raised
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'accepted-with-errors', 'rejected', 'overdue')),
        due_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        acknowledged_by bigint REFERENCES message,
        findings jsonb NOT NULL DEFAULT '[]',
        exception_ticket_id bigint REFERENCES ticket
      );
      CREATE UNIQUE INDEX sent_document_ref ON sent_document (partner_id, interchange_ref);
      CREATE INDEX sent_document_due ON sent_document (due_at) WHERE state = 'waiting';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sent_document, sent_acknowledgement, message_part, interchange, partner_identity, partner;
      DELETE FROM outbound WHERE purpose IN ('edi-acknowledgement', 'edi-document');
      ALTER TABLE outbound
        DROP CONSTRAINT outbound_purpose_check,
        DROP CONSTRAINT outbound_of_ticket,
        ADD CONSTRAINT outbound_purpose_check CHECK (purpose IN ('reply', 'acknowledgement', 'digest', 'ask')),
        ADD CONSTRAINT outbound_of_ticket CHECK (purpose IN ('digest', 'ask') OR ticket_id IS NOT NULL);
      DROP INDEX entry_message;
      ALTER TABLE entry DROP COLUMN part;
      ALTER TABLE entry ADD UNIQUE (message_id);
      ALTER TABLE message DROP CONSTRAINT message_ticket, DROP COLUMN parts, DROP COLUMN position;
      ALTER TABLE message ADD CONSTRAINT message_check1 CHECK (state NOT IN ('ticketed', 'appended') OR ticket_id IS NOT NULL);
    `);
  }
}
