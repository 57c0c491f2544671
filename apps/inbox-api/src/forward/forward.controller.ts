// The forward page: a colleague tells what a customer wants, and sees what became of it. Guarantees: the answer follows the commit (I1); sent again it is the
// same forward; a reader sees one's own forwards alone (A23).
import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Forward, ForwardChoices, ForwardPage, type Page, TellForward } from '#api';
import { toldEnvelope } from '#channels';
import {
  Database,
  DefinitionLibrary,
  forwardChannel,
  forwardDepartments,
  forwardOf,
  forwardsOf,
  type IdempotentRequest,
  peopleForwarded,
  tellForward,
} from '#store';
import type { PersonActor } from '../access/actor.js';
import { CurrentPerson } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { forwardView } from './forward.view.js';

const Asked = z.strictObject({
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is the cursor of an earlier page')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
const SUGGESTED = 60;
const ABOUT = 180;

@ApiTags('forwards')
@Controller(`${API}/forwards`)
export class ForwardController {
  constructor(
    private readonly database: Database,
    private readonly definitions: DefinitionLibrary,
    private readonly once: Once,
  ) {}

  @Post()
  @Policy({ who: 'person' })
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'With one, however often it is sent, it is one forward',
  })
  @Answers(Forward, 'It is stored. Its ticket follows within moments: read it again', HttpStatus.ACCEPTED)
  async tell(
    @Body({ schema: TellForward }) body: z.output<typeof TellForward>,
    @CurrentPerson() person: PersonActor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Forward> {
    const { departmentId, ...told } = body;
    const by = { name: person.name, address: person.email };
    // Not only as long as idempotency keys are kept: a phone may be without a line for days.
    const id = `${person.id} ${intent?.key ?? randomUUID()}`;
    const receivedAt = new Date();
    const { answer } = await this.once.run(intent, async tx => {
      const channelId = readId(String(departmentId)) === null ? null : await forwardChannel(tx, departmentId);
      if (channelId === null)
        throw invalid([{ pointer: '/departmentId', detail: 'This department takes no forwards' }]);
      const envelope = toldEnvelope(channelId, { id, by, ...told }, receivedAt);
      const about = (told.want || told.shared.title || told.shared.text)
        .replace(/\s+/g, ' ')
        .slice(0, ABOUT)
        .toWellFormed();
      return tellForward(tx, { envelope, departmentId, by, who: told.who, about });
    });
    return this.#read(person, answer);
  }

  @Get()
  @Policy({ who: 'person' })
  @Answers(ForwardPage, 'Your own forwards, by mail and on the page, newest first')
  async list(
    @Query({ schema: Asked }) asked: z.output<typeof Asked>,
    @CurrentPerson() person: PersonActor,
  ): Promise<Page<Forward>> {
    const before = asked.cursor === undefined ? null : Number(asked.cursor);
    const [found, library] = await Promise.all([
      forwardsOf(this.database, person.email, { before, limit: asked.limit + 1 }),
      this.definitions.read(),
    ]);
    const shown = found.slice(0, asked.limit);
    return {
      items: shown.map(row => forwardView(row, library)),
      nextCursor: found.length > shown.length ? String(shown.at(-1)!.id) : null,
    };
  }

  @Get('choices')
  @Policy({ who: 'person' })
  @Answers(ForwardChoices, 'Departments that take forwards, and people for whom you forwarded before')
  async choices(@CurrentPerson() person: PersonActor): Promise<ForwardChoices> {
    const [departments, people] = await Promise.all([
      forwardDepartments(this.database),
      peopleForwarded(this.database, person.email, SUGGESTED),
    ]);
    return { departments, people };
  }

  @Get(':id')
  @Policy({ who: 'person' })
  @Answers(Forward, 'One of your own forwards')
  async one(@Param('id') id: string, @CurrentPerson() person: PersonActor): Promise<Forward> {
    const asked = readId(id);
    if (asked === null) throw notFound();
    return this.#read(person, asked);
  }

  async #read(person: PersonActor, id: number): Promise<Forward> {
    const [row, library] = await Promise.all([forwardOf(this.database, person.email, id), this.definitions.read()]);
    if (!row) throw notFound();
    return forwardView(row, library);
  }
}
