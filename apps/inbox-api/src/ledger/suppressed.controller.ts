// What was suppressed: by which rule, and how much of each. The way out stands in verdict.controller.ts.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { page, SuppressedMessage, SuppressedRule } from '#api';
import { Database, DepartmentStore, suppressed, suppressedByRule } from '#store';
import { type Actor, workedDepartments } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
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

@ApiTags('ledger')
@Controller(API)
export class SuppressedController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
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

  async #departmentsOf(actor: Actor): Promise<number[]> {
    return workedDepartments(actor) ?? (await this.departments.list(this.database, null)).map(({ id }) => id);
  }
}
