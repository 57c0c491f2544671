// The quarantine: messages, and single documents of messages, that could not be taken, with their place; and a look at the bytes around a place.
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { MessageExcerpt, page, QuarantinedMessage, QuarantineGroup } from '#api';
import {
  Database,
  DepartmentStore,
  heldGroups,
  PartnerStore,
  type QuarantinedRow,
  quarantined,
  rawWindow,
  type SenderReader,
} from '#store';
import { identityKey } from '#tickets';
import { type Actor, workedDepartments } from '../access/actor.js';
import { CurrentActor, OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { SENDER_OF } from '../partner/sender.controller.js';
import { excerptOf } from './excerpt.js';

const QuarantinePage = page(QuarantinedMessage);
const QuarantineQuery = z.object({
  channelId: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  reason: z.string().min(1).max(200).optional(),
  /** The `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}(\.[1-9]\d{0,8})?$/, 'is not a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const ExcerptQuery = z.object({
  /** Offset into the message. Left out: its beginning, with nothing marked. */
  byte: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
});
/** Bytes before and after the one that is marked. */
const AROUND = 600;

type Said = ReturnType<SenderReader>;

@ApiTags('ledger')
@Controller(API)
export class QuarantineController {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly partners: PartnerStore,
    @Inject(SENDER_OF) private readonly senderOf: SenderReader,
  ) {}

  @Get('quarantine')
  @Policy({ who: 'signed-in' })
  @Answers(QuarantinePage, 'Messages, and documents of messages, that could not be taken, newest first')
  async quarantine(
    @CurrentActor() actor: Actor,
    @Query({ schema: QuarantineQuery }) query: z.output<typeof QuarantineQuery>,
  ): Promise<z.output<typeof QuarantinePage>> {
    const departmentIds = await this.#departmentsOf(actor);
    const [messageId, part] = (query.cursor ?? '').split('.').map(Number);
    const after = messageId ? { messageId, part: part ?? null } : undefined;
    const alike = { channelId: query.channelId, reason: query.reason };
    const found = await quarantined(this.database, { departmentIds, alike, after, limit: query.limit + 1 });
    const items = await this.#views(found.slice(0, query.limit));
    const last = found.length > query.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? [last.messageId, ...(last.part ? [last.part] : [])].join('.') : null };
  }

  @Get('quarantine/groups')
  @Policy({ who: 'signed-in' })
  @Answers(z.array(QuarantineGroup), 'How much is held for which reason, by channel, the most first')
  async groups(@CurrentActor() actor: Actor): Promise<QuarantineGroup[]> {
    return heldGroups(this.database, await this.#departmentsOf(actor));
  }

  @Get('messages/:id/excerpt')
  @Policy({ who: 'works-here', owner: 'message' })
  @Answers(MessageExcerpt, 'The message around a byte, as text')
  async excerpt(
    @ThingId() messageId: number,
    @OwnerDepartment() departmentId: number,
    @Query({ schema: ExcerptQuery }) { byte }: z.output<typeof ExcerptQuery>,
  ): Promise<MessageExcerpt> {
    const byteStart = Math.max(0, (byte ?? 0) - AROUND);
    const length = byte === undefined ? 2 * AROUND : byte - byteStart + AROUND;
    const found = await rawWindow(this.database, messageId, byteStart, length);
    // Its ticket moved to another rail between the guard's look and this one.
    if (found?.departmentId !== departmentId) throw notFound();
    const { bytes, size } = found;
    const end = byteStart + bytes.length;
    const text = excerptOf(bytes, byte === undefined ? null : byte - byteStart);
    return { messageId, size, byteStart: Math.min(byteStart, end), byteEnd: end, ...text };
  }

  async #departmentsOf(actor: Actor): Promise<number[]> {
    return workedDepartments(actor) ?? (await this.departments.list(this.database, null)).map(({ id }) => id);
  }

  /** The partners of all senders in one statement. */
  async #views(rows: readonly QuarantinedRow[]): Promise<QuarantinedMessage[]> {
    const said: Said[] = rows.map(({ head }) => head && this.senderOf(head));
    const asked = said.flatMap(one => (one ? [{ standard: one.standard, ...one.sender }] : []));
    const known = await this.partners.byIdentities(this.database, asked);
    return rows.map(({ head: _, partner, receivedAt, ...row }, i) => {
      const one = said[i];
      const { id, name } = (one && known.get(identityKey(one.standard, one.sender))) ?? partner ?? {};
      const who = id !== undefined && name !== undefined ? { id, name } : null;
      return {
        ...row,
        receivedAt: receivedAt.toISOString(),
        sender: one ? { standard: one.standard, ...one.sender, partner: who } : null,
      };
    });
  }
}
