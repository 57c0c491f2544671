// The flow meeting, for twice a day: its figures, and each of its tables as a file.
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FlowMeeting } from '#api';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers, Bytes } from '../docs/answers.decorator.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { contentDisposition } from '../ticket/file.headers.js';
import { csvOf } from './csv.js';
import { FlowMeetings } from './flow.meetings.js';
import { flowTable, TABLE_NAMES, tableNamed } from './flow.tables.js';

@ApiTags('flow')
@Controller(`${API}/flow`)
export class FlowController {
  constructor(private readonly meetings: FlowMeetings) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(FlowMeeting, 'The figures of each department whose rail the reader works, beside those of an earlier day')
  meeting(@CurrentActor() actor: Actor): Promise<FlowMeeting> {
    return this.meetings.meeting(actor, new Date());
  }

  @Get(':table')
  @Policy({ who: 'signed-in' })
  @ApiParam({ name: 'table', enum: TABLE_NAMES })
  @Bytes('text/csv', 'One of the tables, RFC 4180 in UTF-8 with its mark, for the departments that the reader works')
  async table(@Param('table') asked: string, @CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const name = tableNamed(asked);
    if (!name) throw notFound();
    const now = new Date();
    const departments = await this.meetings.figures(await this.meetings.departmentsOf(actor), now);
    const filename = `flow-${now.toISOString().slice(0, 10)}-${name}`;
    reply
      .headers({
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': contentDisposition('attachment', filename),
        'cache-control': 'no-store',
      })
      .send(csvOf(flowTable(name, departments)));
  }
}
