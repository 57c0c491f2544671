// Tells whoever began a ticket that it has come, and by when they hear: a sweep, one transaction a ticket. The words are its kind's, the mail answers
// theirs, is marked as a machine's (RFC 3834), and its Message-ID names the ticket, so that an answer to it finds its way.
import { aliasFor, composeReply, emailSettings, signMessageId, signReplyAddress } from '#channels';
import {
  ChannelStore,
  type Database,
  DefinitionLibrary,
  DepartmentStore,
  entriesOf,
  leaveUnacknowledged,
  lockUnacknowledged,
  queueAcknowledgement,
  reserveReply,
  type TicketRow,
  type Tx,
  takeTurn,
  ticketById,
  waitsUnheard,
} from '#store';
import { answerSubject, momentWords, renderTemplate } from '#tickets';
import type { SweepStep } from '../sweep/sweeper.js';

export interface AcknowledgeDeps {
  database: Database;
  /** Signs Message-IDs and reply addresses; see signedIds(). */
  key: Buffer;
  log: { warn(fields: object, text: string): void };
  now?: () => Date;
}

const EVERY_MS = 2_000;
/** Of one sweep; the rest comes with the next. */
const MOST = 500;
const ENTRIES = 20;

export function acknowledgeStep(deps: AcknowledgeDeps): SweepStep {
  return { name: 'acknowledgements', everyMs: EVERY_MS, run: acknowledgeRun(deps) };
}

/** Returns how many were queued. A text that leaves a gap is not sent: the ticket hangs all the same, and a line says why. */
export function acknowledgeRun({ database, key, log, now = () => new Date() }: AcknowledgeDeps): () => Promise<number> {
  const library = new DefinitionLibrary(database);
  const channels = new ChannelStore();
  const departments = new DepartmentStore();

  async function next(tx: Tx): Promise<'said' | 'silent' | 'none'> {
    const ticketId = await lockUnacknowledged(tx);
    if (ticketId === null) return 'none';
    const ticket = await ticketById(tx, ticketId);
    const said = ticket && (await waitsUnheard(tx, ticketId)) ? await compose(tx, ticket) : null;
    if (said && (await takeTurn(tx, ticket!.requesterAddress!, said.now))) {
      await queueAcknowledgement(tx, said);
      return 'said';
    }
    await leaveUnacknowledged(tx, ticketId);
    return 'silent';
  }

  /** Null where nothing can be said. */
  async function compose(tx: Tx, ticket: TicketRow) {
    const channel = (await channels.list(tx, null)).find(one => one.id === ticket.channelId && one.enabled);
    const settings = channel && emailSettings.safeParse(channel.settings).data;
    const department = await departments.byId(database, ticket.departmentId);
    if (!channel || !settings?.smtpOut || !department || !ticket.requesterAddress) return null;
    const { text, missing } = wordsFor(ticket, department, (await library.read()).kindOf(ticket).acknowledgement);
    if (missing.length > 0) {
      log.warn({ ticketId: ticket.id, missing }, 'An acknowledgement was not sent: its text has gaps');
      return null;
    }
    const { entries } = await entriesOf(tx, ticket.id, { limit: ENTRIES });
    const inbound = entries.find(entry => entry.messageId !== null && entry.messageId === ticket.originMessageId);
    const ids = await reserveReply(tx);
    const from = { name: settings.fromName, address: aliasFor(settings.addresses, inbound?.detail ?? {}) };
    const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
    const messageId = signMessageId({ ticketId: ticket.id, entryId: ids.entryId }, key, domain);
    const answered = typeof inbound?.detail.messageId === 'string' ? inbound.detail.messageId : null;
    const to = [{ name: ticket.requesterName, address: ticket.requesterAddress }];
    const subject = answerSubject(ticket.id, ticket.subject);
    const at = now();
    try {
      const raw = await composeReply({
        messageId,
        date: at,
        from,
        to,
        cc: [],
        subject,
        text,
        inReplyTo: answered,
        references: answered ? [answered] : [],
        automatic: true,
        ...(settings.plusAddressing ? { replyTo: replyTo(from, ticket.id) } : {}),
      });
      const envelope = { from: from.address, to: to.map(({ address }) => address) };
      const mail = { channelId: channel.id, messageId, raw, envelope, notBefore: at };
      return { ...ids, ticketId: ticket.id, subject, text, to, mail, now: at };
    } catch (error) {
      log.warn({ ticketId: ticket.id, err: error }, 'An acknowledgement could not be composed');
      return null;
    }
  }

  /** The plain address where its local part leaves no room for a token. */
  function replyTo(from: { name: string; address: string }, ticketId: number) {
    try {
      return { name: from.name, address: signReplyAddress(from.address, ticketId, key) };
    } catch (error) {
      if (error instanceof RangeError) return from;
      throw error;
    }
  }

  return async () => {
    let said = 0;
    for (let tickets = 0; tickets < MOST; tickets++) {
      const end = await database.transaction(next);
      if (end === 'none') break;
      if (end === 'said') said += 1;
    }
    return said;
  };
}

function wordsFor(ticket: TicketRow, department: { name: string; timeZone: string }, words: string) {
  const { timeZone, name } = department;
  return renderTemplate(words, {
    timeZone,
    values: {
      'ticket.number': ticket.id,
      'ticket.subject': ticket.subject,
      'requester.name': ticket.requesterName === ticket.requesterAddress ? null : ticket.requesterName,
      'requester.company': ticket.company,
      'department.name': name,
      'agent.name': name,
      'promise.due': ticket.dueAt,
      'promise.words': `by ${momentWords(ticket.dueAt, timeZone)}`,
    },
  });
}
