// Typed handoffs. Each step names the version that it was decided on and answers the handoff as it now stands. People and other systems take the same
// steps: a tool accepts, returns or completes with a key of the receiving department.
import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  BeginHandoff,
  CancelHandoff,
  CompleteHandoff,
  EditHandoff,
  Handoff,
  HandoffPage,
  HandoffQuery,
  ReturnHandoff,
} from '#api';
import { failpoint } from '#runtime';
import {
  acceptHandoff,
  adoptTerms,
  beginHandoff,
  cancelHandoff,
  completeHandoff,
  Database,
  discardHandoff,
  editHandoff,
  type HandoffOutcome,
  type HandoffRequest,
  handoffsOfDepartment,
  type IdempotentRequest,
  offerHandoff,
  returnHandoff,
  type Tx,
} from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor, OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { readIfMatch, setEtag } from '../http/entity-tag.js';
import { Intent, Once } from '../http/once.js';
import { RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { signatureOf } from '../ticket/act-on-ticket.js';
import { Step, settledHandoff } from './handoff.step.decorator.js';
import { HandoffViewer } from './handoff.viewer.js';

type Of<S extends z.ZodType> = z.output<S>;
const SENDER = { who: 'works-here', owner: 'handoffSender' } as const;

@ApiTags('handoffs')
@Controller(API)
export class HandoffController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly viewer: HandoffViewer,
  ) {}

  @Post('tickets/:id/handoffs')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(Handoff, 'A draft, with what the ticket knows filled in', HttpStatus.CREATED)
  async begin(
    @ThingId() ticketId: number,
    @Body({ schema: BeginHandoff }) body: Of<typeof BeginHandoff>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    const { answer } = await this.once.run(intent, async tx => {
      const begun = await beginHandoff(tx, { ticketId, contract: body.contract, actor: signatureOf(actor) });
      return begun.outcome === 'begun' ? begun.handoffId : settledHandoff(begun);
    });
    return this.#answer(answer, actor, reply);
  }

  @Get('departments/:id/handoffs')
  @Policy({ who: 'works-here', owner: 'department' })
  @Answers(HandoffPage, 'Sent or received, the newest first')
  async list(
    @OwnerDepartment() departmentId: number,
    @Query({ schema: HandoffQuery }) query: HandoffQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Of<typeof HandoffPage>> {
    const { side, state, cursor, limit } = query;
    if (cursor !== undefined && !/^[1-9]\d{0,14}$/.test(cursor))
      throw new RequestFault('CURSOR.INVALID', 'This cursor is not of this list');
    const before = cursor === undefined ? undefined : Number(cursor);
    const found = await handoffsOfDepartment(this.database, { departmentId, side, state, before, limit: limit + 1 });
    const items = await this.viewer.summaries(found.slice(0, limit), actor);
    return { items, nextCursor: found.length > limit ? String(items.at(-1)!.id) : null };
  }

  @Get('handoffs/:id')
  @Policy({ who: 'works-here', owner: ['handoffSender', 'handoffReceiver'] })
  @Answers(Handoff, 'The handoff; its version stands in the ETag')
  read(
    @ThingId() id: number,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#answer(id, actor, reply);
  }

  @Put('handoffs/:id')
  @Policy(SENDER)
  @ApiHeader({ name: 'If-Match', required: true, description: '"v<version>" of the handoff as the caller saw it' })
  @Answers(Handoff, 'As it now is; what still keeps it from being offered stands in `faults`')
  edit(
    @Req() request: FastifyRequest,
    @Body({ schema: EditHandoff }) body: Of<typeof EditHandoff>,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#step(request, actor, null, reply, (tx, step) => editHandoff(tx, { ...step, ...body }));
  }

  @Delete('handoffs/:id')
  @Policy(SENDER)
  @ApiHeader({ name: 'If-Match', required: true, description: '"v<version>" of the handoff as the caller saw it' })
  @HttpCode(HttpStatus.NO_CONTENT)
  async discard(@Req() request: FastifyRequest, @CurrentActor() actor: Actor): Promise<void> {
    await this.database.transaction(async tx => {
      const done = await discardHandoff(tx, stepOf(request, actor));
      if (done.outcome !== 'discarded') settledHandoff(done);
    });
  }

  @Step('adopt', 'handoffSender')
  adopt(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#step(request, actor, intent, reply, adoptTerms);
  }

  @Step('offer', 'handoffSender')
  offer(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#step(request, actor, intent, reply, offerHandoff);
  }

  @Step('accept', 'handoffReceiver')
  accept(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#step(request, actor, intent, reply, acceptHandoff);
  }

  @Step('return', 'handoffReceiver')
  sendBack(
    @Req() request: FastifyRequest,
    @Body({ schema: ReturnHandoff }) body: Of<typeof ReturnHandoff>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#step(request, actor, intent, reply, (tx, step) => returnHandoff(tx, { ...step, ...body }));
  }

  @Step('complete', 'handoffReceiver')
  complete(
    @Req() request: FastifyRequest,
    @Body({ schema: CompleteHandoff }) body: Of<typeof CompleteHandoff>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#step(request, actor, intent, reply, (tx, step) => completeHandoff(tx, { ...step, ...body }));
  }

  @Step('cancel', 'handoffSender')
  cancel(
    @Req() request: FastifyRequest,
    @Body({ schema: CancelHandoff }) body: Of<typeof CancelHandoff>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Handoff> {
    return this.#step(request, actor, intent, reply, (tx, step) => cancelHandoff(tx, { ...step, ...body }));
  }

  async #step(
    request: FastifyRequest,
    actor: Actor,
    intent: IdempotentRequest | null,
    reply: FastifyReply,
    act: (tx: Tx, step: HandoffRequest) => Promise<HandoffOutcome>,
  ): Promise<Handoff> {
    const step = stepOf(request, actor);
    const { answer } = await this.once.run(intent, async tx => {
      const id = settledHandoff(await act(tx, step));
      await failpoint('handoff.pre_commit');
      return id;
    });
    await failpoint('handoff.post_commit');
    return this.#answer(answer, actor, reply);
  }

  async #answer(id: number, actor: Actor, reply: FastifyReply): Promise<Handoff> {
    const handoff = await this.viewer.read(id, actor);
    setEtag(reply, handoff.version);
    return handoff;
  }
}

function stepOf(request: FastifyRequest, actor: Actor): HandoffRequest {
  return {
    handoffId: Number((request.params as { id: string }).id),
    expectedVersion: readIfMatch(request),
    actor: signatureOf(actor),
    now: new Date(),
  };
}
