// Macros: several steps of standard work under one name. Everybody on the rail uses them; supervisors keep them, admins those of the company.
import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Macro, MacroSteps, SaveMacro } from '#api';
import {
  Database,
  DefinitionLibrary,
  deleteMacro,
  type IdempotentRequest,
  type MacroRow,
  macroById,
  macroFaults,
  macrosOf,
  saveMacro,
  templateById,
} from '#store';
import type { FieldFault } from '#tickets';
import type { Actor } from '../access/actor.js';
import { CurrentActor, OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { refuseUnlessKeeper, savedId } from './keeper.js';

type Saved = z.output<typeof SaveMacro>;

@ApiTags('standard work')
@Controller(API)
export class MacroController {
  constructor(
    private readonly database: Database,
    private readonly definitions: DefinitionLibrary,
    private readonly once: Once,
  ) {}

  @Get('departments/:id/macros')
  @Policy({ who: 'works-here', owner: 'department' })
  @Answers(z.array(Macro), 'Of the department and of the company, by title')
  async list(@OwnerDepartment() departmentId: number): Promise<Macro[]> {
    return (await macrosOf(this.database, departmentId)).map(view);
  }

  @Post('macros')
  @Policy({ who: 'signed-in' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(Macro, 'The new macro', HttpStatus.CREATED)
  add(
    @Body({ schema: SaveMacro }) body: Saved,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Macro> {
    return this.#save(null, body, actor, intent);
  }

  @Put('macros/:id')
  @Policy({ who: 'signed-in' })
  @Answers(Macro, 'As it now is')
  async change(
    @ThingId() id: number,
    @Body({ schema: SaveMacro }) body: Saved,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Macro> {
    await this.#kept(id, actor);
    return this.#save(id, body, actor, intent);
  }

  @Delete('macros/:id')
  @Policy({ who: 'signed-in' })
  @HttpCode(HttpStatus.NO_CONTENT)
  async remove(@ThingId() id: number, @CurrentActor() actor: Actor): Promise<void> {
    await this.#kept(id, actor);
    await this.database.transaction(tx => deleteMacro(tx, id));
  }

  async #save(id: number | null, body: Saved, actor: Actor, intent: IdempotentRequest | null): Promise<Macro> {
    refuseUnlessKeeper(actor, body.departmentId);
    const errors = await this.#faults(body);
    if (errors.length > 0) throw new RequestFault('MACRO.INVALID', errors[0]!.detail, { errors });
    const userId = actor.kind === 'person' ? actor.userId : null;
    const { basedOn, ...macro } = body;
    const { answer } = await this.once.run(intent, async tx =>
      savedId(await saveMacro(tx, id, macro, { basedOn, userId }), 'MACRO'),
    );
    const saved = await macroById(this.database, answer);
    if (!saved) throw notFound();
    return view(saved);
  }

  async #faults(macro: Saved): Promise<FieldFault[]> {
    const { reply } = macro.steps;
    const template = reply === null ? null : await templateById(this.database, reply);
    return macroFaults((await this.definitions.read()).kinds, macro, template);
  }

  async #kept(id: number, actor: Actor): Promise<void> {
    const macro = await macroById(this.database, readId(String(id)) ?? 0);
    if (!macro) throw notFound();
    refuseUnlessKeeper(actor, macro.departmentId);
  }
}

const view = (row: MacroRow): Macro => ({ ...row, steps: MacroSteps.parse(row.steps) });
