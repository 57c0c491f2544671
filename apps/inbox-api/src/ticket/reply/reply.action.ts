// Answering the customer. Guarantees: the final bytes are made once and committed with the entry, the outbound and what becomes of the ticket, in
// one transaction; nothing leaves before the undo window is over; nobody is written to who has no part in the ticket.
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Reply } from '#api';
import { composeReply, type ReplyFile, ReplyRefused, replyAddressFor, signMessageId } from '#channels';
import { SecretBox } from '#runtime';
import {
  ChannelStore,
  type EntryRow,
  entriesOf,
  participantsOf,
  type ReplyOutcome,
  reserveReply,
  sendReply,
  type Then,
  type TicketRequest,
  type TicketRow,
  type Tx,
  ticketById,
} from '#store';
import { notFound, RequestFault } from '../../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig } from '../../inbox-api.config.js';
import { addressesIn } from '../entry.view.js';
import { lastInbound, type Mailbox, mailboxFor, senderFor, strangersAmong, subjectFor } from './reply.desk.js';
import { filesFor } from './reply.files.js';

/** Purpose of the keys that sign our Message-IDs and reply addresses; whoever reads them asks for the same. */
export const MAIL_KEYS = 'mail';
const UNDO_MILLISECONDS = 10_000;
/** Enough to find the mail that is answered. */
const ENTRIES_LOOKED_AT = 100;

type Body = z.output<typeof Reply>;

@Injectable()
export class ReplyAction {
  constructor(
    private readonly channels: ChannelStore,
    private readonly secrets: SecretBox,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
  ) {}

  /**
   * Throws REPLY.NO_CHANNEL, REPLY.RECIPIENT_NOT_ALLOWED (naming the field), what filesFor or composeReply refuses.
   * @param owner whose uploads the body names
   */
  async send(tx: Tx, request: TicketRequest, body: Body, owner: string): Promise<ReplyOutcome> {
    const ticket = await ticketById(tx, request.ticketId);
    if (!ticket) throw notFound();
    // Told before anything is composed: who answers an older state may be wrong about the recipients, too.
    if (ticket.version !== request.expectedVersion) return { outcome: 'stale', currentVersion: ticket.version };
    const mailbox = mailboxFor(ticket, await this.channels.list(tx, null));
    if (!mailbox) throw new RequestFault('REPLY.NO_CHANNEL', 'No channel of this rail can send mail');
    const { entries } = await entriesOf(tx, ticket.id, { limit: ENTRIES_LOOKED_AT });
    await refuseStrangers(tx, ticket, mailbox, entries, body);
    const along = { owner, ids: body.uploads };
    const files = await filesFor(tx, ticket.id, mailbox, along);
    const ids = await reserveReply(tx);
    const mail = await this.#compose(ticket, mailbox, lastInbound(entries), body, files, ids.entryId, request.now);
    return sendReply(tx, {
      ...request,
      ...ids,
      subject: subjectFor(ticket),
      text: body.text,
      html: null,
      to: body.to,
      cc: body.cc,
      mail: { ...mail, channelId: mailbox.channelId },
      files: along,
      then: thenFor(body.then),
      promiseNoticeId: body.promiseNoticeId,
    });
  }

  async #compose(
    ticket: TicketRow,
    mailbox: Mailbox,
    inbound: EntryRow | undefined,
    body: Body,
    files: ReplyFile[],
    entryId: number,
    now: Date,
  ) {
    const from = senderFor(mailbox, inbound);
    const key = this.secrets.signingKeys(MAIL_KEYS)[0]!;
    const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
    const messageId = signMessageId({ ticketId: ticket.id, entryId }, key, domain);
    const answered = typeof inbound?.detail.messageId === 'string' ? inbound.detail.messageId : null;
    const earlier = Array.isArray(inbound?.detail.references)
      ? inbound.detail.references.filter(one => typeof one === 'string')
      : [];
    const raw = await composed({
      messageId,
      date: now,
      from,
      to: body.to,
      cc: body.cc,
      subject: subjectFor(ticket),
      text: body.text,
      files,
      inReplyTo: answered,
      references: answered ? [...earlier, answered] : earlier,
      ...(mailbox.settings.plusAddressing ? { replyTo: replyAddressFor(from, ticket.id, key) } : {}),
    });
    const to = [...new Map([...body.to, ...body.cc].map(({ address }) => [address.toLowerCase(), address])).values()];
    const notBefore = new Date(now.getTime() + (this.config.undoMilliseconds ?? UNDO_MILLISECONDS));
    return { messageId, raw, envelope: { from: from.address, to }, notBefore };
  }
}

async function composed(input: Parameters<typeof composeReply>[0]): Promise<Buffer> {
  try {
    return await composeReply(input);
  } catch (error) {
    if (error instanceof ReplyRefused) throw new RequestFault(error.code, error.message, { cause: error });
    throw error;
  }
}

async function refuseStrangers(
  tx: Tx,
  ticket: TicketRow,
  mailbox: Mailbox,
  entries: EntryRow[],
  body: Body,
): Promise<void> {
  const participants = addressesIn(await participantsOf(tx, ticket.id));
  const errors = (['to', 'cc'] as const).flatMap(field =>
    strangersAmong(body[field], ticket, mailbox, participants, entries).map(stranger => ({
      pointer: `/${field}/${body[field].indexOf(stranger)}/address`,
      detail: `${stranger.address} takes no part in this ticket`,
    })),
  );
  if (errors.length > 0) throw new RequestFault('REPLY.RECIPIENT_NOT_ALLOWED', errors[0]!.detail, { errors });
}

function thenFor(then: Body['then']): Then {
  if (then.state === 'waiting') return { state: then.state, until: then.until === null ? null : new Date(then.until) };
  return then;
}
