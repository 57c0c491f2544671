// Channels, for admins.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChannelView, CreateChannel, SaveChannel as SaveChannelBody } from '#api';
import { ChannelStore, Database, DepartmentStore, type IdempotentRequest } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { idOf, readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { SignInDrafts } from '../oauth/sign-in.drafts.js';
import { channelView } from './channel.view.js';
import { SaveChannel } from './save-channel.action.js';

@ApiTags('channels')
@Controller(`${API}/channels`)
export class ChannelController {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly departments: DepartmentStore,
    private readonly saveChannel: SaveChannel,
    private readonly drafts: SignInDrafts,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'admin' })
  @Answers(z.array(ChannelView), 'All channels, by name')
  async list(): Promise<ChannelView[]> {
    return (await this.channels.list(this.database, null)).map(channelView);
  }

  @Post()
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(ChannelView, 'The new channel', HttpStatus.CREATED)
  async create(
    @Body({ schema: CreateChannel }) body: z.output<typeof CreateChannel>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<ChannelView> {
    await this.#checkDepartment(body.departmentId);
    const { signInId, ...change } = body;
    const { answer } = await this.once.run(intent, async tx => {
      const secrets = await this.drafts.secretsFor(tx, actor, signInId, change.settings, change.secrets);
      const id = await this.saveChannel.create(tx, { ...change, secrets });
      if (signInId !== null) await this.drafts.forget(tx, signInId);
      return id;
    });
    return this.#read(answer);
  }

  @Put(':id')
  @Policy({ who: 'admin' })
  @Answers(ChannelView, 'The channel as it now is')
  async update(
    @Param('id') id: string,
    @Body({ schema: SaveChannelBody }) body: z.output<typeof SaveChannelBody>,
  ): Promise<ChannelView> {
    const channelId = idOf(id);
    await this.#checkDepartment(body.departmentId);
    await this.database.transaction(tx => this.saveChannel.update(tx, channelId, body));
    return this.#read(channelId);
  }

  @Post(':id/pause')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(ChannelView, 'Takes nothing in and sends nothing out until it is resumed')
  pause(@Param('id') id: string, @Intent() intent: IdempotentRequest | null): Promise<ChannelView> {
    return this.#setEnabled(idOf(id), false, intent);
  }

  @Post(':id/resume')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(ChannelView, 'Works again')
  resume(@Param('id') id: string, @Intent() intent: IdempotentRequest | null): Promise<ChannelView> {
    return this.#setEnabled(idOf(id), true, intent);
  }

  async #setEnabled(id: number, enabled: boolean, intent: IdempotentRequest | null): Promise<ChannelView> {
    const { answer } = await this.once.run(intent, tx => this.channels.setEnabled(tx, id, enabled));
    if (!answer) throw notFound();
    return this.#read(id);
  }

  async #read(id: number): Promise<ChannelView> {
    const row = await this.channels.byId(this.database, id);
    if (!row) throw notFound();
    return channelView(row);
  }

  async #checkDepartment(departmentId: number): Promise<void> {
    const isId = readId(String(departmentId)) !== null;
    if (!isId || !(await this.departments.byId(this.database, departmentId)))
      throw invalid([{ pointer: '/departmentId', detail: 'There is no such department' }]);
  }
}
