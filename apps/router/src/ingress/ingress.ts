// What is posted to channels. Guarantees: the answer follows the commit (I1); with an Idempotency-Key a post is stored once, however often it is sent; posts
// that come at one moment share a commit. What a post is, and who may send it, its channel kind says.
import { createHash, randomUUID } from 'node:crypto';
import type { Accepted, PostDoor, PostReceipt } from '#channels/contract';
import { failpoint } from '#runtime';
import { FetchedStore, messageEnd } from '#store';
import { checkedKey, IdempotentPosts } from './idempotent.posts.js';
import { type Admitted, type Credentials, IngressAccess } from './ingress.access.js';
import { BodyReader } from './ingress.body.js';
import type { IngressDeps } from './ingress.deps.js';
import { IngressFault, PostRefused } from './ingress.problem.js';
import { KeptKinds } from './kept.kinds.js';
import { PostLedger } from './post.ledger.js';
import { Rush } from './rush.js';

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

export class Ingress {
  private readonly access: IngressAccess;
  private readonly bodies = new BodyReader();
  private readonly once: IdempotentPosts;
  private readonly fetched = new FetchedStore();
  private readonly ledger: PostLedger;
  private readonly kinds: KeptKinds;
  private readonly rush: Rush;

  constructor(private readonly deps: IngressDeps) {
    this.access = new IngressAccess(deps);
    this.once = new IdempotentPosts(deps.database);
    this.ledger = new PostLedger(deps);
    this.kinds = new KeptKinds(deps.database);
    this.rush = deps.rush ?? new Rush();
  }

  /** @throws IngressFault, PostRefused; another error where it could not be stored */
  async take(channelKey: string, post: Post): Promise<Posted> {
    const admitted = await this.access.admit(channelKey, post);
    const key = checkedKey(post.headers['idempotency-key']);
    const size = { declared: post.declaredBytes, limit: admitted.taker.limit(admitted.channel.settings) };
    return this.bodies.hold(post.body, size, bytes => this.rush.during(() => this.store(admitted, post, key, bytes)));
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
    const accepted = await this.ledger.store(channel, receipt.envelopes);
    if (receipt.ifKnown && accepted.length > 0 && accepted.every(({ outcome }) => outcome === 'known'))
      throw new PostRefused({ outcome: 'refused', status: 401, ...receipt.ifKnown });
    await failpoint('http.committed_no_reply');
    this.ledger.reportWell(channel.id, 'takes posts');
    this.deps.log.info({ channelId: channel.id, sender, messages: accepted.length }, 'a post was stored');
    const messages = accepted.map(({ messageId, outcome }) => ({ id: messageId, outcome }));
    return { messages, ...(receipt.answer ? { answer: receipt.answer } : {}) };
  }

  private async receive({ channel, taker, key }: Admitted, post: Post, body: Buffer, identity: string[]) {
    const book = await this.kinds.read();
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
}
