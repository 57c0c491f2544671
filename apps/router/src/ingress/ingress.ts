// What is posted to channels. Guarantees: the answer follows the commit (I1); with an Idempotency-Key a post is stored once, however often it is sent; posts
// that come at one moment share a commit. What a post is, and who may send it, its channel kind says.
import { createHash, randomUUID } from 'node:crypto';
import {
  type AcceptBatcher,
  type Accepted,
  createAcceptBatcher,
  type Envelope,
  type PostDoor,
  type PostReceipt,
} from '#channels/contract';
import { failpoint, type SecretBox } from '#runtime';
import { type Database, FetchedStore, LeaseStore, messageEnd, readRouting } from '#store';
import type { KindBook } from '#tickets';
import { StoreConnectorPorts } from '../connect/connector.ports.js';
import { checkedKey, IdempotentPosts } from './idempotent.posts.js';
import { type Admitted, type Credentials, IngressAccess } from './ingress.access.js';
import { BodyReader } from './ingress.body.js';
import { IngressFault, PostRefused } from './ingress.problem.js';

export interface IngressDeps {
  database: Database;
  instance: string;
  /** Without it no channel that has secrets proves a sender. */
  secrets?: SecretBox;
  log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}

export interface Post extends Credentials {
  body: AsyncIterable<Uint8Array>;
  /** Content-Length, where it was said. */
  declaredBytes: number | null;
  url: string;
  headers: Record<string, string>;
  remoteAddress: string;
}

export interface Posted {
  /** One for each envelope of the post, in its order. */
  messages: { id: number; outcome: Accepted['outcome'] }[];
  /** What to answer instead, where the kind says. */
  answer?: { contentType: string; body: string };
}

export interface Waiting {
  items: { id: number; name: string; createdAt: string /** Base64. */; content: string }[];
  /** For `after` of the next page; null: that was all. */
  next: number | null;
}

const PAGE = 50;
const KINDS_KEPT_MS = 3_000;
/** Of one post, in one call of the batcher; a larger post goes in several, one after the other, so that its order holds. */
const TOGETHER = { envelopes: 200, bytes: 8 * 1024 * 1024 };

export class Ingress {
  private readonly access: IngressAccess;
  private readonly bodies = new BodyReader();
  private readonly once: IdempotentPosts;
  private readonly fetched = new FetchedStore();
  private readonly ports: StoreConnectorPorts;
  private readonly batcher: AcceptBatcher;
  private readonly departments = new Map<number, number>();
  private kinds: { book: Promise<KindBook>; at: number } | null = null;

  constructor(private readonly deps: IngressDeps) {
    this.access = new IngressAccess(deps);
    this.once = new IdempotentPosts(deps.database);
    this.ports = new StoreConnectorPorts({
      ...deps,
      leases: new LeaseStore(deps.database),
      departmentOf: id => this.departments.get(id)!,
      channelOfLease: name => {
        throw new Error(`A post holds no lease: "${name}"`);
      },
    });
    this.batcher = createAcceptBatcher(envelopes => this.ports.accept(envelopes));
  }

  /** @throws IngressFault, PostRefused; another error where it could not be stored */
  async take(channelKey: string, post: Post): Promise<Posted> {
    const admitted = await this.access.admit(channelKey, post);
    const key = checkedKey(post.headers['idempotency-key']);
    const size = { declared: post.declaredBytes, limit: admitted.taker.limit(admitted.channel.settings) };
    return this.bodies.hold(post.body, size, bytes => this.store(admitted, post, key, bytes));
  }

  /** What became of a message that was posted to this channel. @throws IngressFault */
  async messageEnd(channelKey: string, credentials: Credentials, id: number) {
    const { channel } = await this.access.admit(channelKey, credentials, true);
    const found = await messageEnd(this.deps.database, channel.id, id);
    if (!found) throw new IngressFault('NOT_FOUND', 'No such message came through this channel');
    return { ...found, receivedAt: found.receivedAt.toISOString() };
  }

  /** What we have to say to whoever posts into this channel, where it is not sent to them. */
  async waiting(channelKey: string, credentials: Credentials, after: number): Promise<Waiting> {
    const { channel } = await this.access.admit(channelKey, credentials, true);
    const found = await this.fetched.waiting(this.deps.database, channel.id, { after, limit: PAGE });
    return {
      items: found.map(({ id, name, raw, createdAt }) => ({
        id,
        name,
        createdAt: createdAt.toISOString(),
        content: raw.toString('base64'),
      })),
      next: found.length === PAGE ? (found.at(-1)?.id ?? null) : null,
    };
  }

  /** They have it: it is not told again. Saying so twice is fine. @throws IngressFault NOT_FOUND */
  async taken(channelKey: string, credentials: Credentials, id: number): Promise<void> {
    const { channel, key } = await this.access.admit(channelKey, credentials, true);
    const by = key?.name ?? 'nobody';
    const outcome = await this.deps.database.transaction(tx => this.fetched.taken(tx, channel.id, id, by));
    if (outcome === 'unknown') throw new IngressFault('NOT_FOUND', 'No such acknowledgement waits on this channel');
  }

  private async store(admitted: Admitted, post: Post, key: string | null, body: Buffer): Promise<Posted> {
    const { channel, key: apiKey } = admitted;
    const sha256 = createHash('sha256').update(body).digest('hex');
    const sender = apiKey?.id ?? `channel ${channel.id}`;
    const receipt = await this.receive(admitted, post, body, ['http', sender, key ?? `once ${randomUUID()}`, sha256]);
    if (receipt.outcome === 'refused') throw new PostRefused(receipt);
    // After the kind has proved the sender: nobody else may use up his keys.
    if (key !== null) await this.once.reserve(key, sender, channel.id, sha256);
    this.departments.set(channel.id, channel.departmentId);
    const accepted: Accepted[] = [];
    for (const batch of batchesOf(receipt.envelopes)) accepted.push(...(await this.batcher.add(batch)));
    if (receipt.ifKnown && accepted.length > 0 && accepted.every(({ outcome }) => outcome === 'known'))
      throw new PostRefused({ outcome: 'refused', status: 401, ...receipt.ifKnown });
    await failpoint('http.committed_no_reply');
    this.ports.reportHealth(channel.id, { state: 'ok', at: new Date(), detail: 'takes posts' });
    this.deps.log.info({ channelId: channel.id, sender, messages: accepted.length }, 'a post was stored');
    const messages = accepted.map(({ messageId, outcome }) => ({ id: messageId, outcome }));
    return { messages, ...(receipt.answer ? { answer: receipt.answer } : {}) };
  }

  private async receive({ channel, taker, key }: Admitted, post: Post, body: Buffer, identity: string[]) {
    const book = await this.kindBook();
    const door: PostDoor = {
      sender: key && { keyId: key.id, keyName: key.name },
      identity: JSON.stringify(identity),
      kindOf: name => (book.has(name) ? book.current(name) : undefined),
    };
    const { url, headers, remoteAddress } = post;
    const receipt: PostReceipt = taker.take(
      { url, headers, body, remoteAddress, receivedAt: new Date() },
      channel,
      door,
    );
    return receipt;
  }

  private kindBook(): Promise<KindBook> {
    if (this.kinds && performance.now() - this.kinds.at < KINDS_KEPT_MS) return this.kinds.book;
    const book = readRouting(this.deps.database).then(({ kinds }) => kinds);
    this.kinds = { book, at: performance.now() };
    book.catch(() => {
      this.kinds = null;
    });
    return book;
  }
}

function* batchesOf(envelopes: readonly Envelope[]): Generator<Envelope[]> {
  let batch: Envelope[] = [];
  let bytes = 0;
  for (const envelope of envelopes) {
    const isFull = batch.length >= TOGETHER.envelopes || bytes + envelope.raw.length > TOGETHER.bytes;
    if (batch.length > 0 && isFull) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(envelope);
    bytes += envelope.raw.length;
  }
  if (batch.length > 0) yield batch;
}
