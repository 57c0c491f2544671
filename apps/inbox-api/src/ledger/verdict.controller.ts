// What people decide of messages: try again, bring to the rail, put aside; one, or all that are alike in bounded steps. For supervisors; each is kept with its name.
import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DiscardMessage, DiscardStep, QuarantineStepped, ReleaseMessage, ReplayStep } from '#api';
import {
  Database,
  type Decider,
  DepartmentStore,
  discardMessage,
  type HeldStep,
  heldStep,
  type IdempotentRequest,
  releaseHeld,
  releaseMessage,
  replay,
} from '#store';
import { type Actor, reaches, roleIn } from '../access/actor.js';
import { CurrentActor, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';

const Decided = z.object({ messageId: z.int() });
type Decided = z.output<typeof Decided>;

@ApiTags('ledger')
@Controller(API)
export class VerdictController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly once: Once,
  ) {}

  @Post('messages/:id/replay')
  @Policy({ who: 'works-here', owner: 'message', role: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(Decided, 'The message is on its way again')
  async replay(
    @CurrentActor() actor: Actor,
    @ThingId() messageId: number,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Decided> {
    await this.once.run(intent, async tx => {
      const done = await replay(tx, messageId, deciderOf(actor));
      if (!done) throw new RequestFault('MESSAGE.NOT_HELD', 'Only a quarantined or suppressed message can be replayed');
      return true;
    });
    return { messageId };
  }

  @Post('messages/:id/release')
  @Policy({ who: 'works-here', owner: 'message', role: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(
    Decided,
    'The message is on its way to the rail, whatever the rules suspect, and whether or not it can be read',
  )
  async release(
    @CurrentActor() actor: Actor,
    @ThingId() messageId: number,
    @Body({ schema: ReleaseMessage }) { reason }: z.output<typeof ReleaseMessage>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Decided> {
    const by = { ...deciderOf(actor), reason };
    await this.once.run(intent, async tx => {
      const done = (await releaseMessage(tx, messageId, by)) || (await releaseHeld(tx, messageId, by));
      if (!done)
        throw new RequestFault(
          'MESSAGE.NOT_SUSPECTED',
          'Only a message that is held, was left out on suspicion or by the rule table, or was put aside by a person can be released',
        );
      return true;
    });
    return { messageId };
  }

  @Post('messages/:id/discard')
  @Policy({ who: 'works-here', owner: 'message', role: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(Decided, 'The message, or one document of it, is put aside: suppressed by the rule "discarded by a person"')
  async discard(
    @CurrentActor() actor: Actor,
    @ThingId() messageId: number,
    @Body({ schema: DiscardMessage }) { reason, part }: z.output<typeof DiscardMessage>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Decided> {
    await this.once.run(intent, async tx => {
      const done = await discardMessage(tx, messageId, part ?? null, { ...deciderOf(actor), reason });
      if (!done) throw new RequestFault('MESSAGE.NOT_HELD', 'Only what is held can be put aside');
      return true;
    });
    return { messageId };
  }

  @Post('quarantine/replay')
  @Policy({ who: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(QuarantineStepped, 'Some of what is alike is on its way again, and where the next step begins')
  async replayAlike(
    @CurrentActor() actor: Actor,
    @Body({ schema: ReplayStep }) body: z.output<typeof ReplayStep>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<QuarantineStepped> {
    return this.#step(actor, intent, { ...body, act: 'replay' }, deciderOf(actor));
  }

  @Post('quarantine/discard')
  @Policy({ who: 'supervisor' })
  @HttpCode(HttpStatus.OK)
  @Answers(QuarantineStepped, 'Some of what is alike is put aside, and where the next step begins')
  async discardAlike(
    @CurrentActor() actor: Actor,
    @Body({ schema: DiscardStep }) { why, ...body }: z.output<typeof DiscardStep>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<QuarantineStepped> {
    return this.#step(actor, intent, { ...body, act: 'discard' }, { ...deciderOf(actor), reason: why });
  }

  /** Of rails that the actor does not supervise nothing is touched, and nothing counted. */
  async #step(
    actor: Actor,
    intent: IdempotentRequest | null,
    step: Omit<HeldStep, 'departmentIds' | 'upTo'> & { upTo?: number },
    by: Decider,
  ): Promise<QuarantineStepped> {
    const departmentIds = (await this.departments.list(this.database, null))
      .map(({ id }) => id)
      .filter(id => reaches(roleIn(actor, id), 'supervisor'));
    const { answer } = await this.once.run(intent, tx =>
      heldStep(tx, { ...step, upTo: step.upTo ?? null, departmentIds }, by),
    );
    return answer;
  }
}

const deciderOf = (actor: Actor): Decider => ({
  name: actor.name,
  userId: actor.kind === 'person' ? actor.userId : null,
});
