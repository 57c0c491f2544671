// Tags in use on a rail. A department that the reader does not work reads as one that is not there.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { TagInUse, TagQuery } from '#api';
import { Database, tagsInUse } from '#store';
import { type Actor, worksIn } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { Answers } from '../docs/answers.decorator.js';
import { notFound } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';

@ApiTags('rail')
@Controller(`${API}/tags`)
export class TagController {
  constructor(private readonly database: Database) {}

  @Get()
  @Policy({ who: 'signed-in' })
  @Answers(z.array(TagInUse), 'Of the tickets of this rail that are not over, the most frequent first; at most 200')
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: TagQuery }) { department }: z.output<typeof TagQuery>,
  ): Promise<TagInUse[]> {
    if (!worksIn(actor, department)) throw notFound();
    return tagsInUse(this.database, department);
  }
}
