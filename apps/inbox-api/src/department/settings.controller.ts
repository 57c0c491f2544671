// A department's calendar and limits, for admins. What saving would do can be asked first.
import { Body, Controller, Get, HttpCode, HttpStatus, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DepartmentSettings, HolidayRegion, SaveDepartmentSettings, SettingsReport } from '#api';
import {
  Database,
  DefinitionLibrary,
  type DepartmentRow,
  type DepartmentSettingsValues,
  DepartmentStore,
  previewSettings,
  saveSettings,
  settingsFaults,
} from '#store';
import { holidayRegions, type WorkHours } from '#tickets';
import { ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { invalid, notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { daysOffOf, settingsView } from './settings.view.js';

type Settings = z.output<typeof SaveDepartmentSettings>;
const EXAMPLES = 10;

@ApiTags('departments')
@Controller(API)
export class SettingsController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly library: DefinitionLibrary,
  ) {}

  @Get('holiday-regions')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(HolidayRegion), 'Countries and their parts whose public holidays are known')
  regions(): z.output<typeof HolidayRegion>[] {
    return holidayRegions();
  }

  @Get('departments/:id/settings')
  @Policy({ who: 'works-here', owner: 'department' })
  @Answers(DepartmentSettings, 'Calendar and limits')
  async read(@ThingId() id: number): Promise<DepartmentSettings> {
    return settingsView(await this.#department(id), new Date());
  }

  @Post('departments/:id/settings/check')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(SettingsReport, 'What is wrong, and which tickets would be due at another time; nothing is saved')
  async check(
    @ThingId() id: number,
    @Body({ schema: SaveDepartmentSettings }) body: Settings,
  ): Promise<SettingsReport> {
    await this.#department(id);
    const values = valuesOf(body);
    const faults = await this.#faults(values);
    if (faults.length > 0) return { faults, daysOff: [], moved: 0, examples: [] };
    const now = new Date();
    const { moved, examples } = await previewSettings(this.database, id, values, now, EXAMPLES);
    return {
      faults,
      daysOff: daysOffOf(values, now),
      moved,
      examples: examples.map(one => ({
        ...one,
        before: one.before.toISOString(),
        after: one.after.toISOString(),
      })),
    };
  }

  @Put('departments/:id/settings')
  @Policy({ who: 'admin' })
  @Answers(DepartmentSettings, 'As they now are; running tickets keep the working time that they have left')
  async save(
    @ThingId() id: number,
    @Body({ schema: SaveDepartmentSettings }) body: Settings,
  ): Promise<DepartmentSettings> {
    await this.#department(id);
    const values = valuesOf(body);
    const faults = await this.#faults(values);
    if (faults.length > 0) throw invalid(faults);
    const done = await this.database.transaction(tx => saveSettings(tx, id, values, body.version, new Date()));
    if (done.outcome === 'unknown-department') throw notFound();
    if (done.outcome === 'stale')
      throw new RequestFault('DEPARTMENT.STALE', 'Somebody changed these settings since you opened them', {
        currentVersion: done.currentVersion,
      });
    return settingsView(await this.#department(id), new Date());
  }

  async #faults(values: DepartmentSettingsValues) {
    const { kinds } = await this.library.read();
    return settingsFaults(
      values,
      kinds.all().map(kind => kind.key),
    );
  }

  async #department(id: number): Promise<DepartmentRow> {
    const department = Number.isInteger(id) ? await this.departments.byId(this.database, id) : null;
    if (!department) throw notFound();
    return department;
  }
}

const valuesOf = ({ version: _, ...body }: Settings): DepartmentSettingsValues => ({
  ...body,
  workHours: body.workHours as WorkHours,
});
