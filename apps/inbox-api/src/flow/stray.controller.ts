// Stray requests: what colleagues forwarded, by person and week. For those who work the department's rail, beside the flow meeting.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { StrayRequests } from '#api';
import { Database, type StrayRow, strayRequests, strayWeeks } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { API } from '../inbox-api.config.js';
import { FlowMeetings } from './flow.meetings.js';

const WEEKS = 8;

@ApiTags('flow')
@Controller(`${API}/flow/strays`)
export class StrayController {
  constructor(
    private readonly database: Database,
    private readonly meetings: FlowMeetings,
  ) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(StrayRequests, 'By colleague and week, this week and the seven before it')
  async strays(@CurrentActor() actor: Actor): Promise<StrayRequests> {
    const ids = await this.meetings.departmentsOf(actor);
    const now = new Date();
    const [departments, rows] = await Promise.all([
      strayWeeks(this.database, ids, now, WEEKS),
      strayRequests(this.database, ids, now, WEEKS),
    ]);
    return {
      departments: departments.map(({ departmentId, name, weeks }) => ({
        ...{ departmentId, name, weeks },
        people: peopleIn(
          rows.filter(row => row.departmentId === departmentId),
          weeks,
        ),
      })),
    };
  }
}

function peopleIn(rows: readonly StrayRow[], weeks: readonly string[]): StrayRequests['departments'][number]['people'] {
  const addresses = new Set(rows.map(row => row.address.toLowerCase()));
  return [...addresses]
    .map(key => {
      const own = rows.filter(row => row.address.toLowerCase() === key);
      const { name, address } = own.at(-1)!;
      const counts = weeks.map(week => {
        const { byMail = 0, onPage = 0 } = own.find(row => row.week === week) ?? {};
        return { byMail, onPage };
      });
      return { name, address, counts, total: counts.reduce((sum, { byMail, onPage }) => sum + byMail + onPage, 0) };
    })
    .sort((one, other) => other.total - one.total || one.name.localeCompare(other.name));
}
