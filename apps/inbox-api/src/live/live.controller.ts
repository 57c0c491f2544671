// GET /events: hints of what changed, as server-sent events (WHATWG HTML, section 9.2).
import { Controller, Headers, type MessageEvent, Sse } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { LiveData } from '#api';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { API } from '../inbox-api.config.js';
import { LiveHub } from './live.hub.js';

/** Characters that may wait for a browser that does not read; then its line is cut and it comes back with Last-Event-ID. */
const MAX_WAITING = 1_000_000;

@ApiTags('live')
@Controller(API)
export class LiveController {
  constructor(private readonly hub: LiveHub) {}

  @Sse('events', { maxPendingDataLength: MAX_WAITING })
  @Policy({ who: 'signed-in' })
  @ApiOkResponse({
    description:
      'event: ticket, with LiveTicket as data · event: presence, with LivePresence · event: resync · event: ping',
    standardSchema: LiveData,
  })
  async events(
    @CurrentActor() actor: Actor,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<Observable<MessageEvent>> {
    return this.hub.open(actor, lastEventId);
  }
}
