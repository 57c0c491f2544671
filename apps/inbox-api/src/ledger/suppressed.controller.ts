// What was suppressed: by which rule, how much of each, and the way out for what a rule only suspected.
import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { page, ReleaseMessage, SuppressedMessage, SuppressedRule } from '#api';
import {
  Database,
  DepartmentStore,
  type IdempotentRequest,
  releaseMessage,
  suppressed,
  suppressedByRule,
} from '#store';
import { type Actor, workedDepartments } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';

const SuppressedPage = page(SuppressedMessage);
const SuppressedQuery = z.object({
  /** Only what this rule left out. */
  rule: z.string().min(1).max(200).optional(),
  /** The `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const Released = z.object({ messageId: z.int() });

@ApiTags('ledger')
@Controller(API)
export class SuppressedController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly once: Once,
  ) {}

  @Get('suppressed')
  @Policy({ who: 'signed-in' })
  @Answers(SuppressedPage, 'Messages that a rule left out, newest first')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: SuppressedQuery }) query: z.output<typeof SuppressedQuery>,
  ): Promise<z.output<typeof SuppressedPage>> {
    const departmentIds = await this.#departmentsOf(actor);
    const before = query.cursor === undefined ? undefined : Number(query.cursor);
    const found = await suppressed(this.database, { departmentIds, rule: query.rule, before, limit: query.limit + 1 });
    const items = found.slice(0, query.limit).map(row => ({ ...row, receivedAt: row.receivedAt.toISOString() }));
    const last = found.length > query.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? String(last.messageId) : null };
  }

  @Get('suppressed/rules')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(SuppressedRule), 'How many messages each rule has left out, the most first')
  async rules(@CurrentActor() actor: Actor): Promise<SuppressedRule[]> {
    return suppressedByRule(this.database, await this.#departmentsOf(actor));
  }

  @Post('messages/:id/release')
  @Policy({ who: 'works-here', owner: 'message', role: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(Released, 'The message is on its way to the rail, whatever the rules suspect')
  async release(
    @CurrentActor() actor: Actor,
    @ThingId() messageId: number,
    @Body({ schema: ReleaseMessage }) { reason }: z.output<typeof ReleaseMessage>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof Released>> {
    await this.once.run(intent, async tx => {
      const done = await releaseMessage(tx, messageId, { name: actor.name, reason });
      if (!done)
        throw new RequestFault(
          'MESSAGE.NOT_SUSPECTED',
          'Only a message that was left out on suspicion can be released',
        );
      return true;
    });
    return { messageId };
  }

  async #departmentsOf(actor: Actor): Promise<number[]> {
    return workedDepartments(actor) ?? (await this.departments.list(this.database, null)).map(({ id }) => id);
  }
}
