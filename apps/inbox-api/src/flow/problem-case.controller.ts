// Problem cases of the flow meeting: for everybody who works the rail.
import { Body, Controller, Get, HttpCode, HttpStatus, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ProblemCase, ProblemCaseQuery, SaveProblemCase as SaveBody } from '#api';
import { Database, type IdempotentRequest, type ProblemCaseRow, problemCase, problemCases } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor, OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { FlowMeetings } from './flow.meetings.js';
import { SaveProblemCase } from './save-problem-case.action.js';

@ApiTags('flow')
@Controller(`${API}/problem-cases`)
export class ProblemCaseController {
  constructor(
    private readonly database: Database,
    private readonly meetings: FlowMeetings,
    private readonly save: SaveProblemCase,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(
    z.array(ProblemCase),
    'Problem cases of the departments that the reader works: open ones by their day, then closed ones',
  )
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: ProblemCaseQuery }) { state }: z.output<typeof ProblemCaseQuery>,
  ): Promise<ProblemCase[]> {
    const departmentIds = await this.meetings.departmentsOf(actor);
    return (await problemCases(this.database, { departmentIds, state, now: new Date() })).map(viewOf);
  }

  @Post()
  @Policy({ who: 'signed-in' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(ProblemCase, 'The new problem case', HttpStatus.CREATED)
  async open(
    @CurrentActor() actor: Actor,
    @Body({ schema: SaveBody }) body: z.output<typeof SaveBody>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<ProblemCase> {
    if (!(await this.meetings.departmentsOf(actor)).includes(body.departmentId))
      throw invalid([{ pointer: '/departmentId', detail: 'There is no such department' }]);
    const userId = actor.kind === 'person' ? actor.userId : null;
    const { answer } = await this.once.run(intent, tx => this.save.open(tx, body, userId));
    return this.#read(answer, body.departmentId);
  }

  @Put(':id')
  @Policy({ who: 'works-here', owner: 'problemCase' })
  @Answers(ProblemCase, 'The problem case as it now is')
  async change(
    @ThingId() id: number,
    @OwnerDepartment() departmentId: number,
    @Body({ schema: SaveBody }) body: z.output<typeof SaveBody>,
  ): Promise<ProblemCase> {
    await this.database.transaction(tx => this.save.change(tx, id, body));
    return this.#read(id, departmentId);
  }

  async #read(id: number, departmentId: number): Promise<ProblemCase> {
    const row = await problemCase(this.database, id, new Date());
    if (row?.departmentId !== departmentId) throw notFound();
    return viewOf(row);
  }
}

const viewOf = (row: ProblemCaseRow): ProblemCase => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
});
