// POST /tickets/:id/presence: the caller is looking at the ticket, writes on it, or has gone. Guarantees: one speaks for oneself alone; it changes
// nothing of the ticket, holds nothing and blocks nobody; it is no visit, so that a page that lies open keeps no session alive.
import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { TellPresence } from '#api';
import { PresenceTeller } from '#events';
import type { PersonActor } from '../access/actor.js';
import { CurrentPerson, OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { API } from '../inbox-api.config.js';
import { PresenceLimit } from './presence.limit.js';

@ApiTags('tickets')
@Controller(`${API}/tickets`)
export class PresenceController {
  constructor(
    private readonly teller: PresenceTeller,
    private readonly limit: PresenceLimit,
  ) {}

  @Post(':id/presence')
  @Policy({ who: 'works-here', owner: 'ticket', personOnly: true, isVisit: false })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiNoContentResponse({
    description: 'Told to everybody who works this rail. It holds for 40 s, or 2 min while resting',
  })
  async tell(
    @ThingId() ticketId: number,
    @OwnerDepartment() departmentId: number,
    @CurrentPerson() { userId, name }: PersonActor,
    @Body({ schema: TellPresence }) body: z.output<typeof TellPresence>,
  ): Promise<void> {
    this.limit.count(userId);
    await this.teller.tell({ ticketId, departmentId, userId, name, ...body });
  }
}
