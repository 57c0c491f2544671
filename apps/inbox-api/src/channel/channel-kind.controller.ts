// What a channel can be, for the form that makes one, and what saving would refuse of it. Guarantee: nothing is saved here.
import { Body, Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChannelCheck, ChannelKindView, CheckChannel, SaveChannel as SaveChannelBody } from '#api';
import { channelKinds } from '#channels';
import { Database, DepartmentStore } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { type FieldFault, pointerOf, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { SignInDrafts } from '../oauth/sign-in.drafts.js';
import { channelKindView } from './channel-kind.view.js';
import { SaveChannel } from './save-channel.action.js';

const NO_DEPARTMENT: FieldFault = { pointer: '/departmentId', detail: 'There is no such department' };

@ApiTags('channels')
@Controller(API)
export class ChannelKindController {
  private readonly kinds = channelKinds.map(channelKindView);

  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly saveChannel: SaveChannel,
    private readonly drafts: SignInDrafts,
  ) {}

  @Get('channel-kinds')
  @Policy({ who: 'admin' })
  @Answers(z.array(ChannelKindView), 'All kinds of channels, with what they ask')
  list(): ChannelKindView[] {
    return this.kinds;
  }

  @Post('channels/check')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(ChannelCheck, 'What saving would refuse')
  async check(
    @Body({ schema: CheckChannel }) body: z.output<typeof CheckChannel>,
    @CurrentActor() actor: Actor,
  ): Promise<ChannelCheck> {
    const { channelId, signInId, ...change } = body;
    const typed = { ...change, departmentId: change.departmentId ?? 0 };
    const faults = [
      ...shapeFaults(change),
      ...(await this.#departmentFaults(change.departmentId)),
      ...(await this.database.transaction(tx => this.saveChannel.faultsOf(tx, channelId, typed))),
      ...(await this.#signInFaults(actor, signInId, change)),
    ];
    return { faults: faults.filter(first) };
  }

  /** What a sign-in brought goes to no other server than it was meant for. */
  async #signInFaults(
    actor: Actor,
    signInId: number | null,
    { settings, secrets }: Pick<z.output<typeof CheckChannel>, 'settings' | 'secrets'>,
  ): Promise<FieldFault[]> {
    try {
      await this.drafts.secretsFor(this.database, actor, signInId, settings, secrets);
      return [];
    } catch (error) {
      if (error instanceof RequestFault && error.errors) return error.errors;
      throw error;
    }
  }

  async #departmentFaults(id: number | null): Promise<FieldFault[]> {
    if (id === null) return [{ ...NO_DEPARTMENT, detail: 'Choose a department' }];
    return id > 0 && id < 2 ** 31 && (await this.departments.byId(this.database, id)) ? [] : [NO_DEPARTMENT];
  }
}

const WORDS: Record<string, string> = {
  '/key': 'Has small letters, digits and hyphens, and begins with a letter or digit; 61 characters at most',
  '/name': 'Needs a name of at most 80 characters',
};

/** Key and name, as saving takes them. */
function shapeFaults(change: Pick<z.output<typeof CheckChannel>, 'key' | 'name'>): FieldFault[] {
  const read = SaveChannelBody.pick({ key: true, name: true }).safeParse({ key: change.key, name: change.name.trim() });
  return (read.error?.issues ?? []).map(issue => {
    const pointer = pointerOf(issue.path);
    return { pointer, detail: WORDS[pointer] ?? issue.message };
  });
}

/** One thing at a time for each place. */
const first = (fault: FieldFault, index: number, all: FieldFault[]): boolean =>
  all.findIndex(one => one.pointer === fault.pointer) === index;
