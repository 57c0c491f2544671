// The ledger: what came in and what became of it. Totals and quarantine are for everybody on the rail; replaying is for supervisors.
import { Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LedgerTotals, page, QuarantinedMessage } from '#api';
import { Database, DepartmentStore, type IdempotentRequest, quarantined, replay, totals } from '#store';
import { type Actor, workedDepartments, worksIn } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';

const QuarantinePage = page(QuarantinedMessage);
const QuarantineQuery = z.object({
  /** The `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const Replayed = z.object({ messageId: z.int() });

@ApiTags('ledger')
@Controller(API)
export class LedgerController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly once: Once,
  ) {}

  @Get('ledger/totals')
  @Policy({ who: 'signed-in' })
  @Answers(LedgerTotals, 'Accepted, and what became of it, per channel that the reader may see')
  async totals(@CurrentActor() actor: Actor): Promise<LedgerTotals> {
    const channels = (await totals(this.database)).filter(channel => worksIn(actor, channel.departmentId));
    return { balanced: channels.every(channel => channel.balanced), channels };
  }

  @Get('quarantine')
  @Policy({ who: 'signed-in' })
  @Answers(QuarantinePage, 'Messages that could not be taken, newest first')
  async quarantine(
    @CurrentActor() actor: Actor,
    @Query({ schema: QuarantineQuery }) query: z.output<typeof QuarantineQuery>,
  ): Promise<z.output<typeof QuarantinePage>> {
    const worked = workedDepartments(actor);
    const departmentIds = worked ?? (await this.departments.list(this.database, null)).map(department => department.id);
    const cursor = query.cursor === undefined ? undefined : Number(query.cursor);
    const found = await quarantined(this.database, { departmentIds, cursor, limit: query.limit + 1 });
    const items = found.slice(0, query.limit).map(row => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
    const hasMore = found.length > query.limit;
    return { items, nextCursor: hasMore ? String(items.at(-1)!.messageId) : null };
  }

  @Post('messages/:id/replay')
  @Policy({ who: 'works-here', owner: 'message', role: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(Replayed, 'The message is on its way again')
  async replay(
    @ThingId() messageId: number,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof Replayed>> {
    await this.once.run(intent, async tx => {
      const done = await replay(tx, messageId);
      if (!done) throw new RequestFault('MESSAGE.NOT_HELD', 'Only a quarantined or suppressed message can be replayed');
      return true;
    });
    return { messageId };
  }
}
