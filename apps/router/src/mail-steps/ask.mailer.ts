// Composes and queues a mail about one handoff for one person: as news from the digest, or as what became of their answer. Guarantees: it tells nothing of
// a rail that the person does not work; its Reply-To is signed for this mail alone, and only where the mailbox has sub-addresses.
import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import { composeReply, emailSettings, ReplyRefused, signStepAddress } from '#channels';
import {
  type Database,
  DepartmentStore,
  DigestStore,
  filesOf,
  handoffById,
  handoffLine,
  legsOf,
  type MailPerson,
  queueAsk,
  reserveAsk,
  type Side,
  type Tx,
  termsOf,
  worksRail,
} from '#store';
import { ANSWER_STEPS, type AnswerStep, answerForm, HANDOFF_MOVES, type HandoffState } from '#tickets';
import { type AskView, askSubject, askText } from './ask.words.js';

export interface AskMailerDeps {
  database: Database;
  /** Signs reply addresses; see signedIds(). */
  key: Buffer;
  /** Where people reach the rails, without a slash at its end. */
  publicUrl: string;
  log: { warn(fields: object, text: string): void };
}

export interface Ask {
  person: MailPerson;
  handoffId: number;
  side: Side;
  opening: readonly string[];
  faults?: readonly string[];
  /** News that the mail tells, and that it offers to acknowledge. */
  alertIds?: readonly number[];
  /** The mail that it answers. */
  answers?: { messageId: string | null; subject: string };
  date: Date;
}

export interface Way {
  channelId: number;
  from: { name: string; address: string };
  /** Answers find their way back. */
  answerable: boolean;
}

export class AskMailer {
  private readonly channels = new DigestStore();
  private readonly departments = new DepartmentStore();

  constructor(private readonly deps: AskMailerDeps) {}

  /** The mailbox that a mail about this rail leaves from; null where none can send. */
  async wayFor(tx: Tx, userId: number, departmentId: number): Promise<Way | null> {
    const channel = await this.channels.channelFor(tx, userId, [departmentId]);
    const settings = channel && emailSettings.safeParse(channel.settings).data;
    if (!channel || !settings) return null;
    const from = { name: settings.fromName, address: settings.addresses[0]! };
    return {
      channelId: channel.channelId,
      from,
      answerable: settings.plusAddressing && this.replyTo(from, 1) !== null,
    };
  }

  /** The queued mail's number; null where the person cannot be told. */
  async queue(tx: Tx, ask: Ask): Promise<number | null> {
    const { person, handoffId, side } = ask;
    const handoff = await handoffById(tx, handoffId);
    const line = await handoffLine(tx, handoffId);
    if (!handoff || !line || handoff.ticketId === null) return null;
    const departmentId = side === 'sender' ? handoff.fromDepartmentId : handoff.toDepartmentId;
    const way = await this.wayFor(tx, person.userId, departmentId);
    if (!way) return this.cannot(person, handoffId, 'no mailbox of their departments can send');
    const ids = await reserveAsk(tx);
    const reads = worksRail(person, departmentId);
    const replyTo = reads && way.answerable ? this.replyTo(way.from, ids.askId) : null;
    const terms = await termsOf(tx, handoff);
    const ticketId = side === 'sender' ? handoff.originTicketId : handoff.ticketId;
    const place = { handoff, terms, side, ticketId, subject: line.subject };
    const view: AskView = { ...place, ...(await this.seen(tx, place.handoff, departmentId, ticketId)) };
    const news = (ask.alertIds ?? []).length > 0;
    const { address } = way.from;
    const messageId = `<ask.${ids.outboundId}.${randomBytes(8).toString('hex')}@${address.slice(address.lastIndexOf('@') + 1)}>`;
    const answered = ask.answers?.messageId ?? null;
    try {
      const raw = await composeReply({
        messageId,
        date: ask.date,
        from: way.from,
        to: [{ name: person.name, address: person.email }],
        cc: [],
        subject: ask.answers ? `Re: ${subjectOf(ask.answers.subject)}` : reads ? askSubject(view) : 'A handoff',
        text: askText({
          name: person.name,
          opening: ask.opening,
          faults: ask.faults,
          view: reads ? view : null,
          form: replyTo ? answerForm(terms.contract, terms.kind, person.name) : null,
          steps: stepsFor(person, handoff, news),
        }),
        inReplyTo: answered,
        references: answered ? [answered] : [],
        notice: true,
        ...(replyTo ? { replyTo } : {}),
      });
      await queueAsk(tx, {
        askId: replyTo ? ids.askId : null,
        outboundId: ids.outboundId,
        userId: person.userId,
        handoffId,
        handoffVersion: handoff.version,
        side,
        channelId: way.channelId,
        messageId,
        raw,
        from: address,
        to: person.email,
        alertIds: ask.alertIds ?? [],
      });
      return ids.outboundId;
    } catch (error) {
      if (!(error instanceof ReplyRefused)) throw error;
      return this.cannot(person, handoffId, 'the mail could not be composed');
    }
  }

  private cannot(person: MailPerson, handoffId: number, problem: string): null {
    this.deps.log.warn({ userId: person.userId, handoffId }, `No mail about a handoff for a person: ${problem}`);
    return null;
  }

  /** Null where the local part leaves no room for a token. */
  private replyTo(from: { name: string; address: string }, askId: number): { name: string; address: string } | null {
    try {
      return { name: from.name, address: signStepAddress(from.address, askId, this.deps.key) };
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }

  private async seen(tx: Tx, handoff: { id: number }, departmentId: number, ticketId: number) {
    const leg = (await legsOf(tx, [handoff.id])).findLast(one => one.endedAt === null);
    const department = await this.departments.byId(this.deps.database, departmentId);
    const zone = department?.timeZone ?? 'UTC';
    const due = leg ? `${DateTime.fromJSDate(leg.dueAt, { zone }).toFormat('yyyy-MM-dd HH:mm')} (${zone})` : null;
    const link = `${this.deps.publicUrl}/d/${encodeURIComponent(department?.key ?? '')}/t/${ticketId}`;
    return { files: await filesOf(tx, handoff.id), due, link };
  }
}

/** What this person can do to it now, and in a mail that tells news: say that it was seen. */
function stepsFor(
  person: MailPerson,
  handoff: { state: HandoffState; fromDepartmentId: number; toDepartmentId: number },
  news: boolean,
): AnswerStep[] {
  return ANSWER_STEPS.filter(step => {
    if (step === 'seen') return news;
    const { from, side } = HANDOFF_MOVES[step];
    return (
      from.includes(handoff.state) &&
      worksRail(person, side === 'sender' ? handoff.fromDepartmentId : handoff.toDepartmentId)
    );
  });
}

/** A subject as it came, on one line and without its own "Re:". */
const subjectOf = (subject: string): string =>
  subject
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/^(?:\s*(?:re|aw|antw|sv)\s*:\s*)+/i, '')
    .trim()
    .slice(0, 300)
    .toWellFormed();
