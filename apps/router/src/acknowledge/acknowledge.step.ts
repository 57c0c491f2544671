// Tells whoever began a ticket, or the colleague who forwarded it, that it has come, and by when they hear: a sweep, one transaction a ticket. The words are
// its kind's and none of the sender's, the mail answers theirs, is marked as a machine's (RFC 3834), and its Message-ID names the ticket, so that an answer to
// it finds its way.
import { aliasFor, composeReply, emailSettings, replyAddressFor, signMessageId } from '#channels';
import {
  AUTOMATIC_LIMITS,
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
  takeAcknowledgementTurn,
  takeAutomaticTurn,
  ticketById,
  waitsUnheard,
} from '#store';
import { acknowledgementSubject, answerSubject, impersonalValues, renderTemplate, type TicketKind } from '#tickets';
import type { SweepStep } from '../sweep/sweeper.js';
import { forwarderOf, RECEIPT_SUBJECT, receiptWords } from './forward.receipt.js';

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
    const turn = said && (await turnOf(tx, said));
    if (turn === 'taken') {
      await queueAcknowledgement(tx, said!);
      return 'said';
    }
    if (turn === 'house-limit')
      log.warn({ ticketId }, 'An acknowledgement was not sent: as many went out in an hour as may');
    await leaveUnacknowledged(tx, ticketId);
    return 'silent';
  }

  /** Null where nothing can be said. */
  async function compose(tx: Tx, ticket: TicketRow) {
    const channel = (await channels.list(tx, null)).find(one => one.id === ticket.channelId && one.enabled);
    const settings = channel && emailSettings.safeParse(channel.settings).data;
    const department = await departments.byId(database, ticket.departmentId);
    const address = ticket.requesterAddress;
    if (!channel || !settings?.smtpOut || !department || !address) return null;
    const { entries } = await entriesOf(tx, ticket.id, { limit: ENTRIES });
    const inbound = entries.find(entry => entry.messageId !== null && entry.messageId === ticket.originMessageId);
    const forwarder = forwarderOf(inbound);
    const { text, missing } = forwarder
      ? { text: receiptWords(ticket, department, forwarder), missing: [] }
      : wordsFor(ticket, department, (await library.read()).kindOf(ticket));
    if (missing.length > 0) {
      log.warn({ ticketId: ticket.id, missing }, 'An acknowledgement was not sent: its text has gaps');
      return null;
    }
    const ids = await reserveReply(tx);
    const from = { name: settings.fromName, address: aliasFor(settings.addresses, inbound?.detail ?? {}) };
    const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
    const messageId = signMessageId({ ticketId: ticket.id, entryId: ids.entryId }, key, domain);
    const answered = typeof inbound?.detail.messageId === 'string' ? inbound.detail.messageId : null;
    // Not even the name: it is what the sender wrote, and stands in the mail of whoever owns the address.
    const to = [forwarder ?? { name: '', address }];
    // The customer's subject is a word of the customer.
    const subject = forwarder ? answerSubject(ticket.id, RECEIPT_SUBJECT) : acknowledgementSubject(ticket.id);
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
        ...(settings.plusAddressing ? { replyTo: replyAddressFor(from, ticket.id, key) } : {}),
      });
      const envelope = { from: from.address, to: to.map(({ address }) => address) };
      const mail = { channelId: channel.id, messageId, raw, envelope, notBefore: at };
      return { ...ids, ticketId: ticket.id, subject, text, to, mail, now: at, isReceipt: forwarder !== null };
    } catch (error) {
      log.warn({ ticketId: ticket.id, err: error }, 'An acknowledgement could not be composed');
      return null;
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

/** A receipt is for one forward of a colleague: it waits for nobody's day to be over, and yet ends where two machines hand each other on. */
function turnOf(tx: Tx, said: { isReceipt: boolean; to: { address: string }[]; now: Date }) {
  const { address } = said.to[0]!;
  return said.isReceipt
    ? takeAutomaticTurn(tx, address, said.now, AUTOMATIC_LIMITS.perColleague)
    : takeAcknowledgementTurn(tx, address, said.now);
}

/** Nobody in person writes: it is the department that does. */
function wordsFor(ticket: TicketRow, department: { name: string; timeZone: string }, kind: TicketKind) {
  const { timeZone, name } = department;
  const { values, neutral } = impersonalValues(ticket, { kind: kind.title, department: name, agent: name }, timeZone);
  const { text } = renderTemplate(kind.acknowledgement, { timeZone, values });
  return renderTemplate(text, { timeZone, values: neutral });
}
