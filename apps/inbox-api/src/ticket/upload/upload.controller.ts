// Files for a reply or a note, before it is sent. Guarantees: only who works the ticket's rail brings any, and only who brought one touches it: to all others
// it is not there; no request holds more than one part of it; what breaks off leaves nothing that could be sent.
import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NewUpload, Problem, Upload } from '#api';
import {
  ChannelStore,
  Database,
  finishUpload,
  type OpenedUpload,
  openUpload,
  openUploadOf,
  removeUpload,
  type Tx,
  takePart,
  ticketById,
  uploadsOf,
} from '#store';
import { FILE_LIMITS, fileFault, mediaTypeOf, megabytes, nameOfPath } from '#tickets';
import type { Actor } from '../../access/actor.js';
import { CurrentActor, ThingId } from '../../access/current-actor.decorator.js';
import { Policy } from '../../access/policy.decorator.js';
import { Answers } from '../../docs/answers.decorator.js';
import { notFound, RequestFault } from '../../http/request.fault.js';
import { API } from '../../inbox-api.config.js';
import { fileLimitOf, mailboxFor } from '../reply/reply.desk.js';
import { uploadView } from './upload.view.js';

@ApiTags('uploads')
@Controller(API)
export class UploadController {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
  ) {}

  @Post('tickets/:id/uploads')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Answers(Upload, 'It may be brought, part by part; a file of this ticket is ready at once', HttpStatus.CREATED)
  async open(
    @ThingId() ticketId: number,
    @Body({ schema: NewUpload }) body: z.output<typeof NewUpload>,
    @CurrentActor() actor: Actor,
  ): Promise<Upload> {
    const opened = await this.database.transaction(tx => this.#open(tx, ticketId, actor.id, body));
    if (opened.outcome === 'unknown') throw notFound();
    if (opened.outcome === 'too-many')
      throw new RequestFault(
        'UPLOAD.TOO_MANY',
        `At most ${FILE_LIMITS.lying} files that are not sent lie on a ticket, and ${megabytes(FILE_LIMITS.lyingBytes)} in all. Remove some first.`,
      );
    return uploadView(opened.upload);
  }

  @Get('tickets/:id/uploads')
  @Policy({ who: 'works-here', owner: 'ticket' })
  @Answers(z.array(Upload), 'Your own files that lie on this ticket and are not sent')
  async list(@ThingId() ticketId: number, @CurrentActor() actor: Actor): Promise<Upload[]> {
    return (await uploadsOf(this.database, ticketId, actor.id)).map(uploadView);
  }

  @Put('uploads/:id/parts/:part')
  @Policy({ who: 'works-here', owner: 'upload' }, { takesBytes: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: HttpStatus.NO_CONTENT, description: 'The part is here. Sent again it changes nothing' })
  @ApiResponse({ status: 'default', description: 'What went wrong (RFC 9457)', standardSchema: Problem })
  async part(
    @ThingId() id: number,
    @Param('part') part: string,
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    if (!/^(?:0|[1-9]\d{0,4})$/.test(part)) throw notFound();
    // No body at all is a part of no bytes: its length is wrong, and that is said.
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const done = await takePart(this.database, { id, owner: actor.id }, Number(part), bytes);
    if (done.outcome === 'unknown') throw notFound();
    if (done.outcome === 'wrong-length')
      throw new RequestFault(
        'UPLOAD.PART',
        done.wanted === null
          ? 'The file has no such part'
          : `This part must have ${done.wanted} bytes, and has ${bytes.length}`,
      );
  }

  @Post('uploads/:id/finish')
  @Policy({ who: 'works-here', owner: 'upload' })
  @HttpCode(HttpStatus.OK)
  @Answers(Upload, 'All of it is here, and it can be sent')
  async finish(@ThingId() id: number, @CurrentActor() actor: Actor): Promise<Upload> {
    const done = await this.database.transaction(tx => finishUpload(tx, { id, owner: actor.id }));
    if (done.outcome === 'unknown') throw notFound();
    if (done.outcome === 'incomplete')
      throw new RequestFault('UPLOAD.INCOMPLETE', `${done.received} of ${done.size} bytes have come`);
    return uploadView(done.upload);
  }

  @Delete('uploads/:id')
  @Policy({ who: 'works-here', owner: 'upload' })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiResponse({ status: HttpStatus.NO_CONTENT, description: 'It is gone' })
  @ApiResponse({ status: 'default', description: 'What went wrong (RFC 9457)', standardSchema: Problem })
  async remove(@ThingId() id: number, @CurrentActor() actor: Actor): Promise<void> {
    const done = await removeUpload(this.database, { id, owner: actor.id });
    if (done === 'unknown') throw notFound();
    if (done === 'sent') throw new RequestFault('UPLOAD.SENT', 'It was sent with a reply or a note, and stays there');
  }

  async #open(tx: Tx, ticketId: number, owner: string, body: z.output<typeof NewUpload>): Promise<OpenedUpload> {
    const ticket = await ticketById(tx, ticketId);
    if (!ticket) return { outcome: 'unknown' };
    if (ticket.state === 'merged')
      throw new RequestFault('TICKET.MERGED', `#${ticketId} was merged into #${ticket.mergedInto}; go on there`);
    if ('attachmentId' in body) return openUploadOf(tx, { ticketId, owner, attachmentId: body.attachmentId });
    const filename = nameOfPath(body.filename);
    const limit = fileLimitOf(mailboxFor(ticket, await this.channels.list(tx, null)));
    const fault = fileFault({ filename, size: body.size }, limit);
    if (fault) throw new RequestFault(fault.code, fault.detail);
    return openUpload(tx, { ticketId, owner, filename, contentType: mediaTypeOf(body.contentType), size: body.size });
  }
}
