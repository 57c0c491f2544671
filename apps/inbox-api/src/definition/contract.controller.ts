// Handoff contracts as data: what one department may place on another's rail. Everybody who works a rail reads them; admins save.
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CheckContract, Contract, DefinitionReport, Difference, SaveContract } from '#api';
import {
  contractDesk,
  contractStore,
  Database,
  DefinitionLibrary,
  DepartmentStore,
  type IdempotentRequest,
  type Stored,
} from '#store';
import type { HandoffContract } from '#tickets';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { keyOf, savedVersion } from './definition.route.js';
import { contractView } from './definition.view.js';
import { DifferencesQuery } from './kind.controller.js';

@ApiTags('contracts')
@Controller(`${API}/contracts`)
export class ContractController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly library: DefinitionLibrary,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(z.array(Contract), 'The current version of each contract, by key')
  async list(): Promise<Contract[]> {
    const all = await contractStore.all(this.database);
    return this.#views(all.filter((contract, i) => all[i + 1]?.key !== contract.key));
  }

  @Get(':key/versions')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(Contract), 'All versions of the contract, the newest first')
  async versions(@Param('key') key: string): Promise<Contract[]> {
    const versions = await contractStore.versions(this.database, keyOf(key));
    if (versions.length === 0) throw notFound();
    return this.#views(versions);
  }

  @Get(':key/differences')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(Difference), 'What changed between two versions, in words')
  async differences(
    @Param('key') key: string,
    @Query({ schema: DifferencesQuery }) { from, to }: z.output<typeof DifferencesQuery>,
  ): Promise<Difference[]> {
    const found = await contractDesk.differences(this.database, keyOf(key), from, to);
    if (!found) throw notFound();
    return found;
  }

  @Post('check')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(DefinitionReport, 'What is wrong with it and what it would change; nothing is saved')
  check(@Body({ schema: CheckContract }) body: z.output<typeof CheckContract>): Promise<DefinitionReport> {
    const { basedOn: _, ...contract } = body;
    return contractDesk.report(this.database, contract);
  }

  @Put(':key')
  @Policy({ who: 'admin' })
  @Answers(Contract, 'The contract as it now is')
  async save(
    @Param('key') key: string,
    @Body({ schema: SaveContract }) body: z.output<typeof SaveContract>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Contract> {
    const { basedOn, ...contract } = body;
    const userId = actor.kind === 'person' ? actor.userId : null;
    const { answer } = await this.once.run(intent, async tx =>
      savedVersion(await contractDesk.save(tx, { ...contract, key: keyOf(key) }, { basedOn, userId }), 'CONTRACT'),
    );
    this.library.forget();
    const saved = (await contractStore.versions(this.database, key)).filter(one => one.version === answer);
    const [view] = await this.#views(saved);
    if (!view) throw notFound();
    return view;
  }

  async #views(contracts: Stored<HandoffContract>[]): Promise<Contract[]> {
    const departments = await this.departments.list(this.database, null);
    const { kinds } = await this.library.read();
    const names = {
      departments: new Map(departments.map(department => [department.key, department.name])),
      kindTitle: (kind: string) => kinds.titleOf(kind),
    };
    return contracts.map(contract => contractView(contract, names));
  }
}
