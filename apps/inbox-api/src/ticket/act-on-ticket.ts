// The way of every action: once per intent, in one transaction, on the version that was seen; then the ticket as it now stands.
import { Injectable } from '@nestjs/common';
import type { Ticket } from '#api';
import type { IdempotentRequest, Refusal, TicketRequest, Tx } from '#store';
import type { Actor } from '../access/actor.js';
import { Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { TicketViewer } from './ticket.viewer.js';

export interface Ask {
  ticketId: number;
  version: number;
  actor: Actor;
  intent: IdempotentRequest | null;
}

type Outcome = { outcome: 'changed'; version: number } | Refusal;

@Injectable()
export class ActOnTicket {
  constructor(
    private readonly once: Once,
    private readonly viewer: TicketViewer,
  ) {}

  async run(ask: Ask, act: (tx: Tx, request: TicketRequest) => Promise<Outcome>): Promise<Ticket> {
    const { ticketId, version: expectedVersion, actor, intent } = ask;
    await this.once.run(intent, async tx => {
      const request = { ticketId, expectedVersion, actor: signatureOf(actor), now: new Date() };
      return { version: settled(await act(tx, request)) };
    });
    return this.viewer.read(ticketId, actor);
  }
}

/** How the actor stands on the timeline. A key is no person: it can work on what nobody holds. */
export const signatureOf = (actor: Actor): { userId: number | null; name: string } =>
  actor.kind === 'person'
    ? { userId: actor.userId, name: actor.name }
    : { userId: null, name: `${actor.name} (API key)` };

/** The new version, or the refusal as a fault: it rolls back what the action did before it refused. */
function settled(outcome: Outcome): number {
  switch (outcome.outcome) {
    case 'changed':
      return outcome.version;
    case 'stale':
      throw new RequestFault('TICKET.STALE', 'The ticket has moved on since you read it', {
        currentVersion: outcome.currentVersion,
      });
    case 'refused':
      throw new RequestFault(outcome.code, outcome.detail, { errors: outcome.errors });
    case 'unknown-ticket':
      throw notFound();
  }
}
