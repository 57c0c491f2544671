// The way to the provider. Guarantees: it is bound to the session of whoever begins it; the verifier leaves this house only with the code; settings that saving
// would refuse lead nowhere.
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { BeginSignIn as BeginBody, BegunSignIn } from '#api';
import { newVerifier, signInUrl } from '#channels';
import { guardedFetch } from '#runtime';
import { type ChannelRow, ChannelStore, Database, type SignInDraft, SignInStore, VERIFIER } from '#store';
import type { PersonActor } from '../access/actor.js';
import { SaveChannel } from '../channel/save-channel.action.js';
import { notFound } from '../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';
import { mailboxAccess } from './mailbox.sign-in.js';
import { SignInDrafts } from './sign-in.drafts.js';

@Injectable()
export class BeginSignIn {
  private readonly asking: Parameters<typeof mailboxAccess>[2];

  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly saving: SaveChannel,
    private readonly store: SignInStore,
    private readonly drafts: SignInDrafts,
    @Inject(INBOX_CONFIG) config: InboxApiConfig,
  ) {
    const privateHosts = config.channelPrivateHosts ?? [];
    this.asking = { fetch: guardedFetch(privateHosts), privateHosts };
  }

  /** @throws RequestFault */
  async run(body: z.output<typeof BeginBody>, by: PersonActor, redirectUri: string): Promise<BegunSignIn> {
    const stored = body.channelId === null ? null : await this.#stored(body.channelId);
    const draft = 'settings' in body ? draftOf(body) : draftOf(stored!);
    const secrets = 'settings' in body ? await this.#typed(body, by) : await this.#kept(stored!);
    const access = mailboxAccess(draft, secrets, this.asking);
    const verifier = newVerifier();
    const { id, state } = await this.database.transaction(async tx => {
      const { tokenHash: sessionHash } = by.session;
      const channelId = stored?.id ?? null;
      const begun = await this.store.begin(tx, { sessionHash, channelId, draft, redirectUri });
      // Those of a stored channel lie with it already.
      const kept = stored ? {} : secrets;
      await this.store.keepSecrets(tx, begun.id, this.drafts.seal(begun.id, { ...kept, [VERIFIER]: verifier }));
      return begun;
    });
    const url = await signInUrl(access, { redirectUri, state, verifier });
    return { id, url: url.href };
  }

  async #stored(id: number): Promise<ChannelRow> {
    const row = await this.channels.byId(this.database, id);
    if (!row) throw notFound();
    return row;
  }

  /** Typed now, or typed before an earlier try of the same channel. */
  #typed(body: Extract<z.output<typeof BeginBody>, { settings: unknown }>, by: PersonActor) {
    return this.drafts.secretsFor(this.database, by, body.signInId, body.settings, body.secrets);
  }

  #kept(row: ChannelRow): Promise<Record<string, string>> {
    return this.saving.secretsFor(this.database, row, row.settings, {});
  }
}

const draftOf = ({ kind, key, name, departmentId, settings }: SignInDraft): SignInDraft => ({
  ...{ kind, key, name, departmentId, settings },
});
