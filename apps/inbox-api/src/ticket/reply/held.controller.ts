// What can be done with mail that is not taken at its word: messages that are held for an unverified sender, and addresses that mail came back from.
import { Body, Controller, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { DiscardHeld, ReachAgain, type Ticket } from '#api';
import { approveHeld, clearUndeliverable, discardHeld, holdAgain, splitHeld } from '#store';
import { readId } from '../../access/policy.guard.js';
import { setEtag } from '../../http/entity-tag.js';
import { API } from '../../inbox-api.config.js';
import { ActOnTicket, type Ask } from '../act-on-ticket.js';
import { Action, Asked } from '../action.decorator.js';

type Of<S extends z.ZodType> = z.output<S>;

@ApiTags('ticket actions')
@ApiHeader({ name: 'If-Match', required: true, description: '"v<version>" of the ticket as the caller saw it' })
@Controller(`${API}/tickets`)
export class HeldController {
  constructor(private readonly actOn: ActOnTicket) {}

  @Action('held/:entry/approve')
  approve(
    @Asked() ask: Ask,
    @Param('entry') entry: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => approveHeld(tx, { ...request, entryId: readId(entry) ?? 0 }));
  }

  @Action('held/:entry/split')
  split(
    @Asked() ask: Ask,
    @Param('entry') entry: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => splitHeld(tx, { ...request, entryId: readId(entry) ?? 0 }));
  }

  @Action('held/:entry/discard')
  discard(
    @Asked() ask: Ask,
    @Param('entry') entry: string,
    @Body({ schema: DiscardHeld }) { reason }: Of<typeof DiscardHeld>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => discardHeld(tx, { ...request, entryId: readId(entry) ?? 0, reason }));
  }

  @Action('held/:entry/hold-again')
  holdAgain(
    @Asked() ask: Ask,
    @Param('entry') entry: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => holdAgain(tx, { ...request, entryId: readId(entry) ?? 0 }));
  }

  @Action('reach-again')
  reachAgain(
    @Asked() ask: Ask,
    @Body({ schema: ReachAgain }) { address }: Of<typeof ReachAgain>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => clearUndeliverable(tx, { ...request, address }));
  }

  async #run(ask: Ask, reply: FastifyReply, act: Parameters<ActOnTicket['run']>[1]): Promise<Ticket> {
    const ticket = await this.actOn.run(ask, act);
    setEtag(reply, ticket.version);
    return ticket;
  }
}
