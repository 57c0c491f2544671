// How channels do: for everybody who works the rail that they feed, because nothing is hidden from whoever waits for a message.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChannelHealthSheet, ChannelHealthView } from '#api';
import { canaryRuns, catchUpsOf, channelHealths, Database, faultsOf } from '#store';
import { type Actor, workedDepartments } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { canaryRunView, catchUpView, channelHealthView, faultView } from './channel-health.view.js';

/** Of each log, the newest. */
const SHOWN = 20;

@ApiTags('channels')
@Controller(API)
export class ChannelHealthController {
  constructor(private readonly database: Database) {}

  @Get('channel-health')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(ChannelHealthView), 'How each channel of the rails that the reader works does')
  async list(@CurrentActor() actor: Actor): Promise<ChannelHealthView[]> {
    return (await channelHealths(this.database, workedDepartments(actor))).map(channelHealthView);
  }

  @Get('channels/:id/health')
  @Policy({ who: 'works-here', owner: 'channel' })
  @Answers(ChannelHealthSheet, 'One channel, with its newest test messages, faults and second looks')
  async read(@ThingId() id: number): Promise<ChannelHealthSheet> {
    return this.database.snapshot(async tx => {
      const [row] = await channelHealths(tx, null, id);
      if (!row) throw notFound();
      const runs = await canaryRuns(tx, id, SHOWN);
      const faults = await faultsOf(tx, id, SHOWN);
      const catchUps = await catchUpsOf(tx, id, SHOWN);
      return {
        ...channelHealthView(row),
        runs: runs.map(canaryRunView),
        faults: faults.map(faultView),
        catchUps: catchUps.map(catchUpView),
      };
    });
  }
}
