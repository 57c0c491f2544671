// The audit log, for admins: who changed what, and whether the log itself is whole.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditChain, AuditPage, AuditQuery } from '#api';
import { auditChain, auditEntries, Database } from '#store';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { API } from '../inbox-api.config.js';

@ApiTags('audit')
@Controller(`${API}/audit`)
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @Policy({ who: 'admin' })
  @Answers(AuditPage, 'What was changed, the newest first')
  async list(
    @Query({ schema: AuditQuery }) { q, thing, cursor, limit }: z.output<typeof AuditQuery>,
  ): Promise<z.output<typeof AuditPage>> {
    const before = cursor === undefined ? null : Number(cursor);
    const found = await auditEntries(this.database, { words: q, thing: thing ?? null, before, limit: limit + 1 });
    const items = found.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    return { items, nextCursor: found.length > limit ? String(items.at(-1)!.seq) : null };
  }

  @Get('chain')
  @Policy({ who: 'admin' })
  @Answers(AuditChain, 'Each line proved again by its hash')
  chain(): Promise<z.output<typeof AuditChain>> {
    return auditChain(this.database);
  }
}
