// The way back from the provider. Guarantees: a state is taken before anything else, so that it is good once, whichever instance it comes to; what the provider
// gave is sealed and stored, never shown; a channel whose servers changed meanwhile gets nothing; every ending is kept for the page, in words.
import { Inject, Injectable } from '@nestjs/common';
import { finishSignIn, type SignedIn, SignInProblem } from '#channels';
import { guardedFetch, type Logger } from '#runtime';
import { ChannelStore, Database, type SignInEnding, type SignInRow, SignInStore, type Tx, VERIFIER } from '#store';
import type { PersonActor } from '../access/actor.js';
import { keptSecrets, SaveChannel } from '../channel/save-channel.action.js';
import { RequestFault } from '../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig, LOG } from '../inbox-api.config.js';
import { mailboxAccess } from './mailbox.sign-in.js';
import { SignInDrafts, withoutVerifier } from './sign-in.drafts.js';

const REFRESH_TOKEN = 'oauth.refreshToken';
const LATE = failed(
  'late',
  'The sign-in took longer than ten minutes, and is not good any more.',
  'Press Sign in again.',
);
const CHANGED = failed(
  'channel-changed',
  'The channel was changed or deleted while you signed in, so that nothing was kept.',
  'Look at the channel as it is now, and press Sign in again.',
);

@Injectable()
export class FinishSignIn {
  private readonly asking: Parameters<typeof mailboxAccess>[2];

  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly saving: SaveChannel,
    private readonly store: SignInStore,
    private readonly drafts: SignInDrafts,
    @Inject(INBOX_CONFIG) config: InboxApiConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {
    const privateHosts = config.channelPrivateHosts ?? [];
    this.asking = { fetch: guardedFetch(privateHosts), privateHosts };
  }

  /** @param answer what the provider led back with. Null where nobody here began it. */
  async run(answer: Record<string, string>, by: PersonActor): Promise<SignInRow | null> {
    const { state } = answer;
    if (state === undefined || !/^[\w-]{43}$/.test(state)) return null;
    const taken = await this.database.transaction(tx => this.store.take(tx, state, by.session.tokenHash));
    if (taken.outcome === 'unknown') return null;
    const { row } = taken;
    // The page was loaded again: it says what came of it the first time.
    if (taken.outcome === 'used') return row;
    const ending = taken.outcome === 'late' ? LATE : await this.#finish(row, answer, state);
    await this.database.transaction(tx => this.store.end(tx, row.id, ending));
    this.log.info(
      {
        signInId: row.id,
        channelId: row.channelId,
        outcome: ending.outcome,
        code: 'code' in ending ? ending.code : null,
      },
      'a sign-in at a provider ended',
    );
    return row;
  }

  async #finish(row: SignInRow, answer: Record<string, string>, state: string): Promise<SignInEnding> {
    try {
      const { [VERIFIER]: verifier = '', ...typed } = await this.drafts.open(this.database, row.id);
      const secrets = row.channelId === null ? typed : await this.#channelSecrets(row);
      const access = mailboxAccess(row.draft, withoutVerifier(secrets), this.asking);
      const signedIn = await finishSignIn(access, answer, { redirectUri: row.redirectUri, state, verifier });
      return await this.database.transaction(tx => this.#keep(tx, row, signedIn));
    } catch (error) {
      if (error instanceof SignInProblem) return failed(error.code, error.message, error.next);
      if (error instanceof RequestFault) return CHANGED;
      throw error;
    }
  }

  /** As they are stored now. */
  async #channelSecrets({ channelId, draft }: SignInRow): Promise<Record<string, string>> {
    const now = await this.channels.byId(this.database, channelId!);
    return this.saving.secretsFor(this.database, now, draft.settings, {});
  }

  /** Saving raises the version, so that every connector of the channel begins anew with what was just received. */
  async #keep(tx: Tx, { id, channelId, draft }: SignInRow, { stored, account }: SignedIn): Promise<SignInEnding> {
    if (channelId === null) await this.store.keepSecrets(tx, id, this.drafts.seal(id, { [REFRESH_TOKEN]: stored }));
    else {
      const now = await this.channels.lock(tx, channelId);
      if (!now) return CHANGED;
      // Throws where the servers are other ones than those that the person agreed to.
      keptSecrets({ settings: draft.settings, secretsSet: [REFRESH_TOKEN] }, now.settings, {});
      const { key, kind, name, departmentId, settings } = now;
      const secrets = { [REFRESH_TOKEN]: stored };
      await this.saving.update(tx, channelId, { key, kind, name, departmentId, settings, secrets });
    }
    return { outcome: 'signed-in', account };
  }
}

function failed(code: string, words: string, next: string): SignInEnding {
  return { outcome: 'failed', code, words, next };
}
