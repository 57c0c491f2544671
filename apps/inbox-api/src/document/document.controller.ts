// The trade documents of a ticket: as a person reads them, line by line, and as they were received.
import { Controller, Get, Header, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DocumentLines, page, RawSegments, SentAgain, TicketDocument } from '#api';
import { documentSegments } from '#channels';
import { Database, type DocumentBytes, documentBytes, type IdempotentRequest, sendAnswerAgain } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers, Bytes } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { signatureOf } from '../ticket/act-on-ticket.js';
import { fileHeaders } from '../ticket/file.headers.js';
import { type After, DocumentViewer } from './document.viewer.js';
import { segmentAt } from './segment.search.js';

const DocumentPage = page(TicketDocument);
/** `0.<entry>` after an order, `1.<entry>` after another document. */
const DocumentQuery = z.object({
  cursor: z
    .string()
    .regex(/^[01]\.[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
});
const LineQuery = z.object({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'is not a cursor of this list')
    .optional(),
});
const place = z.coerce.number().int().min(1).max(2_147_483_647);
const RawQuery = z.object({
  /** One segment alone, ST or UNH being 1, with its byte before it. */
  segment: place.optional(),
});
const SegmentQuery = z.object({
  /** The first segment to show. */
  from: place.optional(),
  /** In place of it: the segment that is marked, by its number or by a byte of the raw message that stands in it; with some before it. */
  segment: place.optional(),
  byte: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
/** Segments shown before the one that is marked. */
const BEFORE = 40;

@ApiTags('documents')
@Controller(`${API}/tickets`)
export class DocumentController {
  constructor(
    private readonly database: Database,
    private readonly viewer: DocumentViewer,
    private readonly once: Once,
  ) {}

  @Get(':id/documents')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Answers(DocumentPage, 'Orders first, then changes and questions as they came; each with its first 100 lines')
  async documents(
    @ThingId() ticketId: number,
    @Query({ schema: DocumentQuery }) { cursor }: z.output<typeof DocumentQuery>,
  ): Promise<z.output<typeof DocumentPage>> {
    const { items, next } = await this.viewer.documents(ticketId, cursor === undefined ? undefined : readAfter(cursor));
    return { items, nextCursor: next && `${next.isOrder ? 0 : 1}.${next.entryId}` };
  }

  @Get(':id/documents/:message/:part/lines')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Answers(DocumentLines, 'The next 100 lines')
  lines(
    @ThingId() ticketId: number,
    @Param('message') message: string,
    @Param('part') part: string,
    @Query({ schema: LineQuery }) { cursor }: z.output<typeof LineQuery>,
  ): Promise<DocumentLines> {
    return this.viewer.lines(ticketId, placeOf(message, part), cursor === undefined ? 0 : Number(cursor));
  }

  /** As text to read or as a file to save: one segment a line, without its terminator. */
  @Get(':id/documents/:message/:part/raw')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Bytes('text/plain', 'The document as it came in, one segment a line; one segment alone with its number and byte')
  async raw(
    @ThingId() ticketId: number,
    @Param('message') message: string,
    @Param('part') part: string,
    @Query({ schema: RawQuery }) { segment }: z.output<typeof RawQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const document = await this.#bytes(ticketId, message, part);
    const segments = documentSegments(document);
    const one = segment === undefined ? null : segments[segment - 1];
    if (one === undefined) throw notFound();
    const text = one ? `segment ${one.segment}, byte ${one.byte}: ${one.text}` : segments.map(s => s.text).join('\n');
    const filename = `${[document.documentType, document.documentRef].filter(Boolean).join('-') || 'document'}.txt`;
    const headers = fileHeaders({ filename, contentType: 'text/plain' }, false);
    reply.headers({ ...headers, 'content-type': 'text/plain; charset=utf-8' }).send(`${text}\n`);
  }

  @Get(':id/documents/:message/:part/segments')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Header('cache-control', 'private, max-age=300')
  @Answers(RawSegments, 'Some segments as they came in, each with its number and byte')
  async segments(
    @ThingId() ticketId: number,
    @Param('message') message: string,
    @Param('part') part: string,
    @Query({ schema: SegmentQuery }) { from, segment, byte, limit }: z.output<typeof SegmentQuery>,
  ): Promise<RawSegments> {
    const segments = documentSegments(await this.#bytes(ticketId, message, part));
    const marked = byte === undefined ? Math.min(segment ?? 0, segments.length) - 1 : segmentAt(segments, byte);
    const first = from === undefined ? Math.max(marked - BEFORE, 0) : from - 1;
    return {
      items: segments.slice(first, first + limit),
      total: segments.length,
      marked: marked < 0 ? null : segments[marked]!.segment,
    };
  }

  @Post(':id/acknowledgements/:outbound/send-again')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @HttpCode(HttpStatus.OK)
  @Answers(SentAgain, 'Exactly the same acknowledgement is queued again')
  async again(
    @ThingId() ticketId: number,
    @Param('outbound') outbound: string,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof SentAgain>> {
    const outboundId = readId(outbound);
    if (outboundId === null) throw notFound();
    const { answer } = await this.once.run(intent, async tx => {
      const done = await sendAnswerAgain(tx, { ticketId, outboundId, actor: signatureOf(actor), now: new Date() });
      if (done.outcome === 'unknown') throw notFound();
      if (done.outcome === 'refused') throw new RequestFault(done.code, done.detail);
      return { ticketId: done.ticketId, version: done.version };
    });
    return answer;
  }

  async #bytes(ticketId: number, message: string, part: string): Promise<DocumentBytes> {
    const found = await documentBytes(this.database, ticketId, placeOf(message, part));
    if (!found) throw notFound();
    return found;
  }
}

function readAfter(cursor: string): After {
  const [rank, entryId] = cursor.split('.');
  return { isOrder: rank === '0', entryId: Number(entryId) };
}

function placeOf(message: string, part: string): { messageId: number; part: number } {
  const [messageId, number] = [readId(message), readId(part)];
  if (messageId === null || number === null) throw notFound();
  return { messageId, part: number };
}
