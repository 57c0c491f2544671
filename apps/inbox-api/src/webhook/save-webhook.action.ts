// Saving a webhook and its secrets. Guarantees: an address that leads into a network of our own is refused before it is stored (A25); a secret belongs
// to one address: it never signs what goes to another (A53); a secret is sealed for its row, name and version before it reaches the store (A54).
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { TICKET_EVENTS } from '#events';
import { codeOf, readOutsideUrl, SecretBox } from '#runtime';
import { type Tx, type WebhookRow, WebhookStore, type WebhookValues } from '#store';
import { invalid, notFound, pointerOf, RequestFault } from '../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';

/** As long as a SHA-256, which is what it keys (RFC 2104, section 3). */
const SECRET_BYTES = 32;

@Injectable()
export class SaveWebhook {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly secrets: SecretBox,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
  ) {}

  /** Returns the new webhook's id, and its secret, which is never told again. */
  async create(tx: Tx, values: WebhookValues, createdBy: number | null): Promise<{ id: number; secret: string }> {
    checkEvents(values.events);
    const id = await this.webhooks.create(tx, { ...values, url: this.#checkedUrl(values.url) }, createdBy);
    const secret = newSecret();
    await this.#store(tx, id, 1, [{ name: 'current', plain: secret, createdAt: null }]);
    return { id, secret };
  }

  /** Throws WEBHOOK.SECRET_NEEDED for another address. */
  async update(tx: Tx, id: number, values: WebhookValues & { enabled: boolean }): Promise<void> {
    const before = await this.#locked(tx, id);
    checkEvents(values.events);
    const url = this.#checkedUrl(values.url);
    if (url !== before.url)
      throw new RequestFault('WEBHOOK.SECRET_NEEDED', 'Another address needs a new secret: make one for it', {
        errors: [{ pointer: '/url', detail: 'A secret belongs to one address. Make a new one for this address' }],
      });
    await this.webhooks.update(tx, id, { ...values, url });
  }

  /** A new secret beside the current one; or, for another address, in place of all. Returns it. */
  async renew(tx: Tx, id: number, newUrl: string | undefined): Promise<string> {
    const before = await this.#locked(tx, id);
    const url = newUrl === undefined ? before.url : this.#checkedUrl(newUrl);
    const secret = newSecret();
    const made = { name: 'current' as const, plain: secret, createdAt: null };
    const kept = url === before.url ? await this.#current(tx, before) : [];
    if (url !== before.url) await this.webhooks.update(tx, id, { ...before, url });
    await this.#store(tx, id, before.version + 1, [made, ...kept.map(one => ({ ...one, name: 'previous' as const }))]);
    return secret;
  }

  /** The previous secret signs no more. Nothing to do where there is none. */
  async dropPrevious(tx: Tx, id: number): Promise<void> {
    const { version } = await this.#locked(tx, id);
    const kept = (await this.webhooks.sealedSecrets(tx, id)).filter(secret => secret.name === 'current');
    await this.webhooks.replaceSecrets(tx, id, version, kept);
  }

  async #locked(tx: Tx, id: number): Promise<WebhookRow> {
    const row = await this.webhooks.lock(tx, id);
    if (!row) throw notFound();
    return row;
  }

  /** None where it does not open any more, after the loss of a key file: the new secret is the way out. */
  async #current(tx: Tx, { id, version }: WebhookRow): Promise<{ plain: string; createdAt: Date }[]> {
    const sealed = await this.webhooks.sealedSecrets(tx, id);
    return sealed
      .filter(secret => secret.name === 'current')
      .flatMap(({ sealed: text, createdAt }) => {
        try {
          return [{ plain: this.secrets.open(text, place(id, 'current', version)), createdAt }];
        } catch (error) {
          if (codeOf(error)?.startsWith('SECRET.')) return [];
          throw error;
        }
      });
  }

  #store(
    tx: Tx,
    id: number,
    version: number,
    secrets: { name: 'current' | 'previous'; plain: string; createdAt: Date | null }[],
  ): Promise<void> {
    const sealed = secrets.map(({ name, plain, createdAt }) => ({
      name,
      sealed: this.secrets.seal(plain, place(id, name, version)),
      createdAt,
    }));
    return this.webhooks.replaceSecrets(tx, id, version, sealed);
  }

  #checkedUrl(text: string): string {
    const read = readOutsideUrl(text, this.config.webhookPrivateHosts ?? []);
    if (read.outcome === 'refused') throw invalid([{ pointer: '/url', detail: `The address ${read.why}` }]);
    return read.url.href;
  }
}

const place = (row: number, field: string, version: number) => ({ table: 'webhook_secret', row, field, version });

/** As Standard Webhooks writes them. */
const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

function checkEvents(events: readonly string[]): void {
  const unknown = events.flatMap((event, i) => ((TICKET_EVENTS as readonly string[]).includes(event) ? [] : [i]));
  if (unknown.length > 0)
    throw invalid(
      unknown.map(i => ({ pointer: pointerOf(['events', i]), detail: `Is none of: ${TICKET_EVENTS.join(', ')}` })),
    );
}
