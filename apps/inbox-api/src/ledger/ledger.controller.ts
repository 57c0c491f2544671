// The ledger: what came in and what became of it, in all, by day, and each message. For everybody on the rail; of other rails' tickets nothing is told.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { LedgerDays, LedgerDaysQuery, LedgerMessage, LedgerMessagesQuery, LedgerTotals, page } from '#api';
import { Database, DepartmentStore, dayTotals, ledgerMessages, totals } from '#store';
import { type Actor, workedDepartments, worksIn } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { invalid } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';

const LedgerPage = page(LedgerMessage);
const DAY_MS = 86_400_000;
/** Shown when nobody says more. */
const USUAL_DAYS = 14;
const MOST_DAYS = 92;

@ApiTags('ledger')
@Controller(API)
export class LedgerController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
  ) {}

  @Get('ledger/totals')
  @Policy({ who: 'signed-in' })
  @Answers(LedgerTotals, 'Accepted, and what became of it, per channel that the reader may see')
  async totals(@CurrentActor() actor: Actor): Promise<LedgerTotals> {
    const channels = (await totals(this.database)).filter(channel => worksIn(actor, channel.departmentId));
    return { balanced: channels.every(channel => channel.balanced), channels };
  }

  @Get('ledger/days')
  @Policy({ who: 'signed-in' })
  @Answers(LedgerDays, 'Accepted, and what became of it, per channel and day, newest first')
  async days(
    @CurrentActor() actor: Actor,
    @Query({ schema: LedgerDaysQuery }) query: z.output<typeof LedgerDaysQuery>,
  ): Promise<LedgerDays> {
    const to = query.to ?? dayOf(Date.now());
    const from = query.from ?? dayOf(Date.parse(to) - (USUAL_DAYS - 1) * DAY_MS);
    const count = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
    if (count < 1) throw invalid([{ pointer: '/from', detail: 'The first day is after the last one' }]);
    if (count > MOST_DAYS)
      throw invalid([{ pointer: '/from', detail: `These are ${count} days; ${MOST_DAYS} can be shown at once` }]);
    const departmentIds = await this.#departmentsOf(actor);
    const days = await dayTotals(this.database, { departmentIds, from, to, channelId: query.channelId });
    return { from, to, balanced: days.every(day => day.balanced), days };
  }

  @Get('ledger/messages')
  @Policy({ who: 'signed-in' })
  @Answers(LedgerPage, 'Messages of the ledger, newest first')
  async messages(
    @CurrentActor() actor: Actor,
    @Query({ schema: LedgerMessagesQuery }) query: z.output<typeof LedgerMessagesQuery>,
  ): Promise<z.output<typeof LedgerPage>> {
    const { cursor, limit, ...asked } = query;
    const found = await ledgerMessages(this.database, {
      ...asked,
      departmentIds: await this.#departmentsOf(actor),
      before: cursor === undefined ? undefined : Number(cursor),
      limit: limit + 1,
    });
    const items = found.slice(0, limit).map(row => ({
      ...row,
      receivedAt: row.receivedAt.toISOString(),
      storedAt: row.storedAt.toISOString(),
    }));
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? String(last.messageId) : null };
  }

  async #departmentsOf(actor: Actor): Promise<number[]> {
    return workedDepartments(actor) ?? (await this.departments.list(this.database, null)).map(({ id }) => id);
  }
}

/** UTC, as the door counts. */
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
