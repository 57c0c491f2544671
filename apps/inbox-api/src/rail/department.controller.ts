// Departments and their rails. What belongs to a foreign department is not there.
import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Department, NextAnswer, NextRequest, Person, RailNumbers, RailPage, RailQuery, type Slip } from '#api';
import {
  Database,
  DefinitionLibrary,
  DepartmentStore,
  type IdempotentRequest,
  LEASE_MINUTES,
  type NextOutcome,
  next,
  numbers,
  page,
  slipById,
  UserStore,
} from '#store';
import { tagOf } from '#tickets';
import { type Actor, initialsOf, type PersonActor, workedDepartments } from '../access/actor.js';
import { CurrentActor, CurrentPerson, OwnerDepartment } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { foundView } from './found.view.js';
import { type House, houseOf } from './house.js';
import { numbersView } from './numbers.view.js';
import { slipView } from './slip.view.js';

const WORKS_HERE = { who: 'works-here', owner: 'department' } as const;

@ApiTags('rail')
@Controller(`${API}/departments`)
export class DepartmentController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly users: UserStore,
    private readonly once: Once,
    private readonly definitions: DefinitionLibrary,
  ) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(
    z.array(Department),
    'All departments, for those who work a rail: what hangs on the wrong one must be sendable to the right one',
  )
  async list(@CurrentActor() actor: Actor): Promise<Department[]> {
    const worked = workedDepartments(actor);
    const sees = actor.kind === 'key' || worked?.length === 0 ? worked : null;
    const found = await this.departments.list(this.database, sees);
    return found.map(({ id, key, name, timeZone, claimLimit, railLimit }) => ({
      id,
      key,
      name,
      timeZone,
      claimLimit,
      railLimit,
    }));
  }

  @Get(':id/rail')
  @Policy(WORKS_HERE)
  @Answers(RailPage, 'One page of the rail, or of what `q` finds on it')
  async rail(
    @OwnerDepartment() departmentId: number,
    @Query({ schema: RailQuery }) query: RailQuery,
    @CurrentActor() actor: Actor,
  ): Promise<z.output<typeof RailPage>> {
    const { view, q, cursor, limit, late, tag, ...counted } = query;
    const filter = {
      ...counted,
      tag: tag && tagOf(tag),
      late: late === 'yes',
      likelyLate: late === 'likely',
      now: new Date(),
    };
    const userId = actor.kind === 'person' ? actor.userId : null;
    const found = await page(this.database, { departmentId, view, userId, words: q, filter, cursor, limit });
    if (found.outcome === 'bad-cursor') throw new RequestFault('CURSOR.INVALID', 'This cursor is not of this list');
    const house = await this.#house(departmentId);
    const now = new Date();
    const items = found.items.map(row => ({
      ...slipView(row, house, now),
      found: row.found && foundView(row.found),
    }));
    return { items, nextCursor: found.nextCursor };
  }

  @Get(':id/numbers')
  @Policy(WORKS_HERE)
  @Answers(RailNumbers, 'The figures above the rail')
  async numbers(@OwnerDepartment() departmentId: number): Promise<RailNumbers> {
    const found = await numbers(this.database, departmentId, new Date());
    if (!found) throw notFound();
    return numbersView(found);
  }

  @Get(':id/people')
  @Policy(WORKS_HERE)
  @Answers(z.array(Person), 'Those who work this rail, by name')
  async people(@OwnerDepartment() departmentId: number): Promise<Person[]> {
    const found = await this.users.workersOf(this.database, departmentId);
    return found.map(({ id, name }) => ({ id, name, initials: initialsOf(name) }));
  }

  @Post(':id/next')
  @Policy({ ...WORKS_HERE, personOnly: true })
  @HttpCode(HttpStatus.OK)
  @Answers(NextAnswer, 'The claimed ticket, or why there is none')
  async next(
    @OwnerDepartment() departmentId: number,
    @Body({ schema: NextRequest }) body: z.output<typeof NextRequest>,
    @CurrentPerson() actor: PersonActor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof NextAnswer>> {
    const { answer } = await this.once.run<NextOutcome>(intent, tx =>
      next(tx, { departmentId, userId: actor.userId, leaseMinutes: LEASE_MINUTES, ...body }),
    );
    if (answer.outcome !== 'claimed') return { ticket: null, why: answer.outcome };
    return { ticket: await this.#slip(answer.ticketId, departmentId), why: 'claimed' };
  }

  /** Null where the ticket left the department in the meantime (a replay of an old request). */
  async #slip(ticketId: number, departmentId: number): Promise<Slip | null> {
    const row = await slipById(this.database, ticketId);
    return row?.departmentId === departmentId ? slipView(row, await this.#house(departmentId), new Date()) : null;
  }

  async #house(departmentId: number): Promise<House> {
    const department = await this.departments.byId(this.database, departmentId);
    if (!department) throw notFound();
    return houseOf(department, await this.definitions.read());
  }
}
