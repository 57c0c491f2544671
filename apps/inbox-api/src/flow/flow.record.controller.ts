// Meetings as they were held. Freezing one keeps the figures of that moment, computed here and not brought by the page.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type FlowDepartment, FlowRecord, FlowRecordPage, FlowRecordQuery, FreezeMeeting } from '#api';
import { Database, type FlowRecordRow, type IdempotentRequest, keepRecord, recordById, records } from '#store';
import { type Actor, type PersonActor, reaches, roleIn } from '../access/actor.js';
import { CurrentActor, CurrentPerson } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { idOf } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { FlowMeetings } from './flow.meetings.js';

type Record = z.output<typeof FlowRecord>;

@ApiTags('flow')
@Controller(`${API}/flow/records`)
export class FlowRecordController {
  constructor(
    private readonly database: Database,
    private readonly meetings: FlowMeetings,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(FlowRecordPage, 'Meetings that were frozen with a department of the reader, newest first')
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: FlowRecordQuery }) query: z.output<typeof FlowRecordQuery>,
  ): Promise<z.output<typeof FlowRecordPage>> {
    const departmentIds = await this.meetings.departmentsOf(actor);
    const before = query.cursor === undefined ? null : Number(query.cursor);
    const found = await records(this.database, { departmentIds, before, limit: query.limit + 1 });
    const items = found.slice(0, query.limit).map(lineOf);
    return { items, nextCursor: found.length > items.length ? String(items.at(-1)!.id) : null };
  }

  @Post()
  @Policy({ who: 'person' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(FlowRecord, 'The meeting as it is kept', HttpStatus.CREATED)
  async freeze(
    @CurrentPerson() actor: PersonActor,
    @Body({ schema: FreezeMeeting }) body: z.output<typeof FreezeMeeting>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Record> {
    const departmentIds = await this.meetings.departmentsOf(actor);
    if (!departmentIds.some(id => reaches(roleIn(actor, id), 'supervisor')))
      throw new RequestFault('AUTH.FORBIDDEN', 'A supervisor of one of the departments freezes the meeting');
    const heldAt = new Date();
    const departments = await this.meetings.figures(departmentIds, heldAt);
    const { answer } = await this.once.run(intent, tx =>
      keepRecord(tx, {
        heldAt,
        heldBy: { id: actor.userId, name: actor.name },
        remarks: body.remarks,
        departments: departments.map(figures => ({ departmentId: figures.departmentId, figures })),
      }),
    );
    return this.#read(answer, departmentIds);
  }

  @Get(':id')
  @Policy({ who: 'signed-in' })
  @ApiParam({ name: 'id', schema: { type: 'integer', minimum: 1 } })
  @Answers(FlowRecord, 'One meeting, with the departments that the reader works')
  async one(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Record> {
    const recordId = idOf(id);
    return this.#read(recordId, await this.meetings.departmentsOf(actor));
  }

  async #read(id: number, departmentIds: number[]): Promise<Record> {
    const found = await recordById(this.database, id, departmentIds);
    if (!found) throw notFound();
    // As it was frozen: by us, in the shape of that day.
    return { ...lineOf(found), departments: found.departments as FlowDepartment[] };
  }
}

const lineOf = ({ id, heldAt, heldByName, remarks }: FlowRecordRow) => ({
  id,
  heldAt: heldAt.toISOString(),
  heldBy: heldByName,
  remarks,
});
