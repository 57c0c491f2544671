// Mails, tickets that they make, and the steps that work on them, for the tests of automatic mail: a company with one mailbox in a database of its own.
import { createHash, randomUUID } from 'node:crypto';
import { composeReply, createEmailConverter, signMessageId } from '#channels';
import type { Converter, HeldLease } from '#channels/contract';
import { acknowledgeRun, ConversionStep, HouseReader, signedIds } from '#router';
import { SecretBox } from '#runtime';
import {
  type Actor,
  createCompany,
  Database,
  entriesOf,
  LedgerStore,
  type ReplyOutcome,
  reserveReply,
  sendReply,
  ticketById,
} from '#store';
import { createTestDatabase } from '../database/database.js';

const ALWAYS = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, [['00:00', '24:00']]]),
) as Parameters<typeof createCompany>[1]['departments'][number]['workHours'];

export interface Letter {
  from?: string;
  to?: string;
  subject?: string;
  headers?: string[];
  body?: string;
  /** RFC 5321; '' for the empty reverse-path. */
  mailFrom?: string;
}

/** One mailbox, `support@<domain>`. */
export class MailThings {
  static async open(domain = 'rail.test', settings: object = {}, keyByte = 5): Promise<MailThings> {
    const test = await createTestDatabase();
    const database = await Database.open({ url: test.url, poolSize: 12 });
    await database.transaction(tx =>
      createCompany(tx, {
        name: 'Test',
        demo: false,
        departments: [{ key: 'service', name: 'Customer service', timeZone: 'UTC', workHours: ALWAYS }],
        people: [],
        channels: [
          {
            key: 'service',
            kind: 'email',
            name: 'Mailbox',
            departmentKey: 'service',
            settings: {
              addresses: [`support@${domain}`],
              fromName: 'Our house',
              acknowledge: true,
              smtpOut: { host: '127.0.0.1', port: 2525, tls: 'none' },
              organisationDomains: [domain],
              ...settings,
            },
          },
        ],
        rules: [],
      }),
    );
    return new MailThings(domain, database, test.url, test.drop, createEmailConverter(), keyByte);
  }

  clock = new Date();
  readonly warnings: string[] = [];
  readonly key: Buffer;
  readonly acknowledge: () => Promise<number>;
  readonly ann: Actor = { userId: null, name: 'Ann' };
  readonly #step: ConversionStep;
  readonly #ledger: LedgerStore;
  readonly #log = {
    warn: (_: object, text: string) => void this.warnings.push(text),
    error: (_: object, text: string) => void this.warnings.push(text),
  };

  private constructor(
    readonly domain: string,
    readonly database: Database,
    readonly url: string,
    private readonly drop: () => Promise<void>,
    private readonly converter: Converter,
    keyByte: number,
  ) {
    const secrets = new SecretBox({ active: 'k1', keys: new Map([['k1', Buffer.alloc(32, keyByte)]]) });
    const signed = signedIds(secrets);
    this.key = secrets.signingKeys('mail')[0]!;
    this.#ledger = new LedgerStore(database);
    const house = new HouseReader(database, signed);
    this.#step = new ConversionStep({
      database,
      house,
      converterOf: () => converter,
      signed,
      now: () => new Date(),
      log: this.#log,
    });
    this.acknowledge = this.instance();
  }

  /** The acknowledging step of one more instance, on this database or on a pool of its own. */
  instance(database = this.database): () => Promise<number> {
    return acknowledgeRun({ database, key: this.key, log: this.#log, now: () => this.clock });
  }

  async close(): Promise<void> {
    await this.converter.close();
    await this.database.close();
    await this.drop();
  }

  rows<R>(text: string, values: unknown[] = []): Promise<R[]> {
    return this.database.rows<R>(text, values);
  }

  /** A mail comes in and is converted. Returns its number in the ledger. */
  async mail(letter: Letter = {}): Promise<number> {
    const id = randomUUID();
    const text = [
      `From: ${letter.from ?? 'Ada Byrne <ada@client.example>'}`,
      `To: ${letter.to ?? `support@${this.domain}`}`,
      `Subject: ${letter.subject ?? 'A question'}`,
      ...(letter.headers?.some(line => /^message-id:/i.test(line)) ? [] : [`Message-ID: <${id}@client.example>`]),
      ...(letter.headers ?? []),
      '',
      letter.body ?? `When will it arrive? ${id}`,
    ].join('\r\n');
    const [messageId] = await this.raw([{ raw: Buffer.from(text), mailFrom: letter.mailFrom ?? 'ada@client.example' }]);
    return messageId!;
  }

  async raw(mails: { raw: Buffer; mailFrom: string }[]): Promise<number[]> {
    const accepted = await this.#ledger.accept(
      mails.map(({ raw, mailFrom }) => ({
        channelId: 1,
        sourceIdentity: createHash('sha256').update(raw).update(randomUUID()).digest('hex'),
        raw,
        receivedAt: new Date(),
        conversationKey: randomUUID(),
        transport: { via: 'smtp', mailFrom, rcptTo: [`support@${this.domain}`] },
      })),
      { departmentOf: () => 1 } as { departmentOf: (id: number) => number; lease?: HeldLease },
    );
    const ids = accepted.map(one => one.messageId);
    await this.convert(ids);
    return ids;
  }

  async convert(ids: number[]): Promise<void> {
    await this.#step.run(ids);
  }

  /** A ticket that a customer began; its number. */
  async ticket(letter: Letter = {}): Promise<number> {
    const message = await this.mail(letter);
    const [row] = await this.rows<{ id: number }>('SELECT ticket_id AS id FROM message WHERE id = $1', [message]);
    return row!.id;
  }

  async now(ticketId: number) {
    const ticket = (await ticketById(this.database, ticketId))!;
    const { entries } = await entriesOf(this.database, ticketId, { limit: 200 });
    return { ticket, entries, last: entries.at(-1)! };
  }

  /** A person answers, and the mail has left. Returns its Message-ID. */
  async reply(ticketId: number, to: string[], then: 'keep' | 'waiting' | 'done' = 'keep'): Promise<string> {
    const { ticket } = await this.now(ticketId);
    const ids = await reserveReply(this.database);
    const messageId = signMessageId({ ticketId, entryId: ids.entryId }, this.key, this.domain);
    const people = to.map(address => ({ name: '', address }));
    const from = { name: 'Our house', address: `support@${this.domain}` };
    const composed = {
      messageId,
      date: new Date(),
      from,
      to: people,
      cc: [],
      subject: `Re: ${ticket.subject} [#${ticketId}]`,
    };
    const raw = await composeReply({ ...composed, text: 'On its way.', inReplyTo: null, references: [] });
    const outcome: ReplyOutcome = await this.database.transaction(tx =>
      sendReply(tx, {
        ...ids,
        ticketId,
        expectedVersion: ticket.version,
        actor: this.ann,
        now: new Date(),
        subject: composed.subject,
        text: 'On its way.',
        html: null,
        to: people,
        cc: [],
        mail: { channelId: 1, messageId, raw, envelope: { from: from.address, to }, notBefore: new Date() },
        then:
          then === 'waiting'
            ? { state: 'waiting', until: null }
            : then === 'done'
              ? { state: 'done', outcome: 'answered' }
              : { state: 'keep' },
      }),
    );
    if (outcome.outcome !== 'changed') throw new Error(JSON.stringify(outcome));
    await this.rows(`UPDATE outbound SET state = 'sent', ended_at = now() WHERE id = $1`, [ids.outboundId]);
    await this.rows(`UPDATE outbound_recipient SET state = 'sent' WHERE outbound_id = $1`, [ids.outboundId]);
    return messageId;
  }

  /** What a mail system says of one of our mails. */
  bounce(
    about: string,
    recipients: [address: string, action: string, status: string, original?: string][],
  ): Promise<number> {
    const blocks = recipients.map(
      ([address, action, status, original]) =>
        `${original ? `Original-Recipient: rfc822;${original}\n` : ''}Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${status.startsWith('5') ? '550' : '450'} ${status} said the server`,
    );
    return this.mail({
      from: 'Mail Delivery System <MAILER-DAEMON@mx.example>',
      subject: 'Undelivered Mail Returned to Sender',
      mailFrom: '',
      headers: ['MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
      body: `--b\n\nIt did not arrive.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n${blocks.join('\n\n')}\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${about}\nSubject: Re: A question\n--b--`,
    });
  }

  /** Mails that left or wait to, the oldest first. */
  sent() {
    return this.rows<{ bytes: Buffer; purpose: string; address: string; from: string; ticketId: number }>(
      `SELECT b.bytes, o.purpose, r.address, o.envelope_from AS "from", o.ticket_id AS "ticketId"
         FROM outbound o JOIN blob b ON b.sha256 = o.raw_sha256 JOIN outbound_recipient r ON r.outbound_id = o.id ORDER BY o.id, r.position`,
    );
  }
}
