// Sends digests: a sweep. For each person whose time has come one transaction: lock the person, collect what they have not been told, compose, queue
// the mail and note what stood in it. News about a handoff is a mail of its own, which can be answered with a step. The sender of replies delivers them.
import { randomBytes } from 'node:crypto';
import { composeReply, emailSettings } from '#channels';
import { calendarFrom, type Database, type DigestAlert, type DigestPerson, DigestStore, type Tx } from '#store';
import { AskMailer } from '../mail-steps/ask.mailer.js';
import { tellHandoffs } from '../mail-steps/handoff.news.js';
import type { SweepStep } from '../sweep/sweeper.js';
import { digestWords } from './digest.mail.js';
import { nextDigestAt } from './digest.schedule.js';

export interface DigestDeps {
  database: Database;
  /** Where people reach the rails, without a slash at its end. */
  publicUrl: string;
  /** Signs reply addresses; see signedIds(). */
  key: Buffer;
  log: { warn(fields: object, text: string): void };
  now?: () => Date;
}

const EVERY_MS = 10_000;
/** Of one sweep; the rest is due still, and comes with the next. */
const MOST_PEOPLE = 200;
/** Until somebody who could not be told is looked at again. */
const AGAIN_MS = 15 * 60_000;

export function digestStep(deps: DigestDeps): SweepStep {
  return { name: 'digests', everyMs: EVERY_MS, run: digestRun(deps) };
}

/** Returns how many mails were queued. What hinders a person is said once, not at each sweep. */
export function digestRun({
  database,
  publicUrl,
  key,
  log,
  now = () => new Date(),
}: DigestDeps): () => Promise<number> {
  const store = new DigestStore();
  const mailer = new AskMailer({ database, publicUrl, key, log });
  const said = new Set<string>();
  const say = (userId: number, problem: string, error?: unknown) => {
    if (said.has(`${userId} ${problem}`)) return;
    said.add(`${userId} ${problem}`);
    log.warn({ userId, ...(error === undefined ? {} : { err: error }) }, `No digest for a person: ${problem}`);
  };

  /** How many mails the next person gets; null where nobody's time has come. */
  async function tellNext(tx: Tx): Promise<number | null> {
    const person = await store.lockDue(tx);
    if (!person) return null;
    const at = now();
    const { due, digest } = person;
    const calendar = person.calendar && calendarFrom(person.calendar);
    const nextAt = due === 'channels' || digest === 'none' ? at : nextDigestAt(digest, at, calendar);
    const { mails, left } = await tellHandoffs(tx, mailer, person.userId, await store.newsOf(tx, person), at);
    if (left.length === 0) {
      await store.postpone(tx, person.userId, { due, at: nextAt });
      return mails;
    }
    const mail = await compose(tx, person, left, at);
    const again = new Date(Math.max(nextAt.getTime(), at.getTime() + AGAIN_MS));
    if (mail) await store.queue(tx, mail, { due, at: nextAt });
    else await store.postpone(tx, person.userId, { due, at: again });
    return mails + (mail ? 1 : 0);
  }

  /** Null where this person cannot be told. */
  async function compose(tx: Tx, person: DigestPerson, alerts: DigestAlert[], date: Date) {
    const { userId } = person;
    const channel = await store.channelFor(tx, userId, [...new Set(alerts.map(alert => alert.departmentId))]);
    const settings = channel && emailSettings.safeParse(channel.settings);
    if (!channel || !settings?.success) {
      say(userId, 'no mailbox of their departments can send');
      return null;
    }
    const address = settings.data.addresses[0]!;
    const outboundId = await store.reserveDigest(tx);
    const messageId = `<digest.${outboundId}.${randomBytes(8).toString('hex')}@${address.slice(address.lastIndexOf('@') + 1)}>`;
    try {
      const raw = await composeReply({
        messageId,
        date,
        from: { name: settings.data.fromName, address },
        to: [{ name: person.name, address: person.email }],
        cc: [],
        ...digestWords(person, alerts, publicUrl),
        inReplyTo: null,
        references: [],
        notice: true,
      });
      const alertIds = alerts.map(alert => alert.id);
      return {
        userId,
        outboundId,
        channelId: channel.channelId,
        messageId,
        raw,
        from: address,
        to: person.email,
        alertIds,
      };
    } catch (error) {
      say(userId, 'the mail could not be composed', error);
      return null;
    }
  }

  return async () => {
    let told = 0;
    for (let people = 0; people < MOST_PEOPLE; people++) {
      const mails = await database.transaction(tellNext);
      if (mails === null) break;
      told += mails;
    }
    return told;
  };
}
