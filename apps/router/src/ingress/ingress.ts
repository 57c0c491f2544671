// Files that partners post. Guarantees: the answer follows the commit (I1); with an Idempotency-Key a post is stored once, however often it is sent;
// without one each post is a message of its own, so that a repeated interchange meets the rule for duplicates and is acknowledged again.
import { createHash, randomUUID } from 'node:crypto';
import { batchesOf, type EdiFile, ediEnvelopes, limitsOf, sha256Of } from '#channels';
import type { Accepted } from '#channels/contract';
import { failpoint } from '#runtime';
import { type Database, FetchedStore, IdempotencyStore, type IdempotentRequest, LeaseStore } from '#store';
import { StoreConnectorPorts } from '../connect/connector.ports.js';
import { type Admitted, IngressAccess } from './ingress.access.js';
import { BodyReader } from './ingress.body.js';
import { IngressFault } from './ingress.problem.js';

export interface IngressDeps {
  database: Database;
  instance: string;
  log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}

export interface Post {
  body: AsyncIterable<Uint8Array>;
  /** Content-Length, where it was said. */
  declaredBytes: number | null;
  mediaType: string;
  /** As the sender calls the file; null: it did not say. */
  name: string | null;
  idempotencyKey: string | null;
  remoteAddress: string;
}

export interface Posted {
  /** One for each interchange of the file, and for each piece that belongs to none, in its order. */
  messages: { id: number; outcome: Accepted['outcome'] }[];
}

export interface Waiting {
  items: { id: number; name: string; createdAt: string /** Base64. */; content: string }[];
  /** For `after` of the next page; null: that was all. */
  next: number | null;
}

/** RFC 1767, and what systems send that know no better. */
const MEDIA_TYPES =
  /^(?:application\/(?:edi-x12|edifact|edi-consent|octet-stream|x-?12|x-edi[\w-]*)|text\/(?:plain|edi[\w-]*|x-edi[\w-]*))$/;
const LONGEST_KEY = 200;
const PAGE = 50;

export class Ingress {
  private readonly access: IngressAccess;
  private readonly bodies = new BodyReader();
  private readonly idempotency = new IdempotencyStore();
  private readonly fetched = new FetchedStore();
  private readonly ports: StoreConnectorPorts;
  private readonly departments = new Map<number, number>();

  constructor(private readonly deps: IngressDeps) {
    this.access = new IngressAccess(deps.database);
    this.ports = new StoreConnectorPorts({
      ...deps,
      leases: new LeaseStore(deps.database),
      departmentOf: id => this.departments.get(id)!,
      channelOfLease: name => {
        throw new Error(`A post holds no lease: "${name}"`);
      },
    });
  }

  /** @throws IngressFault; another error where it could not be stored */
  async take(channelKey: string, authorization: string | undefined, post: Post): Promise<Posted> {
    const admitted = await this.access.admit(channelKey, authorization);
    if (!MEDIA_TYPES.test(post.mediaType))
      throw new IngressFault(
        'REQUEST.NOT_EDI',
        'Send the file as it is, as application/edi-x12, application/edifact or application/octet-stream',
      );
    const key = post.idempotencyKey;
    if (key !== null && (key === '' || key.length > LONGEST_KEY))
      throw new IngressFault('REQUEST.INVALID', `An Idempotency-Key has 1 to ${LONGEST_KEY} characters`);
    const size = { declared: post.declaredBytes, limit: limitsOf(admitted.settings).fileBytes };
    return this.bodies.hold(post.body, size, bytes => this.store(admitted, post, bytes));
  }

  /** What we have to say to whoever posts into this channel, where it is not sent to them. */
  async waiting(channelKey: string, authorization: string | undefined, after: number): Promise<Waiting> {
    const { channel } = await this.access.admit(channelKey, authorization);
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
  async taken(channelKey: string, authorization: string | undefined, id: number): Promise<void> {
    const { channel, key } = await this.access.admit(channelKey, authorization);
    const outcome = await this.deps.database.transaction(tx => this.fetched.taken(tx, channel.id, id, key.name));
    if (outcome === 'unknown') throw new IngressFault('NOT_FOUND', 'No such acknowledgement waits on this channel');
  }

  private async store(admitted: Admitted, post: Post, bytes: Buffer): Promise<Posted> {
    const sha256 = sha256Of(bytes);
    const { channel, key, settings } = admitted;
    const identity = ['http', key.id, post.idempotencyKey ?? `once ${randomUUID()}`, sha256];
    const file: EdiFile = {
      channelId: channel.id,
      via: 'http',
      name: post.name ?? 'posted file',
      bytes: bytes.length,
      sha256,
      identity: JSON.stringify(identity),
      receivedAt: new Date(),
      more: { keyId: key.id, keyName: key.name, remoteAddress: post.remoteAddress },
    };
    const envelopes = ediEnvelopes(file, bytes, limitsOf(settings).interchangeBytes);
    if (envelopes.length === 0) throw new IngressFault('FILE.EMPTY', 'The file holds nothing but blanks');
    this.departments.set(channel.id, channel.departmentId);
    const accept = async (): Promise<Posted> => {
      const accepted: Accepted[] = [];
      for (const batch of batchesOf(envelopes)) accepted.push(...(await this.ports.accept(batch)));
      return { messages: accepted.map(({ messageId, outcome }) => ({ id: messageId, outcome })) };
    };
    const posted =
      post.idempotencyKey === null ? await accept() : await this.once(post.idempotencyKey, admitted, sha256, accept);
    await failpoint('http.committed_no_reply');
    this.ports.reportHealth(channel.id, { state: 'ok', at: new Date(), detail: 'takes posts' });
    const fields = { channelId: channel.id, keyId: key.id, file: file.name, messages: posted.messages.length };
    this.deps.log.info(fields, 'a post was stored');
    return posted;
  }

  /**
   * Under one key one file. The messages are committed before the key is: a crash in between leaves messages that the next try knows by their
   * identity, never a key without messages.
   */
  private async once(key: string, admitted: Admitted, sha256: string, accept: () => Promise<Posted>): Promise<Posted> {
    const requestHash = createHash('sha256').update(`${admitted.channel.id} ${sha256}`).digest();
    const request: IdempotentRequest = { actor: `ingress:${admitted.key.id}`, key, requestHash };
    return this.deps.database.transaction(async tx => {
      const beginning = await this.idempotency.begin(tx, request);
      if (beginning.outcome === 'in-progress')
        throw new IngressFault('IDEMPOTENCY.IN_PROGRESS', 'The same file is being stored just now');
      if (beginning.outcome === 'other-request')
        throw new IngressFault('IDEMPOTENCY.OTHER_REQUEST', 'This Idempotency-Key was used for another file');
      if (beginning.outcome === 'answered') {
        const { messages } = beginning.answer as Posted;
        return { messages: messages.map(({ id }) => ({ id, outcome: 'known' })) };
      }
      const posted = await accept();
      await this.idempotency.finish(tx, request, posted);
      return posted;
    });
  }
}
