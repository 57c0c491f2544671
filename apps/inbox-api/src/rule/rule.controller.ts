// The table of routing rules, for admins: read, checked, tried on real messages, applied, and gone back to.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CheckRules,
  Difference,
  DryRunPage,
  DryRunRules,
  RollBackRules,
  RuleReport,
  RuleTable,
  RuleVersionPage,
  RuleVersionQuery,
  SaveRules,
} from '#api';
import { Database, type IdempotentRequest } from '#store';
import { ruleDifferences } from '#tickets';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { DifferencesQuery } from '../definition/kind.controller.js';
import { Answers } from '../docs/answers.decorator.js';
import { readIfMatch, setEtag } from '../http/entity-tag.js';
import { Intent, Once } from '../http/once.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { DryRun } from './dry-run.action.js';
import { RuleDesk } from './rule.desk.js';
import { listedVersion, tableView } from './rule.view.js';

const IF_MATCH = { name: 'If-Match', required: true, description: '"v<version>" of the table as the caller saw it' };

@ApiTags('rules')
@Controller(`${API}/rules`)
export class RuleController {
  constructor(
    private readonly database: Database,
    private readonly desk: RuleDesk,
    private readonly dryRun: DryRun,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'admin' })
  @Answers(RuleTable, 'The rules that stand, in their order; their version stands in the ETag')
  read(@Res({ passthrough: true }) reply: FastifyReply): Promise<RuleTable> {
    return this.#standing(reply);
  }

  @Put()
  @Policy({ who: 'admin' })
  @ApiHeader(IF_MATCH)
  @Answers(RuleTable, 'The rules as they now stand. What is decided from now on is decided by them')
  async apply(
    @Req() request: FastifyRequest,
    @Body({ schema: SaveRules }) { rules, note }: z.output<typeof SaveRules>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RuleTable> {
    const by = { basedOn: readIfMatch(request), note: note.trim(), userId: userOf(actor) };
    await this.once.run(intent, tx => this.desk.apply(tx, rules, by));
    return this.#standing(reply);
  }

  @Post('check')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(RuleReport, 'What is wrong with these rules and what they would change; nothing is saved')
  check(@Body({ schema: CheckRules }) { rules }: z.output<typeof CheckRules>): Promise<RuleReport> {
    return this.database.snapshot(tx => this.desk.report(tx, rules));
  }

  @Post('dry-runs')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(DryRunPage, 'Which of the messages that really came would have become something else; nothing is saved')
  try(@Body({ schema: DryRunRules }) { rules, days, cursor }: z.output<typeof DryRunRules>): Promise<DryRunPage> {
    return this.dryRun.page(rules, { days, before: cursor === null ? null : Number(cursor) });
  }

  @Get('versions')
  @Policy({ who: 'admin' })
  @Answers(RuleVersionPage, 'All versions of the table, the newest first')
  async versions(
    @Query({ schema: RuleVersionQuery }) { cursor, limit }: z.output<typeof RuleVersionQuery>,
  ): Promise<z.output<typeof RuleVersionPage>> {
    const before = cursor === undefined ? undefined : Number(cursor);
    const found = await this.desk.store.versions(this.database, { before, limit: limit + 1 });
    const items = found.slice(0, limit).map(listedVersion);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? String(last.version) : null };
  }

  @Get('versions/:id')
  @Policy({ who: 'admin' })
  @Answers(RuleTable, 'The rules as they stood in that version')
  async version(@Param('id') version: string): Promise<RuleTable> {
    const found = await this.#at(readId(version));
    return tableView(found);
  }

  @Get('differences')
  @Policy({ who: 'admin' })
  @Answers(z.array(Difference), 'What changed between two versions, in words')
  async differences(
    @Query({ schema: DifferencesQuery }) { from, to }: z.output<typeof DifferencesQuery>,
  ): Promise<Difference[]> {
    const [before, after] = [await this.#at(from), await this.#at(to)];
    return ruleDifferences(before.rules, after.rules, (await this.desk.room(this.database)).names);
  }

  @Post('roll-back')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @ApiHeader(IF_MATCH)
  @Answers(RuleTable, 'The rules of that version, as a version of their own')
  async rollBack(
    @Req() request: FastifyRequest,
    @Body({ schema: RollBackRules }) { version }: z.output<typeof RollBackRules>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RuleTable> {
    const by = { basedOn: readIfMatch(request), userId: userOf(actor) };
    await this.once.run(intent, tx => this.desk.rollBack(tx, version, by));
    return this.#standing(reply);
  }

  async #standing(reply: FastifyReply): Promise<RuleTable> {
    const table = await this.desk.store.current(this.database);
    setEtag(reply, table.version);
    return tableView(table);
  }

  async #at(version: number | null) {
    const found = version === null ? null : await this.desk.store.at(this.database, version);
    if (!found) throw notFound();
    return found;
  }
}

const userOf = (actor: Actor): number | null => (actor.kind === 'person' ? actor.userId : null);
