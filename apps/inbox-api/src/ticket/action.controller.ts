// What can be done to a ticket. Each action names the version it was decided on and answers the ticket as it now stands.
import { Body, Controller, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Assign, CorrectRequester, Done, Expedite, Merge, Move, Note, Reopen, Reply, Snooze, Ticket } from '#api';
import {
  addNote,
  assignTicket,
  claimTicket,
  correctRequester,
  Database,
  DefinitionLibrary,
  DepartmentStore,
  expediteTicket,
  finishTicket,
  mergeTicket,
  moveTicket,
  releaseTicket,
  reopenTicket,
  snoozeTicket,
  type TicketRow,
  ticketById,
  wakeTicket,
} from '#store';
import { businessOf } from '#tickets';
import { reaches, roleIn } from '../access/actor.js';
import { readId } from '../access/policy.guard.js';
import { setEtag } from '../http/entity-tag.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { houseOf } from '../rail/house.js';
import { ActOnTicket, type Ask } from './act-on-ticket.js';
import { Action, Asked } from './action.decorator.js';
import { promiseOf } from './promise.js';
import { ReplyAction } from './reply/reply.action.js';

type Of<S extends z.ZodType> = z.output<S>;

@ApiTags('ticket actions')
@ApiHeader({ name: 'If-Match', required: true, description: '"v<version>" of the ticket as the caller saw it' })
@Controller(`${API}/tickets`)
export class ActionController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly actOn: ActOnTicket,
    private readonly replies: ReplyAction,
    private readonly definitions: DefinitionLibrary,
  ) {}

  @Action('claim', { personOnly: true })
  claim(@Asked() ask: Ask, @Res({ passthrough: true }) reply: FastifyReply): Promise<Ticket> {
    return this.#run(ask, reply, claimTicket);
  }

  @Action('release')
  async release(@Asked() ask: Ask, @Res({ passthrough: true }) reply: FastifyReply): Promise<Ticket> {
    const ticket = await this.#ticket(ask.ticketId);
    const bySupervisor = reaches(roleIn(ask.actor, ticket.departmentId), 'supervisor');
    return this.#run(ask, reply, (tx, request) => releaseTicket(tx, { ...request, bySupervisor }));
  }

  @Action('reply')
  reply(
    @Asked() ask: Ask,
    @Body({ schema: Reply }) body: Of<typeof Reply>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => this.replies.send(tx, request, body, ask.actor.id));
  }

  @Action('note')
  note(
    @Asked() ask: Ask,
    @Body({ schema: Note }) body: Of<typeof Note>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    const files = { owner: ask.actor.id, ids: body.uploads };
    return this.#run(ask, reply, (tx, request) => addNote(tx, { ...request, text: body.text, files }));
  }

  @Action('snooze')
  snooze(
    @Asked() ask: Ask,
    @Body({ schema: Snooze }) body: Of<typeof Snooze>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    const until = body.until === null ? null : new Date(body.until);
    return this.#run(ask, reply, (tx, request) => snoozeTicket(tx, { ...request, ...body, until }));
  }

  @Action('wake')
  wake(@Asked() ask: Ask, @Res({ passthrough: true }) reply: FastifyReply): Promise<Ticket> {
    return this.#run(ask, reply, wakeTicket);
  }

  @Action('done')
  done(
    @Asked() ask: Ask,
    @Body({ schema: Done }) body: Of<typeof Done>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => finishTicket(tx, { ...request, ...body }));
  }

  @Action('reopen')
  reopen(
    @Asked() ask: Ask,
    @Body({ schema: Reopen }) body: Of<typeof Reopen>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => reopenTicket(tx, { ...request, ...body }));
  }

  @Action('merge')
  merge(
    @Asked() ask: Ask,
    @Body({ schema: Merge }) body: Of<typeof Merge>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => mergeTicket(tx, { ...request, ...body }));
  }

  /** Afterwards the ticket may be out of the caller's sight: this answer is the last that they see of it. */
  @Action('move')
  async move(
    @Asked() ask: Ask,
    @Body({ schema: Move }) body: Of<typeof Move>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    const { kind, minutesAllowed } = await this.#ticket(ask.ticketId);
    const id = readId(String(body.departmentId));
    const target = id === null ? null : await this.departments.byId(this.database, id);
    if (!target) throw new RequestFault('TICKET.UNKNOWN_DEPARTMENT', 'There is no such department');
    const house = houseOf(target, await this.definitions.read());
    return this.#run(ask, reply, (tx, request) =>
      moveTicket(tx, { ...request, ...body, ...promiseOf(house, kind, minutesAllowed, request.now) }),
    );
  }

  @Action('assign')
  assign(
    @Asked() ask: Ask,
    @Body({ schema: Assign }) body: Of<typeof Assign>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    if (body.personId !== null && readId(String(body.personId)) === null)
      throw new RequestFault('TICKET.NOT_A_WORKER', 'This person does not work this rail');
    return this.#run(ask, reply, (tx, request) => assignTicket(tx, { ...request, ...body }));
  }

  @Action('expedite')
  expedite(
    @Asked() ask: Ask,
    @Body({ schema: Expedite }) body: Of<typeof Expedite>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => expediteTicket(tx, { ...request, ...body }));
  }

  @Action('correct-requester')
  async correctRequester(
    @Asked() ask: Ask,
    @Body({ schema: CorrectRequester }) body: Of<typeof CorrectRequester>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    const kind = (await this.definitions.read()).kindOf(await this.#ticket(ask.ticketId));
    const business = (existingCustomer: boolean) => businessOf({ existingCustomer, kind });
    return this.#run(ask, reply, (tx, request) => correctRequester(tx, { ...request, ...body, business }));
  }

  async #run(ask: Ask, reply: FastifyReply, act: Parameters<ActOnTicket['run']>[1]): Promise<Ticket> {
    const ticket = await this.actOn.run(ask, act);
    setEtag(reply, ticket.version);
    return ticket;
  }

  async #ticket(id: number): Promise<TicketRow> {
    const ticket = await ticketById(this.database, id);
    if (!ticket) throw notFound();
    return ticket;
  }
}
