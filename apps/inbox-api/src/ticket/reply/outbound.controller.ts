// A reply that was given up to be sent: take it back in time, or send it again when its fate is failed or unknown.
import { Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { SentAgain, Undone } from '#api';
import { type IdempotentRequest, sendAgain, undoReply } from '#store';
import type { Actor } from '../../access/actor.js';
import { CurrentActor, ThingId } from '../../access/current-actor.decorator.js';
import { Policy } from '../../access/policy.decorator.js';
import { Answers } from '../../docs/answers.decorator.js';
import { Intent, Once } from '../../http/once.js';
import { notFound, RequestFault } from '../../http/request.fault.js';
import { API } from '../../inbox-api.config.js';
import { signatureOf } from '../act-on-ticket.js';
import { uploadView } from '../upload/upload.view.js';

@ApiTags('outbound')
@Controller(`${API}/outbound`)
export class OutboundController {
  constructor(private readonly once: Once) {}

  @Post(':id/undo')
  @Policy({ who: 'works-here', owner: 'outbound' })
  @HttpCode(HttpStatus.OK)
  @Answers(Undone, 'Nothing leaves; the text and the files are given back')
  async undo(
    @ThingId() outboundId: number,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof Undone>> {
    const { answer } = await this.once.run(intent, async tx => {
      const done = await undoReply(tx, {
        outboundId,
        actor: signatureOf(actor),
        owner: actor.id,
        now: new Date(),
      });
      if (done.outcome === 'unknown-outbound') throw notFound();
      if (done.outcome === 'too-late')
        throw new RequestFault('OUTBOUND.TOO_LATE', `The reply cannot be taken back: it is ${done.state}`);
      return { text: done.text, ticketId: done.ticketId, uploads: done.uploads.map(uploadView) };
    });
    return answer;
  }

  @Post(':id/send-again')
  @Policy({ who: 'works-here', owner: 'outbound' })
  @HttpCode(HttpStatus.OK)
  @Answers(SentAgain, 'The same mail is queued again, for those who have not got it')
  async again(
    @ThingId() outboundId: number,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof SentAgain>> {
    const { answer } = await this.once.run(intent, async tx => {
      const done = await sendAgain(tx, { outboundId, actor: signatureOf(actor), now: new Date() });
      if (done.outcome === 'unknown-outbound') throw notFound();
      if (done.outcome === 'refused') throw new RequestFault(done.code, done.detail);
      return { ticketId: done.ticketId, version: done.version };
    });
    return answer;
  }
}
