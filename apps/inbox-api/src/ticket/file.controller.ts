// Bytes from outside: attachments, and messages exactly as they came.
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { attachmentForReader, Database, rawMessage } from '#store';
import { OwnerDepartment, ThingId } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Bytes } from '../docs/answers.decorator.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { fileHeaders } from './file.headers.js';

const AttachmentQuery = z.object({
  /** `1`: show pictures and PDF in place; everything else is always saved. */
  inline: z.enum(['0', '1']).default('0'),
});

@ApiTags('files')
@Controller(API)
export class FileController {
  constructor(private readonly database: Database) {}

  @Get('attachments/:id')
  @Policy({ who: 'works-here', owner: 'attachment' })
  @Bytes('application/octet-stream', 'The file, under a cleaned name')
  async attachment(
    @ThingId() id: number,
    @OwnerDepartment() departmentId: number,
    @Query({ schema: AttachmentQuery }) query: z.output<typeof AttachmentQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await attachmentForReader(this.database, id);
    // Its ticket moved to another rail between the guard's look and this one.
    if (file?.departmentId !== departmentId) throw notFound();
    reply.headers({ ...fileHeaders(file, query.inline === '1') }).send(file.bytes);
  }

  /** As text to read or as a file to save, never as something that a browser takes apart. */
  @Get('messages/:id/raw')
  @Policy({ who: 'works-here', owner: 'message' })
  @Bytes('text/plain', 'The message as it came in')
  async raw(@ThingId() id: number, @OwnerDepartment() departmentId: number, @Res() reply: FastifyReply): Promise<void> {
    const message = await rawMessage(this.database, id);
    if (message?.departmentId !== departmentId) throw notFound();
    const headers = fileHeaders({ filename: `message-${id}.eml`, contentType: 'message/rfc822' }, false);
    reply.headers({ ...headers, 'content-type': 'text/plain; charset=utf-8' }).send(message.bytes);
  }
}
