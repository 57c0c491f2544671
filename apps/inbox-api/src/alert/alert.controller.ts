// Alerts: what a person must know and say "seen" to, and how they come by mail.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AcknowledgeAlerts, Acknowledged, type Alert, AlertPage, AlertQuery, Digest, SetDigest } from '#api';
import {
  type AlertReader,
  type AlertRow,
  acknowledgeAlerts,
  alertsFor,
  Database,
  DigestStore,
  type IdempotentRequest,
  openAlerts,
} from '#store';
import { type PersonActor, workedDepartments } from '../access/actor.js';
import { CurrentPerson } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { idOf } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { API } from '../inbox-api.config.js';

@ApiTags('alerts')
@Controller(API)
export class AlertController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly digests: DigestStore,
  ) {}

  @Get('alerts')
  @Policy({ who: 'person' })
  @Answers(AlertPage, 'Of the rails that the reader works, and for the reader alone; the newest first')
  async list(
    @CurrentPerson() actor: PersonActor,
    @Query({ schema: AlertQuery }) query: z.output<typeof AlertQuery>,
  ): Promise<AlertPage> {
    const reader = readerOf(actor);
    const before = query.cursor === undefined ? undefined : Number(query.cursor);
    const found = await alertsFor(this.database, reader, { state: query.state, before, limit: query.limit + 1 });
    const items = found.slice(0, query.limit).map(view);
    return {
      items,
      nextCursor: found.length > query.limit ? String(items.at(-1)!.id) : null,
      open: await openAlerts(this.database, reader),
    };
  }

  @Post('alerts/:id/acknowledge')
  @Policy({ who: 'person' })
  @HttpCode(HttpStatus.OK)
  @Answers(Acknowledged, '0 where it was acknowledged before')
  async one(@Param('id') text: string, @CurrentPerson() actor: PersonActor): Promise<z.output<typeof Acknowledged>> {
    const id = idOf(text);
    return this.#acknowledge(actor, [id], null);
  }

  @Post('alerts/acknowledge')
  @Policy({ who: 'person' })
  @HttpCode(HttpStatus.OK)
  @Answers(Acknowledged, 'How many were open, and the reader’s to acknowledge')
  many(
    @Body({ schema: AcknowledgeAlerts }) body: z.output<typeof AcknowledgeAlerts>,
    @CurrentPerson() actor: PersonActor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof Acknowledged>> {
    return this.#acknowledge(actor, body.ids, intent);
  }

  @Get('me/digest')
  @Policy({ who: 'person' })
  @Answers(Digest, 'How open alerts come by mail')
  async digest(@CurrentPerson() actor: PersonActor): Promise<z.output<typeof Digest>> {
    return { digest: await this.digests.choiceOf(this.database, actor.userId) };
  }

  @Put('me/digest')
  @Policy({ who: 'person' })
  @Answers(Digest, 'As it now is')
  async choose(
    @Body({ schema: SetDigest }) body: z.output<typeof SetDigest>,
    @CurrentPerson() actor: PersonActor,
  ): Promise<z.output<typeof Digest>> {
    await this.database.transaction(tx => this.digests.choose(tx, actor.userId, body.digest));
    return body;
  }

  async #acknowledge(actor: PersonActor, ids: number[], intent: IdempotentRequest | null) {
    const { answer } = await this.once.run(intent, tx => acknowledgeAlerts(tx, readerOf(actor), ids));
    return { acknowledged: answer };
  }
}

const readerOf = (actor: PersonActor): AlertReader => ({
  userId: actor.userId,
  departmentIds: workedDepartments(actor),
});

const view = (row: AlertRow): Alert => ({
  ...row,
  at: row.at.toISOString(),
  acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
});
