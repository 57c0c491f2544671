// What a sign-in keeps for a channel that is not saved yet. Guarantees: it is the browser session's own that began it; its secrets stand in no answer, and go
// to no other server than they were entered for (A53); they are sealed for their row.
import { Injectable } from '@nestjs/common';
import { SecretBox } from '#runtime';
import { type Database, type SealedSecret, type SignInRow, SignInStore, type Tx, VERIFIER } from '#store';
import type { Actor } from '../access/actor.js';
import { keptSecrets } from '../channel/save-channel.action.js';
import { invalid } from '../http/request.fault.js';

const GONE = 'This sign-in is over: sign in again';

@Injectable()
export class SignInDrafts {
  constructor(
    private readonly store: SignInStore,
    private readonly box: SecretBox,
  ) {}

  /** What was entered, and what the sign-in keeps beside it. @param id null: none. @throws RequestFault */
  async secretsFor(
    on: Database | Tx,
    actor: Actor,
    id: number | null,
    settings: Record<string, unknown>,
    given: Record<string, string>,
  ): Promise<Record<string, string>> {
    if (id === null) return given;
    const row = await this.find(on, actor, id);
    const kept = keptSecrets({ settings: row.draft.settings, secretsSet: row.secretsSet }, settings, given);
    const opened = await this.open(on, id);
    return { ...Object.fromEntries(kept.map(name => [name, opened[name] ?? ''])), ...given };
  }

  async find(on: Database | Tx, actor: Actor, id: number): Promise<SignInRow> {
    const row = actor.kind === 'person' ? await this.store.find(on, id, actor.session.tokenHash) : null;
    if (row && row.channelId === null) return row;
    throw invalid([{ pointer: '/signInId', detail: GONE }]);
  }

  /** With the verifier. */
  async open(on: Database | Tx, id: number): Promise<Record<string, string>> {
    const sealed = await this.store.sealedSecrets(on, id);
    return Object.fromEntries(
      sealed.map(({ name, sealed: text }) => [name, this.box.open(text, signInPlace(id, name))]),
    );
  }

  seal(id: number, secrets: Record<string, string>): SealedSecret[] {
    return Object.entries(secrets).map(([name, value]) => ({
      name,
      sealed: this.box.seal(value, signInPlace(id, name)),
    }));
  }

  forget(tx: Tx, id: number): Promise<void> {
    return this.store.forget(tx, id);
  }
}

export const signInPlace = (row: number, field: string) => ({ table: 'oauth_secret', row, field, version: 1 });

export const withoutVerifier = ({ [VERIFIER]: _, ...rest }: Record<string, string>): Record<string, string> => rest;
