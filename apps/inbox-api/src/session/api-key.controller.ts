// Keys for other systems. The secret is told once, in the answer that makes it.
import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiKey, CreateApiKey, CreatedApiKey } from '#api';
import { type ApiKeyRow, ApiKeyStore, Database, DepartmentStore, type IdempotentRequest } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';

@ApiTags('api-keys')
@Controller(`${API}/api-keys`)
export class ApiKeyController {
  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeyStore,
    private readonly departments: DepartmentStore,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'admin' })
  @Answers(z.array(ApiKey), 'All keys that were not revoked, newest first')
  async list(): Promise<ApiKey[]> {
    return (await this.keys.list(this.database)).map(view);
  }

  @Post()
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(CreatedApiKey, 'The key; its secret is never shown again', HttpStatus.CREATED)
  async create(
    @Body({ schema: CreateApiKey }) body: z.output<typeof CreateApiKey>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof CreatedApiKey>> {
    if (body.departmentId !== null && !(await this.departments.byId(this.database, body.departmentId)))
      throw invalid([{ pointer: '/departmentId', detail: 'There is no such department' }]);
    const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
    if (expiresAt && expiresAt <= new Date()) throw invalid([{ pointer: '/expiresAt', detail: 'Lies in the past' }]);
    let secret = '';
    const { answer, replayed } = await this.once.run(intent, async tx => {
      const createdBy = actor.kind === 'person' ? actor.userId : null;
      const made = await this.keys.create(tx, { ...body, expiresAt, createdBy });
      secret = made.secret;
      return view(made.key);
    });
    // What is kept for a replay holds no secret, so the answer cannot be given twice.
    if (replayed)
      throw new RequestFault(
        'IDEMPOTENCY.SHOWN_ONCE',
        `This request made the key ${answer.id} already. Revoke it and make another.`,
      );
    return { ...answer, secret };
  }

  @Delete(':id')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.NO_CONTENT)
  async revoke(@Param('id') id: string): Promise<void> {
    const isKey = /^[0-9a-f]{16}$/.test(id);
    const revoked = isKey && (await this.database.transaction(tx => this.keys.revoke(tx, id)));
    if (!revoked) throw notFound();
  }
}

function view(key: ApiKeyRow): ApiKey {
  return {
    id: key.id,
    name: key.name,
    departmentId: key.departmentId,
    role: key.role,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
