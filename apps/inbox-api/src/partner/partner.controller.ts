// Trading partners: supervisors read them and what passed between them and us, admins keep them.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  DocumentSent,
  ListedPartner,
  PartnerView,
  page,
  SavePartner as SavePartnerBody,
  SendDocument,
  Traffic,
} from '#api';
import { Database, type IdempotentRequest, PartnerStore, partnerPulses, trafficOf } from '#store';
import type { TradingPartner } from '#tickets';
import { type Actor, workedDepartments } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { idOf } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { readIfMatch, setEtag } from '../http/entity-tag.js';
import { Intent, Once } from '../http/once.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { listedPartner, partnerView, trafficView } from './partner.view.js';
import { SavePartner } from './save-partner.action.js';
import { sendToPartner } from './send-document.action.js';
import { readPlace, writePlace } from './traffic.cursor.js';

const TrafficPage = page(Traffic);
export const TrafficQuery = z.object({
  /** The `nextCursor` of the page before. */
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

@ApiTags('partners')
@Controller(`${API}/partners`)
export class PartnerController {
  constructor(
    private readonly database: Database,
    private readonly partners: PartnerStore,
    private readonly save: SavePartner,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'supervisor' })
  @Answers(z.array(ListedPartner), 'All partners, by name, with how it goes with each')
  async list(): Promise<ListedPartner[]> {
    const [partners, pulses] = [await this.partners.list(this.database), await partnerPulses(this.database)];
    return partners.map(partner => listedPartner(partner, pulses.get(partner.id)));
  }

  @Get(':id')
  @Policy({ who: 'supervisor' })
  @Answers(PartnerView, 'The partner; its version stands in the ETag')
  async read(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<PartnerView> {
    return answer(await this.#partner(id), reply);
  }

  @Post()
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(PartnerView, 'The new partner', HttpStatus.CREATED)
  async create(
    @Body({ schema: SavePartnerBody }) body: z.output<typeof SavePartnerBody>,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartnerView> {
    const { answer: id } = await this.once.run(intent, tx => this.save.create(tx, body));
    return answer(await this.#partner(String(id)), reply);
  }

  @Put(':id')
  @Policy({ who: 'admin' })
  @ApiHeader({ name: 'If-Match', required: true, description: '"v<version>" of the partner as the caller saw it' })
  @Answers(PartnerView, 'The partner as it now is')
  async change(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Body({ schema: SavePartnerBody }) body: z.output<typeof SavePartnerBody>,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartnerView> {
    const partnerId = idOf(id);
    const version = readIfMatch(request);
    await this.once.run(intent, tx => this.save.change(tx, partnerId, version, body));
    return answer(await this.#partner(id), reply);
  }

  @Post(':id/documents')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.ACCEPTED)
  @Answers(DocumentSent, 'The document is queued, and must be acknowledged until its deadline', HttpStatus.ACCEPTED)
  async send(
    @Param('id') id: string,
    @Body({ schema: SendDocument }) { channelId, ticketId, interchange }: z.output<typeof SendDocument>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<DocumentSent> {
    const partner = await this.#partner(id);
    const raw = Buffer.from(interchange, 'base64');
    const { answer: sent } = await this.once.run(intent, async tx => {
      const { dueAt, documents, ...queued } = await sendToPartner(tx, partner, {
        channelId,
        ticketId,
        raw,
        now: new Date(),
      });
      const named = documents.map(({ documentType, documentNumber, messageRef }) => ({
        ...{ documentType, documentNumber, messageRef },
      }));
      return { ...queued, documents: named, dueAt: dueAt.toISOString() };
    });
    return sent;
  }

  @Get(':id/traffic')
  @Policy({ who: 'supervisor' })
  @Answers(
    TrafficPage,
    'Their interchanges with our answers, and our documents with theirs, newest first; of the departments that the reader works',
  )
  async traffic(
    @Param('id') id: string,
    @Query({ schema: TrafficQuery }) { cursor, limit }: z.output<typeof TrafficQuery>,
    @CurrentActor() actor: Actor,
  ): Promise<z.output<typeof TrafficPage>> {
    const { id: partnerId } = await this.#partner(id);
    const found = await trafficOf(this.database, {
      partnerId,
      departmentIds: workedDepartments(actor),
      after: cursor === undefined ? undefined : readPlace(cursor),
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    return { items: shown.map(trafficView), nextCursor: found.length > limit ? writePlace(shown.at(-1)!) : null };
  }

  async #partner(text: string): Promise<TradingPartner> {
    const partner = await this.partners.byId(this.database, idOf(text));
    if (!partner) throw notFound();
    return partner;
  }
}

function answer(partner: TradingPartner, reply: FastifyReply): PartnerView {
  setEtag(reply, partner.version);
  return partnerView(partner);
}
