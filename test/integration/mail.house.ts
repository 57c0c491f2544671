// What tests of handoffs by mail begin with: the house of the API, its mailboxes with sub-addresses, and hands that answer the mails that were queued,
// through the real conversion.
import { createHash, randomUUID } from 'node:crypto';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createEmailConverter } from '#channels';
import type { Converter, HeldLease } from '#channels/contract';
import { ConversionStep, digestRun, HouseReader, mailStepRun, signedIds } from '#router';
import { DigestStore, LedgerStore } from '#store';
import type { PersonKey } from './api.house.js';
import { HandoffHouse } from './handoff.house.js';

export interface Queued {
  id: number;
  purpose: string;
  to: string;
  read: ParsedMail;
  text: string;
  replyTo: string;
  messageId: string;
  subject: string;
}

export interface AnswerMail {
  from?: string;
  to?: string;
  subject?: string;
  headers?: string[];
  /** Instead of a plain text: the body with its own Content-Type. */
  html?: string;
  /** Left out: quoted below the answer. */
  quote?: false;
  channel?: 'service' | 'engineering';
}

export class MailHouse {
  static async open(): Promise<MailHouse> {
    const handoffs = await HandoffHouse.open();
    const { api } = handoffs;
    await api.rows(`UPDATE channel SET settings = settings || '{"plusAddressing": true}'`);
    for (const who of ['engineer', 'agent'] as const)
      await api.database.transaction(tx => new DigestStore().choose(tx, api.users[who], 'each'));
    return new MailHouse(handoffs, createEmailConverter());
  }

  readonly warnings: string[] = [];
  readonly #step: ConversionStep;
  readonly #digests: () => Promise<number>;
  readonly #steps: () => Promise<number>;
  #seen = 0;

  private constructor(
    readonly handoffs: HandoffHouse,
    private readonly converter: Converter,
  ) {
    const { database, secrets } = handoffs.api;
    const signed = signedIds(secrets);
    const log = {
      warn: (_fields: object, text: string) => void this.warnings.push(text),
      error: (_fields: object, text: string) => void this.warnings.push(text),
    };
    const mailing = { database, publicUrl: 'https://rail.test', key: secrets.signingKeys('mail')[0]!, log };
    const house = new HouseReader(database, signed);
    this.#step = new ConversionStep({
      database,
      house,
      converterOf: () => converter,
      signed,
      now: () => new Date(),
      log,
    });
    this.#digests = digestRun(mailing);
    this.#steps = mailStepRun(mailing);
  }

  async close(): Promise<void> {
    await this.converter.close();
    await this.handoffs.close();
  }

  rows<R>(text: string, values: unknown[] = []): Promise<R[]> {
    return this.handoffs.api.rows<R>(text, values);
  }

  /** Mails to colleagues that were queued since the last look, the oldest first. */
  async news(): Promise<Queued[]> {
    await this.#digests();
    return this.answers();
  }

  /** As news(), without telling what is new. */
  async answers(): Promise<Queued[]> {
    const found = await this.rows<{ id: number; bytes: Buffer; purpose: string; to: string }>(
      `SELECT o.id, b.bytes, o.purpose, r.address AS "to" FROM outbound o JOIN blob b ON b.sha256 = o.raw_sha256
         JOIN outbound_recipient r ON r.outbound_id = o.id WHERE o.id > $1 AND o.ticket_id IS NULL ORDER BY o.id`,
      [this.#seen],
    );
    this.#seen = Math.max(this.#seen, ...found.map(one => one.id));
    return Promise.all(
      found.map(async ({ bytes, ...one }) => {
        const read = await simpleParser(bytes);
        return {
          ...one,
          read,
          text: read.text ?? '',
          replyTo: read.replyTo?.value[0]?.address ?? '',
          messageId: read.messageId ?? '',
          subject: read.subject ?? '',
        };
      }),
    );
  }

  /** The mail that a person was sent about a handoff that is offered to engineering. */
  async offered(): Promise<{ id: number; origin: number; ticket: number; mail: Queued }> {
    await this.news();
    const offered = await this.handoffs.offered();
    const mail = (await this.news()).find(
      one => one.to === 'engineer@rail.test' && one.subject.includes(`#${offered.ticket} `),
    );
    if (!mail) throw new Error('Nobody was told of the offer');
    return { ...offered, mail };
  }

  rawAnswer(mail: Queued, text: string, over: AnswerMail = {}): Buffer {
    const quote =
      over.quote === false
        ? ''
        : `\r\n\r\nOn Mon, 2 Mar 2026 at 10:00, Our Service wrote:\r\n${mail.text.replace(/^/gm, '> ')}`;
    return Buffer.from(
      [
        `From: ${over.from ?? `The Person <${mail.to}>`}`,
        `To: ${over.to ?? mail.replyTo}`,
        `Subject: ${over.subject ?? `Re: ${mail.subject}`}`,
        `Message-ID: <${randomUUID()}@mail.rail.test>`,
        `In-Reply-To: ${mail.messageId}`,
        `Content-Type: ${over.html === undefined ? 'text/plain' : 'text/html'}; charset=utf-8`,
        ...(over.headers ?? []),
        '',
        over.html ?? `${text}${quote}`,
      ].join('\r\n'),
    );
  }

  /** Stores and converts mails, and takes no step yet. The outcome of each, by the ledger. */
  async receive(
    raws: Buffer[],
    channel: 'service' | 'engineering' = 'engineering',
  ): Promise<{ state: string; reason: string | null; ticketId: number | null }[]> {
    const { api } = this.handoffs;
    const accepted = await new LedgerStore(api.database).accept(
      raws.map(raw => ({
        channelId: api.channels[channel],
        sourceIdentity: createHash('sha256').update(raw).digest('hex'),
        raw,
        receivedAt: new Date(),
        conversationKey: randomUUID(),
        transport: { via: 'smtp' },
      })),
      { departmentOf: () => api.departments[channel] } as { departmentOf: (id: number) => number; lease?: HeldLease },
    );
    const ids = accepted.map(one => one.messageId);
    await this.#step.run(ids);
    return this.rows(
      'SELECT state, reason, ticket_id AS "ticketId" FROM message WHERE id = ANY ($1::bigint[]) ORDER BY id',
      [ids],
    );
  }

  takeSteps(): Promise<number> {
    return this.#steps();
  }

  /** Answers a mail, takes the step, and returns what was said about it. */
  async answer(mail: Queued, text: string, over: AnswerMail = {}) {
    const [ledger] = await this.receive([this.rawAnswer(mail, text, over)], over.channel);
    await this.takeSteps();
    const [said, ...more] = await this.answers();
    if (more.length > 0) throw new Error(`${more.length + 1} mails answer one`);
    return { ledger: ledger!, said, step: await this.lastStep() };
  }

  async lastStep(): Promise<{ state: string; step: string | null; reason: string | null } | undefined> {
    const [step] = await this.rows<{ state: string; step: string | null; reason: string | null }>(
      'SELECT state, step, reason FROM mail_step ORDER BY message_id DESC LIMIT 1',
    );
    return step;
  }

  async state(id: number): Promise<string> {
    return (await this.handoffs.read(id)).state;
  }

  async versionOf(ticket: number): Promise<number> {
    return this.handoffs.api.versionOf(ticket);
  }

  async step(who: PersonKey, id: number, name: string, body: object = {}) {
    return this.handoffs.step(who, id, name, body);
  }
}
