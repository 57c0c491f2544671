// POST /messages/:id/partner: the sender of a quarantined interchange becomes a partner, and all that was held of it goes on its way again.
import { Body, Controller, HttpCode, HttpStatus, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PartnerFromMessage, PartnerMade } from '#api';
import {
  Database,
  type IdempotentRequest,
  PartnerStore,
  partnerOfSender,
  type SenderOutcome,
  type SenderReader,
} from '#store';
import { Policy } from '../access/policy.decorator.js';
import { idOf } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { partnerView } from './partner.view.js';
import { refusal } from './save-partner.action.js';

/** Injection token of the SenderReader. */
export const SENDER_OF = Symbol('reader of senders');

@ApiTags('partners')
@Controller(`${API}/messages`)
export class SenderController {
  constructor(
    private readonly database: Database,
    private readonly partners: PartnerStore,
    private readonly once: Once,
    @Inject(SENDER_OF) private readonly senderOf: SenderReader,
  ) {}

  @Post(':id/partner')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(PartnerMade, 'The new partner, and how many messages are on their way again', HttpStatus.CREATED)
  async make(
    @Param('id') id: string,
    @Body({ schema: PartnerFromMessage }) body: z.output<typeof PartnerFromMessage>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<PartnerMade> {
    const messageId = idOf(id);
    const { answer } = await this.once.run(intent, async tx =>
      madeOf(await partnerOfSender(tx, messageId, body, this.senderOf)),
    );
    const partner = await this.partners.byId(this.database, answer.id);
    if (!partner) throw notFound();
    return { partner: partnerView(partner), replayed: answer.replayed };
  }
}

function madeOf(outcome: SenderOutcome): { id: number; replayed: number } {
  switch (outcome.outcome) {
    case 'saved':
      return { id: outcome.id, replayed: outcome.replayed };
    case 'unknown-message':
      throw notFound();
    case 'other-reason':
      throw outcome.reason === null
        ? new RequestFault('MESSAGE.NOT_HELD', 'This message is not held any more')
        : new RequestFault('MESSAGE.SENDER_KNOWN', `This message is held for another reason: ${outcome.reason}`);
    case 'unreadable':
      throw new RequestFault('MESSAGE.SENDER_UNREADABLE', 'Its header does not say who sent it');
    case 'faulty':
      throw new RequestFault('PARTNER.INVALID', outcome.faults[0]!.detail, { errors: outcome.faults });
    default:
      throw refusal(outcome);
  }
}
