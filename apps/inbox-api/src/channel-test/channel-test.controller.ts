// Trying a channel before it is saved, for admins. Nothing here changes anything.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChannelPreview, ChannelSample, ChannelTest, PreviewChannel as PreviewBody, TestChannel } from '#api';
import { ChannelStore, channelSamples, Database, DepartmentStore } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { invalid, notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { PreviewChannel } from './preview-channel.action.js';
import { TryChannel } from './try-channel.action.js';

/** That many are offered to pick a sample from. */
const SAMPLES = 100;

@ApiTags('channels')
@Controller(API)
export class ChannelTestController {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly departments: DepartmentStore,
    private readonly tryChannel: TryChannel,
    private readonly previewChannel: PreviewChannel,
  ) {}

  @Post('channel-tests')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(ChannelTest, 'What was tried, step by step, with the next thing to try; nothing is saved')
  async test(
    @Body({ schema: TestChannel }) body: z.output<typeof TestChannel>,
    @CurrentActor() actor: Actor,
  ): Promise<ChannelTest> {
    await this.#checkDepartment(body.departmentId);
    return this.tryChannel.run(body, actor);
  }

  @Post('channel-previews')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(
    ChannelPreview,
    'What the sample would become with these settings, which rule decided, and why; nothing is saved',
  )
  async preview(@Body({ schema: PreviewBody }) body: z.output<typeof PreviewBody>): Promise<ChannelPreview> {
    await this.#checkDepartment(body.departmentId);
    return this.previewChannel.run(body);
  }

  @Get('channels/:id/samples')
  @Policy({ who: 'admin' })
  @Answers(z.array(ChannelSample), 'The last messages of the channel, newest first')
  async samples(@Param('id') text: string): Promise<ChannelSample[]> {
    const id = readId(text);
    if (id === null || !(await this.channels.byId(this.database, id))) throw notFound();
    const rows = await channelSamples(this.database, id, SAMPLES);
    return rows.map(({ receivedAt, ...row }) => ({ ...row, receivedAt: receivedAt.toISOString() }));
  }

  async #checkDepartment(departmentId: number): Promise<void> {
    const isId = readId(String(departmentId)) !== null;
    if (!isId || !(await this.departments.byId(this.database, departmentId)))
      throw invalid([{ pointer: '/departmentId', detail: 'There is no such department' }]);
  }
}
