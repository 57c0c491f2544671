// The ledger: what came in and what became of it. Totals are for everybody on the rail; replaying is for supervisors.
import { Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LedgerTotals } from '#api';
import { Database, type IdempotentRequest, replay, totals } from '#store';
import { type Actor, worksIn } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';

const Replayed = z.object({ messageId: z.int() });

@ApiTags('ledger')
@Controller(API)
export class LedgerController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
  ) {}

  @Get('ledger/totals')
  @Policy({ who: 'signed-in' })
  @Answers(LedgerTotals, 'Accepted, and what became of it, per channel that the reader may see')
  async totals(@CurrentActor() actor: Actor): Promise<LedgerTotals> {
    const channels = (await totals(this.database)).filter(channel => worksIn(actor, channel.departmentId));
    return { balanced: channels.every(channel => channel.balanced), channels };
  }

  @Post('messages/:id/replay')
  @Policy({ who: 'works-here', owner: 'message', role: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(Replayed, 'The message is on its way again')
  async replay(
    @ThingId() messageId: number,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof Replayed>> {
    await this.once.run(intent, async tx => {
      const done = await replay(tx, messageId);
      if (!done) throw new RequestFault('MESSAGE.NOT_HELD', 'Only a quarantined or suppressed message can be replayed');
      return true;
    });
    return { messageId };
  }
}
