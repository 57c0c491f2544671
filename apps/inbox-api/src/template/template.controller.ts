// Reply templates: words that a department answers with. Everybody on the rail reads them; supervisors keep them, admins those of the company.
import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ReplyTemplate, SaveTemplate, TemplateList } from '#api';
import {
  Database,
  DefinitionLibrary,
  deleteTemplate,
  type IdempotentRequest,
  saveTemplate,
  templateById,
  templateFaults,
  templatesOf,
} from '#store';
import { TEMPLATE_VARIABLES } from '#tickets';
import type { Actor } from '../access/actor.js';
import { CurrentActor, OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { refuseUnlessKeeper, savedId } from './keeper.js';

type Saved = z.output<typeof SaveTemplate>;

@ApiTags('standard work')
@Controller(API)
export class TemplateController {
  constructor(
    private readonly database: Database,
    private readonly definitions: DefinitionLibrary,
    private readonly once: Once,
  ) {}

  @Get('departments/:id/templates')
  @Policy({ who: 'works-here', owner: 'department' })
  @Answers(TemplateList, 'Of the department and of the company, by title; and what may stand in one')
  async list(@OwnerDepartment() departmentId: number): Promise<TemplateList> {
    return {
      templates: await templatesOf(this.database, departmentId),
      variables: TEMPLATE_VARIABLES.map(variable => ({ ...variable })),
    };
  }

  @Post('templates')
  @Policy({ who: 'signed-in' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(ReplyTemplate, 'The new template', HttpStatus.CREATED)
  add(
    @Body({ schema: SaveTemplate }) body: Saved,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<ReplyTemplate> {
    return this.#save(null, body, actor, intent);
  }

  @Put('templates/:id')
  @Policy({ who: 'signed-in' })
  @Answers(ReplyTemplate, 'As it now is')
  async change(
    @ThingId() id: number,
    @Body({ schema: SaveTemplate }) body: Saved,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<ReplyTemplate> {
    await this.#kept(id, actor);
    return this.#save(id, body, actor, intent);
  }

  @Delete('templates/:id')
  @Policy({ who: 'signed-in' })
  @HttpCode(HttpStatus.NO_CONTENT)
  async remove(@ThingId() id: number, @CurrentActor() actor: Actor): Promise<void> {
    await this.#kept(id, actor);
    await this.database.transaction(tx => deleteTemplate(tx, id));
  }

  async #save(id: number | null, body: Saved, actor: Actor, intent: IdempotentRequest | null): Promise<ReplyTemplate> {
    refuseUnlessKeeper(actor, body.departmentId);
    await this.#refuseFaults(body);
    const userId = actor.kind === 'person' ? actor.userId : null;
    const { basedOn, ...template } = body;
    const { answer } = await this.once.run(intent, async tx =>
      savedId(await saveTemplate(tx, id, template, { basedOn, userId }), 'TEMPLATE'),
    );
    const saved = await templateById(this.database, answer);
    if (!saved) throw notFound();
    return saved;
  }

  async #refuseFaults(template: Saved): Promise<void> {
    const errors = templateFaults((await this.definitions.read()).kinds, template);
    if (errors.length > 0) throw new RequestFault('TEMPLATE.INVALID', errors[0]!.detail, { errors });
  }

  async #kept(id: number, actor: Actor): Promise<void> {
    const template = await templateById(this.database, readId(String(id)) ?? 0);
    if (!template) throw notFound();
    refuseUnlessKeeper(actor, template.departmentId);
  }
}
