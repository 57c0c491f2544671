// What admins do for a channel's health: a test message on a schedule or now, and a second look at its source. What a kind cannot do, it says.
import { Body, Controller, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AskCatchUp, CatchUp, ChannelHealthView, SetCanary } from '#api';
import { careOf } from '#channels';
import {
  askCanary,
  askCatchUp,
  ChannelStore,
  cancelCatchUp,
  channelHealths,
  Database,
  type IdempotentRequest,
  scheduleCanary,
  type Tx,
} from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { idOf } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { catchUpView, channelHealthView } from './channel-health.view.js';

@ApiTags('channels')
@Controller(`${API}/channels/:id`)
export class ChannelCareController {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly once: Once,
  ) {}

  @Put('canary')
  @Policy({ who: 'admin' })
  @Answers(ChannelHealthView, 'The first test message leaves at once; null ends the schedule')
  async schedule(
    @Param('id') text: string,
    @Body({ schema: SetCanary }) { everyMinutes }: z.output<typeof SetCanary>,
  ): Promise<ChannelHealthView> {
    const id = idOf(text);
    await this.database.transaction(async tx => {
      await this.#able(tx, id, everyMinutes === null ? null : 'canary');
      await scheduleCanary(tx, id, everyMinutes);
    });
    return this.#read(id);
  }

  @Post('canary/send')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.ACCEPTED)
  @Answers(ChannelHealthView, 'A test message leaves within seconds', HttpStatus.ACCEPTED)
  async send(@Param('id') text: string, @Intent() intent: IdempotentRequest | null): Promise<ChannelHealthView> {
    const id = idOf(text);
    await this.once.run(intent, async tx => {
      const { enabled } = await this.#able(tx, id, 'canary');
      if (!enabled) throw new RequestFault('CHANNEL.PAUSED', 'The channel is paused, so nothing would come through');
      await askCanary(tx, id);
      return true;
    });
    return this.#read(id);
  }

  @Post('catch-ups')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.ACCEPTED)
  @Answers(
    CatchUp,
    'Whoever watches the source looks again; what the ledger knows is not taken twice',
    HttpStatus.ACCEPTED,
  )
  async ask(
    @Param('id') text: string,
    @Body({ schema: AskCatchUp }) { since }: z.output<typeof AskCatchUp>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<CatchUp> {
    const channelId = idOf(text);
    if (since !== null && Date.parse(since) > Date.now())
      throw invalid([{ pointer: '/since', detail: 'This day has not begun yet' }]);
    const { answer } = await this.once.run(intent, async tx => {
      const { enabled } = await this.#able(tx, channelId, 'catchUp');
      if (!enabled) throw new RequestFault('CHANNEL.PAUSED', 'The channel is paused, so nobody looks at its source');
      const asked = await askCatchUp(tx, { channelId, since, askedBy: actor.name });
      if (!asked) throw new RequestFault('CHANNEL.CATCHES_UP', 'A second look at this source is under way already');
      return catchUpView(asked);
    });
    return answer;
  }

  @Post('catch-ups/:catchUp/cancel')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(CatchUp, 'What was taken by now stays')
  async cancel(@Param('id') text: string, @Param('catchUp') which: string): Promise<CatchUp> {
    const ended = await this.database.transaction(tx => cancelCatchUp(tx, idOf(text), idOf(which)));
    if (!ended) throw notFound();
    return catchUpView(ended);
  }

  /** Locks the channel: what is asked of it is asked of the settings that it has. */
  async #able(tx: Tx, id: number, what: 'canary' | 'catchUp' | null): Promise<{ enabled: boolean }> {
    const channel = await this.channels.lock(tx, id);
    if (!channel) throw notFound();
    const hindrance = what === null ? null : careOf(channel)[what];
    if (hindrance !== null)
      throw new RequestFault(what === 'canary' ? 'CHANNEL.NO_CANARY' : 'CHANNEL.CANNOT_CATCH_UP', hindrance);
    return channel;
  }

  async #read(id: number): Promise<ChannelHealthView> {
    const [row] = await channelHealths(this.database, null, id);
    if (!row) throw notFound();
    return channelHealthView(row);
  }
}
