// The tokens that a test of a channel may use: the channel's own, or those of a sign-in whose channel is not saved yet. Guarantees: they are renewed by one
// process at a time, under the lease of the connectors; what the provider rotates replaces what it was made from; the provider's address is judged.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { DelivererPorts, TrialPorts } from '#channels/contract';
import { type Logger, SecretBox } from '#runtime';
import { type ChannelRow, Database, LeaseStore, SignInStore, StoreSecretPorts } from '#store';
import { INBOX_CONFIG, type InboxApiConfig, LOG } from '../inbox-api.config.js';
import { signInPlace } from './sign-in.drafts.js';

@Injectable()
export class TrialTokens {
  private readonly ports: StoreSecretPorts;

  constructor(
    private readonly database: Database,
    private readonly store: SignInStore,
    private readonly box: SecretBox,
    @Inject(INBOX_CONFIG) config: InboxApiConfig,
    @Inject(LOG) log: Logger,
  ) {
    const leases = new LeaseStore(database);
    const house = { database, leases, instance: `api-${randomUUID()}`, secrets: box, log };
    this.ports = new StoreSecretPorts({ ...house, privateHosts: config.channelPrivateHosts ?? [] });
  }

  /** None where a refresh token stands in the form only: a test would use it up, and nobody would keep the next one. */
  for(
    channel: ChannelRow | null,
    { signInId, secrets }: { signInId: number | null; secrets: Record<string, string> },
  ): Pick<TrialPorts, 'tokens'> {
    if (secrets['oauth.refreshToken'] !== undefined) return {};
    return { tokens: channel ? this.ports : this.#ofDraft(signInId) };
  }

  #ofDraft(id: number | null): DelivererPorts {
    const { box, database, ports, store } = this;
    return {
      ...{ log: ports.log, reach: ports.reach, fetch: ports.fetch },
      holdLease: (_, signal) => ports.holdLease(`oauth-sign-in:${id ?? randomUUID()}`, signal),
      async readSecret(_, name) {
        const sealed = id === null ? [] : await store.sealedSecrets(database, id);
        const found = sealed.find(one => one.name === name);
        return found && id !== null ? box.open(found.sealed, signInPlace(id, name)) : null;
      },
      async saveSecret(_, name, value, replaces) {
        if (id === null) return 'superseded';
        const at = signInPlace(id, name);
        const saved = await database.transaction(tx =>
          store.changeSecret(tx, id, name, sealed => (box.open(sealed, at) === replaces ? box.seal(value, at) : null)),
        );
        return saved ? 'saved' : 'superseded';
      },
    };
  }
}
