// Reading a ticket and its timeline.
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Entry, page, Ticket } from '#api';
import { Database, entriesOf } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { setEtag } from '../http/entity-tag.js';
import { API } from '../inbox-api.config.js';
import { entryView } from './entry.view.js';
import { TicketViewer } from './ticket.viewer.js';

const EntryPage = page(Entry);
const EntryQuery = z.object({
  /** `seq` of the earliest entry that is known already. */
  before: z.coerce.number().int().positive().optional(),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

@ApiTags('tickets')
@Controller(`${API}/tickets`)
export class TicketController {
  constructor(
    private readonly database: Database,
    private readonly viewer: TicketViewer,
  ) {}

  @Get(':id')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Answers(Ticket, 'The ticket; its version stands in the ETag')
  async read(
    @ThingId() id: number,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    const ticket = await this.viewer.read(id, actor);
    setEtag(reply, ticket.version);
    return ticket;
  }

  @Get(':id/entries')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Answers(EntryPage, 'Earlier entries, in order')
  async entries(
    @ThingId() id: number,
    @Query({ schema: EntryQuery }) query: z.output<typeof EntryQuery>,
  ): Promise<z.output<typeof EntryPage>> {
    const beforeEntryId = query.cursor === undefined ? query.before : Number(query.cursor);
    const found = await entriesOf(this.database, id, { beforeEntryId, limit: query.limit });
    const now = new Date();
    const items = found.entries.map(entry => entryView(entry, now));
    return { items, nextCursor: found.hasEarlier && items[0] ? String(items[0].seq) : null };
  }
}
