// Saving a channel. Guarantees: settings pass the kind's own check; a secret is sealed for its row and version before it reaches the store (A54);
// settings that say where a secret is sent never change without the secret being entered again, or a new host could be handed the old password (A53).
import { Injectable } from '@nestjs/common';
import { channelKinds } from '#channels';
import type { ChannelKind } from '#channels/contract';
import { SecretBox } from '#runtime';
import { type ChannelRow, ChannelStore, type Database, type SealedSecret, type Tx } from '#store';
import { type FieldFault, invalid, notFound, pointerOf, RequestFault } from '../http/request.fault.js';

export interface ChannelChange {
  key: string;
  kind: string;
  name: string;
  departmentId: number;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** Settings that decide who receives a secret. */
const DESTINATION = [
  'host',
  'port',
  'tls',
  'url',
  'brokers',
  'hostKey',
  'fingerprint',
  'answerUrl',
  'user',
  'provider',
  'tokenEndpoint',
] as const;

@Injectable()
export class SaveChannel {
  constructor(
    private readonly channels: ChannelStore,
    private readonly secrets: SecretBox,
  ) {}

  /** Returns the new channel's id. */
  async create(tx: Tx, change: ChannelChange): Promise<number> {
    const settings = await this.#checked(tx, null, change);
    const { id, version } = await this.channels.create(tx, { ...change, settings });
    await this.channels.replaceSecrets(tx, id, this.#seal(id, version, change.secrets));
    return id;
  }

  async update(tx: Tx, id: number, change: ChannelChange): Promise<void> {
    const before = await this.channels.lock(tx, id);
    if (!before) throw notFound();
    const settings = await this.#checked(tx, before, change);
    const kept = keptSecrets(before, settings, change.secrets);
    const opened = await this.#open(tx, before, kept);
    const version = await this.channels.update(tx, id, { ...change, settings });
    await this.channels.replaceSecrets(tx, id, this.#seal(id, version, { ...opened, ...change.secrets }));
  }

  /** What saving would refuse, and nothing is saved. `id` null: a new one. */
  async faultsOf(tx: Tx, id: number | null, change: ChannelChange): Promise<FieldFault[]> {
    const before = id === null ? null : await this.channels.byId(tx, id);
    if (id !== null && !before) throw notFound();
    try {
      const settings = await this.#checked(tx, before, change);
      if (before) keptSecrets(before, settings, change.secrets);
    } catch (error) {
      if (error instanceof RequestFault && error.errors) return error.errors;
      throw error;
    }
    const holder = await this.channels.byKey(tx, change.key);
    return holder && holder.id !== id
      ? [{ pointer: '/key', detail: `Is the key of the channel "${holder.name}"` }]
      : [];
  }

  async #checked(tx: Tx, before: ChannelRow | null, change: ChannelChange): Promise<Record<string, unknown>> {
    if (before && change.kind !== before.kind)
      throw invalid([{ pointer: '/kind', detail: 'The kind of a channel never changes; make a new channel' }]);
    const kind = kindFor(change.kind);
    const settings = checkedSettings(kind, change);
    await this.#checkEdiChannel(tx, change.departmentId, settings);
    await this.#checkPlace(tx, before?.id ?? null, kind, settings);
    return settings;
  }

  /**
   * What a trial of these settings may use: what was entered, and what is stored where it would go to the same server.
   * @param before null: a new channel @throws RequestFault CHANNEL.SECRET_NEEDED, as `update`
   */
  async secretsFor(
    on: Database,
    before: ChannelRow | null,
    settings: Record<string, unknown>,
    given: Record<string, string>,
  ): Promise<Record<string, string>> {
    if (!before) return given;
    return { ...(await this.#open(on, before, keptSecrets(before, settings, given))), ...given };
  }

  /** Files of mails belong to the department of the mail: they are passed on to a channel of its own only. */
  async #checkEdiChannel(tx: Tx, departmentId: number, { ediChannel }: Record<string, unknown>): Promise<void> {
    if (typeof ediChannel !== 'string') return;
    const named = await this.channels.byKey(tx, ediChannel);
    if (named?.kind === 'edi' && named.departmentId === departmentId) return;
    throw invalid([{ pointer: '/settings/ediChannel', detail: 'Is the key of no EDI channel of this department' }]);
  }

  /** Files that two channels pick up from one folder would come into one or the other, as it happens. */
  async #checkPlace(tx: Tx, id: number | null, kind: ChannelKind, settings: Record<string, unknown>): Promise<void> {
    const place = kind.takesFrom?.(settings) ?? null;
    if (place === null) return;
    for (const other of await this.channels.list(tx, null)) {
      if (other.id === id || other.kind !== kind.kind) continue;
      // What another way stored has no defaults filled in.
      const read = kind.settings.safeParse(other.settings);
      if (!read.success || kind.takesFrom?.(read.data) !== place) continue;
      throw invalid([{ pointer: '/settings', detail: `The channel "${other.name}" takes from the same folder` }]);
    }
  }

  async #open(on: Database | Tx, channel: ChannelRow, names: string[]): Promise<Record<string, string>> {
    const sealed = await this.channels.sealedSecrets(on, channel.id);
    return Object.fromEntries(
      sealed
        .filter(secret => names.includes(secret.name))
        .map(secret => [
          secret.name,
          this.secrets.open(secret.sealed, place(channel.id, channel.version, secret.name)),
        ]),
    );
  }

  #seal(id: number, version: number, secrets: Record<string, string>): SealedSecret[] {
    return Object.entries(secrets).map(([name, value]) => ({
      name,
      sealed: this.secrets.seal(value, place(id, version, name)),
    }));
  }
}

const place = (row: number, version: number, field: string) => ({ table: 'channel_secret', row, field, version });

export function kindFor(name: string): ChannelKind {
  const kind = channelKinds.find(one => one.kind === name);
  if (!kind)
    throw invalid([{ pointer: '/kind', detail: `Is none of: ${channelKinds.map(one => one.kind).join(', ')}` }]);
  return kind;
}

export function checkedSettings(
  kind: ChannelKind,
  change: Pick<ChannelChange, 'settings' | 'secrets'>,
): Record<string, unknown> {
  const unknown = Object.keys(change.secrets).filter(name => !kind.secretNames.includes(name));
  if (unknown.length > 0)
    throw invalid(
      unknown.map(name => ({ pointer: pointerOf(['secrets', name]), detail: 'This kind has no such secret' })),
    );
  const read = kind.settings.safeParse(change.settings, {
    error: left => (left.input === undefined ? 'is needed' : undefined),
  });
  if (read.success) return read.data as Record<string, unknown>;
  throw invalid(
    read.error.issues.map(issue => ({ pointer: pointerOf(['settings', ...issue.path]), detail: issue.message })),
  );
}

/** Names of the secrets that stay as they are. Throws CHANNEL.SECRET_NEEDED where one would be sent elsewhere. */
export function keptSecrets(
  before: Pick<ChannelRow, 'secretsSet' | 'settings'>,
  settings: Record<string, unknown>,
  given: Record<string, string>,
): string[] {
  const untouched = before.secretsSet.filter(name => !(name in given));
  // A part that is gone (no SMTP any more) takes its secret with it.
  const kept = untouched.filter(name => sectionOf(name, settings) !== undefined);
  const moved = kept.filter(name => destination(name, before.settings) !== destination(name, settings));
  if (moved.length === 0) return kept;
  throw new RequestFault('CHANNEL.SECRET_NEEDED', 'The server changed: enter the password again', {
    errors: moved.map(name => ({
      pointer: pointerOf(['secrets', name]),
      detail:
        name === 'oauth.refreshToken'
          ? 'Sign in again, because the server changed'
          : 'Enter it again, because the server changed',
    })),
  });
}

/** `imap.password` belongs to settings.imap; a name without a dot to the settings as a whole. */
function sectionOf(secretName: string, settings: Record<string, unknown>): unknown {
  const dot = secretName.indexOf('.');
  return dot < 0 ? settings : settings[secretName.slice(0, dot)];
}

function destination(secretName: string, settings: Record<string, unknown>): string {
  const section = sectionOf(secretName, settings);
  // An access token, got with the refresh token, is shown to every server of the channel.
  const receivers = secretName.startsWith('oauth.') ? [section, settings.imap, settings.smtpOut] : [section];
  return JSON.stringify(
    receivers.map(one => DESTINATION.map(name => (one as Record<string, unknown> | undefined | null)?.[name] ?? null)),
  );
}
