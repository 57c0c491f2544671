// Who may post into which channel. Guarantees: a channel that is not there, one that is paused, one of another department and one that takes no posts all
// answer alike; without a key of the house they answer as a channel that wants a key does, so that nobody outside learns which channels there are. (A channel
// whose kind proves the sender itself is known to whoever was given its address.)
import { channelKinds } from '#channels';
import type { Channel, PostTaker } from '#channels/contract';
import { Coalescer, type SecretBox } from '#runtime';
import { type ApiKeyRow, ApiKeyStore, type ChannelRow, ChannelStore, type Database } from '#store';
import { openChannel } from '../connect/channel.supervisor.js';
import { IngressFault } from './ingress.problem.js';

export interface Admitted {
  channel: Channel;
  taker: PostTaker;
  /** Null where the kind proves the sender itself. */
  key: Pick<ApiKeyRow, 'id' | 'name'> | null;
}

/** What of a request tells who sent it. */
export interface Credentials {
  /** `Bearer rt_…` (RFC 6750), as for the API. */
  authorization: string | undefined;
  /** It brings a proof for some other door: a signature, or a user and password. */
  bringsOther: boolean;
}

interface Door {
  row: ChannelRow;
  taker: PostTaker;
  settings: unknown;
}

/** Lookups of posts that come at one moment go together; none is kept, so that a revoked key or a paused channel counts at once. */
const TOGETHER = { largest: 100, atOnce: 2 };
const SECRETS_KEPT_MS = 2_000;

export class IngressAccess {
  private readonly keys: Coalescer<string, Map<string, ApiKeyRow | null>>;
  private readonly rows: Coalescer<string, Map<string, ChannelRow>>;
  private readonly opened = new Map<number, { version: number; at: number; channel: Promise<Channel> }>();

  constructor(private readonly house: { database: Database; secrets?: SecretBox }) {
    const { database } = house;
    const keyStore = new ApiKeyStore();
    const channelStore = new ChannelStore();
    this.keys = new Coalescer<string, Map<string, ApiKeyRow | null>>(async secrets => {
      const distinct = [...new Set(secrets)];
      const found = await keyStore.verifyAll(database, distinct);
      return new Map(distinct.map((secret, i) => [secret, found[i]!]));
    }, TOGETHER);
    this.rows = new Coalescer(async keys => {
      const found = await channelStore.byKeys(database, [...new Set(keys)]);
      return new Map(found.map(row => [row.key, row]));
    }, TOGETHER);
  }

  /**
   * A key of the channel's department, or of all departments, whatever its role: posting opens no rail. With keys in the settings, one of those only.
   * @param wantsKey also where the kind proves senders itself: for reading what became of posts
   * @throws IngressFault AUTH.REQUIRED, NOT_FOUND
   */
  async admit(channelKey: string, credentials: Credentials, wantsKey = false): Promise<Admitted> {
    const secret = /^Bearer ([\w-]{1,200})$/i.exec(credentials.authorization ?? '')?.[1];
    const [door, key] = await Promise.all([this.doorOf(channelKey), secret === undefined ? null : this.keyOf(secret)]);
    if (door && !wantsKey && door.taker.proof(door.settings) === 'own')
      return { channel: await this.open(door), taker: door.taker, key: null };
    if (!key && credentials.bringsOther) throw nowhere();
    if (!key) throw new IngressFault('AUTH.REQUIRED', 'Send an API key: Authorization: Bearer rt_…');
    if (!door || !mayPost(door, key)) throw nowhere();
    return { channel: await this.open(door), taker: door.taker, key };
  }

  private async keyOf(secret: string): Promise<ApiKeyRow | null> {
    return (await this.keys.run([secret])).get(secret) ?? null;
  }

  /** Null for whatever takes no posts now. */
  private async doorOf(channelKey: string): Promise<Door | null> {
    const row = (await this.rows.run([channelKey])).get(channelKey);
    const kind = row?.enabled ? channelKinds.find(one => one.kind === row.kind) : undefined;
    if (!row || !kind?.posts) return null;
    const read = kind.settings.safeParse(row.settings);
    if (!read.success || kind.posts.isOpen?.(read.data) === false) return null;
    return { row, taker: kind.posts, settings: read.data };
  }

  private async open({ row, settings }: Door): Promise<Channel> {
    const { id, key, kind, name, departmentId, version } = row;
    if (row.secretsSet.length === 0 || !this.house.secrets)
      return { id, key, kind, name, departmentId, settings, secrets: {} };
    const known = this.opened.get(id);
    if (known && known.version === version && performance.now() - known.at < SECRETS_KEPT_MS) return known.channel;
    const channel = openChannel({ database: this.house.database, secrets: this.house.secrets }, row);
    this.opened.set(id, { version, at: performance.now(), channel });
    channel.catch(() => this.opened.delete(id));
    return channel;
  }
}

function mayPost({ row, taker, settings }: Door, key: ApiKeyRow): boolean {
  const named = taker.keys?.(settings) ?? [];
  const isOfHouse = key.departmentId === null || key.departmentId === row.departmentId;
  return isOfHouse && (named.length === 0 || named.includes(key.id));
}

const nowhere = () => new IngressFault('NOT_FOUND', 'No channel of that name takes posts from this sender');
