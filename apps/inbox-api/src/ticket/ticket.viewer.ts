// One ticket, whole, as one reader may see it. Guarantee: links and other tickets of departments that the reader does not work are left out (A21).
import { Injectable } from '@nestjs/common';
import type { Ticket } from '#api';
import {
  ChannelStore,
  closeFaults,
  Database,
  DefinitionLibrary,
  DepartmentStore,
  type EntryRow,
  entriesOf,
  linksOf,
  openNotice,
  othersOf,
  participantsOf,
  readOutlook,
  type TicketRow,
  ticketById,
  tiesOf,
  UserStore,
  undeliverableAmong,
} from '#store';
import { FILE_LIMITS, type TicketKind } from '#tickets';
import { type Actor, initialsOf, workedDepartments, worksIn } from '../access/actor.js';
import { HandoffViewer } from '../handoff/handoff.viewer.js';
import { notFound } from '../http/request.fault.js';
import { houseOf } from '../rail/house.js';
import { slipView } from '../rail/slip.view.js';
import { StandardTexts } from '../template/standard.texts.js';
import { entryView } from './entry.view.js';
import { fileLimitOf, mailboxFor, proposalFor } from './reply/reply.desk.js';
import { actionsFor } from './ticket.offers.js';

const ENTRIES = 200;

@Injectable()
export class TicketViewer {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly channels: ChannelStore,
    private readonly users: UserStore,
    private readonly definitions: DefinitionLibrary,
    private readonly handoffs: HandoffViewer,
    private readonly texts: StandardTexts,
  ) {}

  /** The caller has checked that the reader may see the ticket, or could until this very request. */
  async read(ticketId: number, actor: Actor): Promise<Ticket> {
    // State, version and timeline of one moment: an answer that comes between two reads would stand on a ticket that looks as if it waited still.
    const seen = await this.database.snapshot(async tx => ({
      row: await ticketById(tx, ticketId),
      ...(await entriesOf(tx, ticketId, { limit: ENTRIES })),
      participants: await participantsOf(tx, ticketId),
      open: (await tiesOf(tx, ticketId)).open,
      notice: await openNotice(tx, ticketId),
    }));
    const { row, entries, hasEarlier, participants } = seen;
    const department = row && (await this.departments.byId(this.database, row.departmentId));
    if (!row || !department) throw notFound();
    const now = new Date();
    const mailbox = mailboxFor(row, await this.channels.list(this.database, null));
    const isOpen = row.state === 'open' || row.state === 'claimed' || row.state === 'waiting';
    const replyTo = mailbox && isOpen ? proposalFor(row, mailbox, entries, participants) : null;
    // The conversation stays with the department that handed off.
    const canReply = mailbox !== null && isOpen && row.handoff === null;
    const library = await this.definitions.read();
    const kind = library.kindOf(row);
    return {
      ...slipView(row, houseOf(department, library), now),
      entries: entries.map(entry => entryView(entry, now)),
      hasEarlier,
      outcomes: [...kind.outcomes],
      kindVersion: row.kindVersion,
      kindCurrentVersion: library.kinds.has(row.kind) ? library.kinds.current(row.kind).version : row.kindVersion,
      schema: { ...kind.schema },
      fields: row.fields,
      linesLeftOut: row.linesLeftOut,
      documents: row.documents,
      requiredToClose: [...kind.requiredToClose],
      attachmentRules: kind.attachments.map(rule => ({ ...rule, endings: [...rule.endings] })),
      checklistItems: checklistItems(kind, row),
      closeFaults: isOpen ? closeFaults(row, kind, seen.open) : [],
      followUpNote: row.followUpNote,
      ...(await this.handoffs.ofTicket(row, actor, library)),
      promiseNotice: seen.notice && { ...seen.notice, ...(await this.texts.promiseNotice(seen.notice, row, actor)) },
      forecast: await this.#forecast(row, now),
      participants,
      undeliverable: await this.#undeliverable(participants),
      replyTo,
      links: await this.#links(ticketId, actor),
      others: await this.#others(ticketId, actor),
      origin: originOf(row, entries),
      canReply,
      uploadLimits: { count: FILE_LIMITS.count, bytes: fileLimitOf(mailbox) },
      actions: actionsFor(row, actor, canReply),
      people: worksIn(actor, row.departmentId) ? await this.#people(row.departmentId) : [],
    };
  }

  /** Null where it is not on the rail, or too far down for a pace to say anything. */
  async #forecast(row: TicketRow, now: Date): Promise<Ticket['forecast']> {
    if (row.state !== 'open' && row.state !== 'claimed') return null;
    const found = (await readOutlook(this.database, row.departmentId, now))?.find(one => one.id === row.id);
    if (!found) return null;
    const { position, expectedAt, likelyLate } = found;
    return { position, expectedAt: expectedAt?.toISOString() ?? null, likelyLate };
  }

  async #undeliverable(participants: { address: string }[]): Promise<Ticket['undeliverable']> {
    const found = await undeliverableAmong(
      this.database,
      participants.map(({ address }) => address),
    );
    return found.map(one => ({ ...one, at: one.at.toISOString() }));
  }

  async #links(ticketId: number, actor: Actor): Promise<Ticket['links']> {
    const links = await linksOf(this.database, ticketId);
    return links.filter(link => worksIn(actor, link.departmentId)).map(({ departmentId: _, ...link }) => link);
  }

  async #others(ticketId: number, actor: Actor): Promise<Ticket['others']> {
    const worked = workedDepartments(actor) ?? (await this.departments.list(this.database, null)).map(({ id }) => id);
    const others = await othersOf(this.database, ticketId, worked);
    return others.map(({ departmentId: _, receivedAt, ...other }) => ({
      ...other,
      receivedAt: receivedAt.toISOString(),
    }));
  }

  async #people(departmentId: number): Promise<Ticket['people']> {
    const people = await this.users.workersOf(this.database, departmentId);
    return people.map(({ id, name }) => ({ id, name, initials: initialsOf(name) }));
  }
}

function checklistItems(kind: TicketKind, { checklist }: TicketRow): Ticket['checklistItems'] {
  return kind.checklist.map(item => {
    const tick = checklist[item.key];
    return { ...item, done: tick ? { by: tick.by, at: tick.at } : null };
  });
}

/** Why it is on this rail: the rules' sentences, and how its first message was matched. */
function originOf(row: TicketRow, entries: EntryRow[]): Ticket['origin'] {
  const first = entries.find(entry => entry.messageId !== null && entry.messageId === row.originMessageId);
  return {
    channelName: row.channelName,
    messageId: row.originMessageId,
    why: [...row.why, ...(first?.why ? [first.why] : [])],
  };
}
