// Ticket kinds as data. Everybody who works a rail reads them; admins save. A version is never changed: saving adds one, and tickets keep theirs.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CheckKind, DefinitionReport, Difference, Kind, SaveKind } from '#api';
import { Database, DefinitionLibrary, type IdempotentRequest, kindDesk, kindStore } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { keyOf, savedVersion } from './definition.route.js';
import { kindView } from './definition.view.js';

const version = z.coerce.number().int().min(1).max(1_000_000);
/** Two versions of one definition. */
export const DifferencesQuery = z.object({ from: version, to: version });

@ApiTags('kinds')
@Controller(`${API}/kinds`)
export class KindController {
  constructor(
    private readonly database: Database,
    private readonly library: DefinitionLibrary,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(z.array(Kind), 'The current version of each kind, by key')
  async list(): Promise<Kind[]> {
    const all = await kindStore.all(this.database);
    return all.filter((kind, i) => all[i + 1]?.key !== kind.key).map(kindView);
  }

  @Get(':key/versions')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(Kind), 'All versions of the kind, the newest first')
  async versions(@Param('key') key: string): Promise<Kind[]> {
    const versions = await kindStore.versions(this.database, keyOf(key));
    if (versions.length === 0) throw notFound();
    return versions.map(kindView);
  }

  @Get(':key/differences')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(Difference), 'What changed between two versions, in words')
  async differences(
    @Param('key') key: string,
    @Query({ schema: DifferencesQuery }) { from, to }: z.output<typeof DifferencesQuery>,
  ): Promise<Difference[]> {
    const found = await kindDesk.differences(this.database, keyOf(key), from, to);
    if (!found) throw notFound();
    return found;
  }

  @Post('check')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(DefinitionReport, 'What is wrong with it and what it would change; nothing is saved')
  check(@Body({ schema: CheckKind }) body: z.output<typeof CheckKind>): Promise<DefinitionReport> {
    const { basedOn: _, ...kind } = body;
    return kindDesk.report(this.database, kind);
  }

  @Put(':key')
  @Policy({ who: 'admin' })
  @Answers(Kind, 'The kind as it now is')
  async save(
    @Param('key') key: string,
    @Body({ schema: SaveKind }) body: z.output<typeof SaveKind>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Kind> {
    const { basedOn, ...kind } = body;
    const userId = actor.kind === 'person' ? actor.userId : null;
    const { answer } = await this.once.run(intent, async tx =>
      savedVersion(await kindDesk.save(tx, { ...kind, key: keyOf(key) }, { basedOn, userId }), 'KIND'),
    );
    this.library.forget();
    const saved = (await kindStore.versions(this.database, key)).find(one => one.version === answer);
    if (!saved) throw notFound();
    return kindView(saved);
  }
}
