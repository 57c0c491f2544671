// Telephone calls of a rail: those that are known, who may be on the telephone, and calls that people log by hand.
import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Call, CallEffect, CallerQuery, CallForesight, CallQuery, KnownCaller, LogCall } from '#api';
import {
  ChannelStore,
  callsOn,
  Database,
  DepartmentStore,
  foreseeCall,
  type IdempotentRequest,
  knownCallers,
  type LoggedCall,
  logCall,
} from '#store';
import type { CallFacts } from '#tickets';
import type { Actor } from '../access/actor.js';
import { CurrentActor, OwnerDepartment } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { signatureOf } from '../ticket/act-on-ticket.js';
import { callView } from './call.view.js';
import { countryOf, dialledNumber } from './dialled.number.js';

const WORKS_HERE = { who: 'works-here', owner: 'department' } as const;
/** A call that is not over yet cannot be logged; clocks differ a little. */
const AHEAD_MS = 5 * 60_000;

@ApiTags('calls')
@Controller(`${API}/departments/:id`)
export class CallController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly channels: ChannelStore,
    private readonly once: Once,
  ) {}

  @Get('calls')
  @Policy(WORKS_HERE)
  @Answers(z.array(Call), 'The newest calls of the rail, of one ticket or of one number; at most 100')
  async calls(
    @OwnerDepartment() departmentId: number,
    @Query({ schema: CallQuery }) query: z.output<typeof CallQuery>,
  ): Promise<Call[]> {
    const dialled = query.number === undefined ? null : await this.#dialled(departmentId, query.number);
    const number = dialled ? (dialled.number ?? dialled.said) : undefined;
    const found = await callsOn(this.database, departmentId, { number, ticketId: query.ticket });
    return found.map(callView);
  }

  @Get('callers')
  @Policy(WORKS_HERE)
  @Answers(z.array(KnownCaller), 'Requesters whose name, company, address or number has the words, the newest first')
  async callers(
    @OwnerDepartment() departmentId: number,
    @Query({ schema: CallerQuery }) { q }: z.output<typeof CallerQuery>,
  ): Promise<KnownCaller[]> {
    return knownCallers(this.database, departmentId, q);
  }

  @Get('calls/outlook')
  @Policy(WORKS_HERE)
  @Answers(CallEffect, 'What logging this call would do, as things stand')
  async outlook(
    @OwnerDepartment() departmentId: number,
    @Query({ schema: CallForesight }) query: z.output<typeof CallForesight>,
    @CurrentActor() actor: Actor,
  ): Promise<z.output<typeof CallEffect>> {
    const call = await this.#callOf(departmentId, { ...query, note: '', minutes: 0 }, actor);
    const effect = await this.database.snapshot(tx => foreseeCall(tx, call));
    if (effect === 'unknown-ticket') throw unknownTicket(query.ticketId);
    return effect;
  }

  @Post('calls')
  @Policy(WORKS_HERE)
  @HttpCode(HttpStatus.OK)
  @Answers(CallEffect, 'What it did')
  async log(
    @OwnerDepartment() departmentId: number,
    @Body({ schema: LogCall }) body: z.output<typeof LogCall>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof CallEffect>> {
    const call = await this.#callOf(departmentId, body, actor);
    const { answer } = await this.once.run(intent, async tx => {
      const logged = await logCall(tx, { ...call, note: body.note, actor: signatureOf(actor), now: new Date() });
      if (logged.outcome === 'unknown-ticket') throw unknownTicket(body.ticketId);
      return logged.effect;
    });
    return answer;
  }

  async #callOf(departmentId: number, given: z.output<typeof LogCall>, actor: Actor): Promise<LoggedCall> {
    const { direction, outcome, minutes } = given;
    const now = new Date();
    if (given.startedAt && Date.parse(given.startedAt) > now.getTime() + AHEAD_MS)
      throw invalid([{ pointer: '/startedAt', detail: 'is in the future' }]);
    const talkSeconds = outcome === 'answered' ? minutes * 60 : 0;
    // Without a time it counts from now: rounded minutes must not put it before the missed call that it answers.
    const startedAt = given.startedAt ?? now.toISOString();
    const spoke = outcome === 'answered';
    const record: CallFacts = {
      ...{ callId: randomUUID(), direction, outcome, startedAt, talkSeconds, voicemail: null, legs: 1, ourNumber: '' },
      outside: { name: given.name, ...(await this.#dialled(departmentId, given.number)) },
      agent: spoke || direction === 'outbound' ? actor.name : '',
      answeredAt: spoke ? startedAt : null,
      endedAt: spoke && given.startedAt ? new Date(Date.parse(startedAt) + talkSeconds * 1_000).toISOString() : null,
      why: [`logged by ${actor.name}`],
    };
    return { departmentId, record, address: given.address || null, meant: given.ticketId ?? null };
  }

  async #dialled(departmentId: number, text: string): Promise<{ said: string; number: string | null }> {
    const department = await this.departments.byId(this.database, departmentId);
    if (!department) throw notFound();
    const channels = await this.channels.list(this.database, [departmentId]);
    return dialledNumber(text, countryOf(channels, department));
  }
}

const unknownTicket = (id: number | undefined) =>
  invalid([{ pointer: '/ticketId', detail: `There is no #${id} on this rail that a call could belong to` }]);
