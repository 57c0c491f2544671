// New departments and other names for them, for admins. Calendar and limits are kept by the settings of a department.
import { Body, Controller, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CreateDepartment, Department, RenameDepartment } from '#api';
import { Database, type DepartmentCreated, DepartmentStore, type IdempotentRequest } from '#store';
import { OFFICE_HOURS } from '#tickets';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { checkZone } from './time.zone.js';

@ApiTags('departments')
@Controller(`${API}/departments`)
export class NewDepartmentController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly once: Once,
  ) {}

  @Post()
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(Department, 'The new department; its rail is empty', HttpStatus.CREATED)
  async create(
    @Body({ schema: CreateDepartment }) body: z.output<typeof CreateDepartment>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Department> {
    const values = { ...body, workHours: OFFICE_HOURS };
    checkZone(body.timeZone);
    const { answer } = await this.once.run(intent, async tx => saved(await this.departments.create(tx, values)));
    return this.#read(answer);
  }

  @Put(':id/name')
  @Policy({ who: 'admin' })
  @Answers(Department, 'Under its new name; the key stays')
  async rename(
    @Param('id') id: string,
    @Body({ schema: RenameDepartment }) { name }: z.output<typeof RenameDepartment>,
  ): Promise<Department> {
    const departmentId = readId(id);
    if (departmentId === null) throw notFound();
    return this.#read(saved(await this.database.transaction(tx => this.departments.rename(tx, departmentId, name))));
  }

  async #read(id: number): Promise<Department> {
    const row = await this.departments.byId(this.database, id);
    if (!row) throw notFound();
    const { key, name, timeZone, claimLimit, railLimit } = row;
    return { id, key, name, timeZone, claimLimit, railLimit };
  }
}

function saved(done: DepartmentCreated | { outcome: 'unknown' }): number {
  switch (done.outcome) {
    case 'saved':
      return done.id;
    case 'unknown':
      throw notFound();
    case 'key-taken':
      throw invalid([{ pointer: '/key', detail: 'Another department has this key' }]);
    case 'name-taken':
      throw invalid([{ pointer: '/name', detail: 'Another department has this name' }]);
  }
}
