// Standard work on a ticket: its fields, its checklist, its tags, when it is brought up again, and the macros that do several of these at once.
import { Body, Controller, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { DismissPromise, FollowUp, RenderedTemplate, SetFields, SetTags, Tick, Ticket } from '#api';
import {
  Database,
  dismissNotice,
  followUp,
  macroById,
  setFields,
  setTags,
  templateById,
  ticketById,
  tickItem,
} from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { setEtag } from '../http/entity-tag.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { StandardTexts } from '../template/standard.texts.js';
import { ActOnTicket, type Ask } from './act-on-ticket.js';
import { Action, Asked } from './action.decorator.js';
import { MacroAction } from './macro.action.js';

type Of<S extends z.ZodType> = z.output<S>;

@ApiTags('ticket actions')
@Controller(`${API}/tickets`)
export class WorkController {
  constructor(
    private readonly database: Database,
    private readonly actOn: ActOnTicket,
    private readonly texts: StandardTexts,
    private readonly macros: MacroAction,
  ) {}

  @Action('fields')
  fields(
    @Asked() ask: Ask,
    @Body({ schema: SetFields }) body: Of<typeof SetFields>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => setFields(tx, { ...request, ...body }));
  }

  @Action('tick')
  tick(
    @Asked() ask: Ask,
    @Body({ schema: Tick }) body: Of<typeof Tick>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => tickItem(tx, { ...request, ...body }));
  }

  @Action('tags')
  tags(
    @Asked() ask: Ask,
    @Body({ schema: SetTags }) body: Of<typeof SetTags>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => setTags(tx, { ...request, ...body }));
  }

  @Action('follow-up')
  followUp(
    @Asked() ask: Ask,
    @Body({ schema: FollowUp }) body: Of<typeof FollowUp>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    const at = body.at === null ? null : new Date(body.at);
    return this.#run(ask, reply, (tx, request) => followUp(tx, { ...request, at, note: body.note }));
  }

  @Action('dismiss-promise')
  dismissPromise(
    @Asked() ask: Ask,
    @Body({ schema: DismissPromise }) body: Of<typeof DismissPromise>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    return this.#run(ask, reply, (tx, request) => dismissNotice(tx, { ...request, ...body }));
  }

  @Action('macros/:macro')
  @ApiHeader({ name: 'If-Match', required: true, description: '"v<version>" of the ticket as the caller saw it' })
  async macro(
    @Asked() ask: Ask,
    @Param('macro') text: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Ticket> {
    const macro = await macroById(this.database, readId(text) ?? 0);
    const ticket = await ticketById(this.database, ask.ticketId);
    if (!macro || !ticket || !isFor(macro, ticket)) throw notFound();
    return this.#run(ask, reply, (tx, request) => this.macros.run(tx, request, macro, ticket));
  }

  @Post(':id/templates/:template')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @HttpCode(HttpStatus.OK)
  @Answers(RenderedTemplate, 'The text as it would stand in a reply; nothing is sent or stored')
  async render(
    @ThingId() ticketId: number,
    @Param('template') text: string,
    @CurrentActor() actor: Actor,
  ): Promise<RenderedTemplate> {
    const template = await templateById(this.database, readId(text) ?? 0);
    const ticket = await ticketById(this.database, ticketId);
    if (!template || !ticket || !isFor(template, ticket)) throw notFound();
    return this.texts.render(template.body, ticket, actor);
  }

  async #run(ask: Ask, reply: FastifyReply, act: Parameters<ActOnTicket['run']>[1]): Promise<Ticket> {
    const ticket = await this.actOn.run(ask, act);
    setEtag(reply, ticket.version);
    return ticket;
  }
}

/** Standard work of the ticket's department, or of the company; for its kind, or for each. */
const isFor = (
  work: { departmentId: number | null; kind: string | null },
  ticket: { departmentId: number; kind: string },
): boolean =>
  (work.departmentId === null || work.departmentId === ticket.departmentId) &&
  (work.kind === null || work.kind === ticket.kind);
