// Webhooks, for admins. A secret is told once, in the answer that makes it.
import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ChangeWebhook, CreateWebhook, RenewWebhookSecret, Webhook, WebhookSecret } from '#api';
import { Database, DepartmentStore, type IdempotentRequest, WebhookStore } from '#store';
import type { Actor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { idOf, readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { SaveWebhook } from './save-webhook.action.js';
import { webhookView } from './webhook.view.js';

@ApiTags('webhooks')
@Controller(`${API}/webhooks`)
export class WebhookController {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhookStore,
    private readonly departments: DepartmentStore,
    private readonly save: SaveWebhook,
    private readonly once: Once,
  ) {}

  @Get()
  @Policy({ who: 'admin' })
  @Answers(z.array(Webhook), 'All webhooks, by name')
  async list(): Promise<Webhook[]> {
    return (await this.webhooks.list(this.database)).map(webhookView);
  }

  @Post()
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(WebhookSecret, 'The new webhook; its secret is never shown again', HttpStatus.CREATED)
  async create(
    @Body({ schema: CreateWebhook }) body: z.output<typeof CreateWebhook>,
    @CurrentActor() actor: Actor,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof WebhookSecret>> {
    await this.#checkDepartment(body.departmentId);
    const createdBy = actor.kind === 'person' ? actor.userId : null;
    let secret = '';
    const { answer, replayed } = await this.once.run(intent, async tx => {
      const made = await this.save.create(tx, body, createdBy);
      secret = made.secret;
      return made.id;
    });
    if (replayed) throw shownOnce();
    return { webhook: await this.#read(answer), secret };
  }

  @Put(':id')
  @Policy({ who: 'admin' })
  @Answers(Webhook, 'The webhook as it now is')
  async update(
    @Param('id') id: string,
    @Body({ schema: ChangeWebhook }) body: z.output<typeof ChangeWebhook>,
  ): Promise<Webhook> {
    const webhookId = idOf(id);
    await this.#checkDepartment(body.departmentId);
    await this.database.transaction(tx => this.save.update(tx, webhookId, body));
    return this.#read(webhookId);
  }

  @Delete(':id')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.NO_CONTENT)
  async remove(@Param('id') id: string): Promise<void> {
    const removed = await this.database.transaction(tx => this.webhooks.remove(tx, idOf(id)));
    if (!removed) throw notFound();
  }

  @Post(':id/secret')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(WebhookSecret, 'The new secret; it is never shown again. The one before signs as well, until it is dropped')
  async renew(
    @Param('id') id: string,
    @Body({ schema: RenewWebhookSecret }) body: z.output<typeof RenewWebhookSecret>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<z.output<typeof WebhookSecret>> {
    const webhookId = idOf(id);
    let secret = '';
    const { replayed } = await this.once.run(intent, async tx => {
      secret = await this.save.renew(tx, webhookId, body.url);
      return webhookId;
    });
    if (replayed) throw shownOnce();
    return { webhook: await this.#read(webhookId), secret };
  }

  @Delete(':id/secret/previous')
  @Policy({ who: 'admin' })
  @Answers(Webhook, 'Only the current secret signs from now on')
  async dropPrevious(@Param('id') id: string): Promise<Webhook> {
    const webhookId = idOf(id);
    await this.database.transaction(tx => this.save.dropPrevious(tx, webhookId));
    return this.#read(webhookId);
  }

  async #read(id: number): Promise<Webhook> {
    const row = await this.webhooks.byId(this.database, id);
    if (!row) throw notFound();
    return webhookView(row);
  }

  async #checkDepartment(departmentId: number | null): Promise<void> {
    if (departmentId === null) return;
    const isId = readId(String(departmentId)) !== null;
    if (!isId || !(await this.departments.byId(this.database, departmentId)))
      throw invalid([{ pointer: '/departmentId', detail: 'There is no such department' }]);
  }
}

/** What is kept for a replay holds no secret, so the answer cannot be given twice. */
const shownOnce = () =>
  new RequestFault('IDEMPOTENCY.SHOWN_ONCE', 'This request made a secret already. Make another one, and use that.');
