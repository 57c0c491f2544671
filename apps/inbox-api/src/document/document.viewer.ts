// Trade documents as a reader sees them: each with the first page of its lines, what it changes on the order, and the acknowledgements beside it.
// Guarantee: a fixed number of statements, however many documents and lines a ticket has.
import { Injectable } from '@nestjs/common';
import type { DocumentDifferences, DocumentLines, SentAcknowledgement, TicketDocument } from '#api';
import {
  type AnswerRow,
  answersTo,
  Database,
  type DocumentPlace,
  type DocumentRow,
  documentLines,
  documentsOf,
  linesLost,
  ordersForComparison,
} from '#store';
import { documentDifferences, type TradeDocument, verdictWords } from '#tickets';
import { notFound } from '../http/request.fault.js';
import { documentWords } from './document.words.js';
import { lineKeys } from './line.keys.js';

export const LINES = 100;
const DOCUMENTS = 20;
/** Lines that a replacement takes out, told one by one. */
const LOST = 100;

export interface After {
  isOrder: boolean;
  entryId: number;
}

@Injectable()
export class DocumentViewer {
  constructor(private readonly database: Database) {}

  async documents(ticketId: number, after?: After): Promise<{ items: TicketDocument[]; next: After | null }> {
    const found = await documentsOf(this.database, ticketId, { after, limit: DOCUMENTS + 1, lines: LINES });
    const shown = found.slice(0, DOCUMENTS);
    const orders = await ordersForComparison(
      this.database,
      [...new Set(shown.flatMap(row => row.orderEntryId ?? []))],
      lineKeys(shown.filter(row => row.orderEntryId !== null).flatMap(row => row.document.lines)),
    );
    const answers = await answersTo(
      this.database,
      shown.map(({ messageId, document: { source } }) => ({
        messageId,
        groupRef: source.groupRef,
        documentRef: source.messageRef,
      })),
    );
    const differences = await this.#whatTheyDo(shown, orders);
    const items = shown.map((row, place) =>
      documentView(row, answers[place] ?? [], differences.get(row.entryId) ?? null),
    );
    const last = shown.at(-1);
    return { items, next: found.length > DOCUMENTS && last ? { isOrder: last.isOrder, entryId: last.entryId } : null };
  }

  /** @throws NOT_FOUND where the ticket has no such document */
  async lines(ticketId: number, place: DocumentPlace, offset: number): Promise<DocumentLines> {
    const page = await documentLines(this.database, ticketId, { ...place, offset, limit: LINES });
    if (!page) throw notFound();
    const { document, lines, lineCount, orderEntryId } = page;
    const orders = await ordersForComparison(
      this.database,
      orderEntryId === null ? [] : [orderEntryId],
      lineKeys(lines),
    );
    const order = orderEntryId === null ? undefined : orders.get(orderEntryId);
    const end = offset + lines.length;
    return {
      items: lines,
      nextCursor: end < lineCount ? String(end) : null,
      // What stands above the lines was told with the first page.
      differences: order ? compared(order, { ...document, lines }).lines : [],
      words: documentWords(document, lines),
    };
  }

  /** By entry. */
  async #whatTheyDo(
    documents: readonly DocumentRow[],
    orders: ReadonlyMap<number, TradeDocument>,
  ): Promise<Map<number, DocumentDifferences>> {
    const found = new Map<number, DocumentDifferences>();
    const replaced: { orderEntryId: number; replacedBy: number }[] = [];
    for (const { entryId, orderEntryId, document } of documents) {
      const order = orderEntryId === null ? undefined : orders.get(orderEntryId);
      if (!order || orderEntryId === null) continue;
      const differences = compared(order, document);
      found.set(entryId, differences);
      if (differences.order === 'replaced') replaced.push({ orderEntryId, replacedBy: entryId });
    }
    // A replacement takes out what it does not name; only the database has both in whole.
    for (const [entryId, { lines, count }] of await linesLost(this.database, replaced, LOST)) {
      const lost = lines.map(line => ({ ...NOTHING, lineNumber: line.lineNumber, description: line.description }));
      found.set(entryId, { ...found.get(entryId)!, lost, moreLost: count - lost.length });
    }
    return found;
  }
}

const NOTHING = { what: 'removed' as const, changes: [], doubt: null };

/** `order` has those lines only that this page of the change speaks of: what else it has is no difference of this page. */
function compared(order: TradeDocument, page: TradeDocument): DocumentDifferences {
  const { order: what, head, lines } = documentDifferences(order, page);
  // Of a cancellation every line of the order would be told: its own lines say enough.
  const told = what === 'cancelled' ? [] : lines.slice(0, page.lines.length);
  return { order: what, head, lines: told, lost: [], moreLost: 0 };
}

function documentView(
  row: DocumentRow,
  answers: readonly AnswerRow[],
  differences: DocumentDifferences | null,
): TicketDocument {
  const { messageId, part, entryId, receivedAt, partnerId, partnerName, documentType, isOrder, document } = row;
  return {
    messageId,
    part,
    entryId,
    receivedAt: receivedAt.toISOString(),
    partnerId,
    partnerName,
    documentType,
    isOrder,
    document,
    words: documentWords(document, document.lines),
    lineCount: row.lineCount,
    acknowledgements: answers.map(acknowledgementView),
    differences,
    warnings: [...new Set([...row.warnings, ...document.warnings])],
  };
}

/** Its words are those for this document, where the acknowledgement judges each document; else those for all that it answers. */
export function acknowledgementView(row: AnswerRow): SentAcknowledgement {
  const { outboundId, messageId, type, code, ref, controlRef, sets, state, error, endedAt } = row;
  return {
    outboundId,
    messageId,
    type,
    code,
    verdict: verdictWords(type, sets[0]?.code ?? code),
    ref,
    controlRef,
    sets,
    delivery: { state, error, sentAt: state === 'sent' ? (endedAt?.toISOString() ?? null) : null },
    text: row.bytes.toString('utf8'),
  };
}
