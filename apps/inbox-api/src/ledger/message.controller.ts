// One message of the ledger: its whole way, what stands around its content, its bytes by the page, and what would become of it now.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { MessageBytes, MessageHeaders, MessagePreview, MessageWay } from '#api';
import { sampleHeaders } from '#channels';
import { Database, messageToRead, messageWay, rawWindow } from '#store';
import { type Actor, worksIn } from '../access/actor.js';
import { CurrentActor, OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { pageText, REST_BYTES } from './excerpt.js';
import { MessagePreviewer } from './message.previewer.js';
import { factsOf, previewView, wayView } from './message.view.js';

const BytesQuery = z.object({ from: z.coerce.number().int().min(0).max(2_147_483_647).default(0) });
/** Of one page: 128 lines of 16. */
const PAGE_BYTES = 2_048;
/** A mail's header stands within, or as much of it as anybody looks at. */
const HEADER_BYTES = 65_536;

@ApiTags('ledger')
@Controller(`${API}/messages`)
export class MessageController {
  constructor(
    private readonly database: Database,
    private readonly previewer: MessagePreviewer,
  ) {}

  @Get(':id/way')
  @Policy({ who: 'works-here', owner: 'message' })
  @Answers(MessageWay, 'Received, stored, converted, decided, on which tickets, and what was answered')
  async way(
    @ThingId() messageId: number,
    @OwnerDepartment() departmentId: number,
    @CurrentActor() actor: Actor,
  ): Promise<MessageWay> {
    const way = await messageWay(this.database, messageId);
    // Its ticket moved to another rail between the guard's look and this one; so in each route below.
    if (way?.message.departmentId !== departmentId) throw notFound();
    return wayView(way, department => worksIn(actor, department));
  }

  @Get(':id/headers')
  @Policy({ who: 'works-here', owner: 'message' })
  @Answers(MessageHeaders, 'Fields of its header, where it is a mail, and what its transport knew')
  async headers(@ThingId() messageId: number, @OwnerDepartment() departmentId: number): Promise<MessageHeaders> {
    const [way, window] = await Promise.all([
      messageWay(this.database, messageId),
      rawWindow(this.database, messageId, 0, HEADER_BYTES),
    ]);
    if (way?.message.departmentId !== departmentId || !window) throw notFound();
    const { channelKind, transport } = way.message;
    return {
      messageId,
      headers: channelKind === 'email' ? sampleHeaders(window.bytes) : [],
      transport: factsOf(transport),
    };
  }

  @Get(':id/bytes')
  @Policy({ who: 'works-here', owner: 'message' })
  @Answers(MessageBytes, 'A page of its bytes, as hexadecimal digits and as text')
  async bytes(
    @ThingId() messageId: number,
    @OwnerDepartment() departmentId: number,
    @Query({ schema: BytesQuery }) { from }: z.output<typeof BytesQuery>,
  ): Promise<MessageBytes> {
    const found = await rawWindow(this.database, messageId, from, PAGE_BYTES + REST_BYTES);
    if (found?.departmentId !== departmentId) throw notFound();
    const bytes = found.bytes.subarray(0, PAGE_BYTES);
    const byteStart = Math.min(from, found.size);
    return {
      messageId,
      size: found.size,
      byteStart,
      byteEnd: byteStart + bytes.length,
      hex: bytes.toString('hex'),
      text: pageText(found.bytes, bytes.length),
    };
  }

  @Get(':id/preview')
  @Policy({ who: 'works-here', owner: 'message', role: 'supervisor' })
  @Answers(MessagePreview, 'What would become of it now; nothing is changed')
  async preview(@ThingId() messageId: number, @OwnerDepartment() departmentId: number): Promise<MessagePreview> {
    const message = await messageToRead(this.database, messageId);
    if (message?.departmentId !== departmentId) throw notFound();
    return previewView(messageId, await this.previewer.convert(message));
  }
}
