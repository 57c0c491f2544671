// What connectors may do to the house, over the stores. Nothing here interprets a message.
import type {
  Accepted,
  ConnectorPorts,
  Envelope,
  Health,
  HeldLease,
  TopicReading,
  TopicSource,
  TopicTaker,
} from '#channels/contract';
import { readTopic } from '#events';
import { failpoint, guardedConnect } from '#runtime';
import { CatchUpStore, LedgerStore, type SecretPortsHouse, StoreSecretPorts } from '#store';

export interface PortsDeps extends SecretPortsHouse {
  departmentOf: (channelId: number) => number;
  channelOfLease: (name: string) => number;
}

/** Health rows are read by everybody: the same news is written at most this often. */
const REPEAT_HEALTH_MS = 5_000;

const WATCHED = new Set<unknown>(['folder', 'sftp']);

export class StoreConnectorPorts extends StoreSecretPorts implements ConnectorPorts {
  readonly catchUps: CatchUpStore;
  private readonly ledger: LedgerStore;
  private readonly reported = new Map<number, { text: string; health: Health; at: number }>();

  constructor(private readonly deps: PortsDeps) {
    super(deps);
    this.ledger = new LedgerStore(deps.database);
    this.catchUps = new CatchUpStore(deps.database);
  }

  async accept(envelopes: Envelope[], cursor?: { lease: HeldLease; value: unknown }): Promise<Accepted[]> {
    await failpoint('raw.pre_commit');
    const accepted = await this.ledger.accept(envelopes, {
      departmentOf: this.deps.departmentOf,
      cursor: cursor && { ...cursor, channelId: this.deps.channelOfLease(cursor.lease.name) },
    });
    await failpoint('raw.post_commit');
    // Files wait in work/ for this answer.
    if (envelopes.some(({ transport }) => WATCHED.has(transport.via))) await failpoint('edi.stored_not_renamed');
    return accepted;
  }

  readCursor(channelId: number): Promise<unknown | null> {
    return this.ledger.readCursor(channelId);
  }

  async moveCursor(channelId: number, lease: HeldLease, value: unknown): Promise<void> {
    await failpoint('cursor.pre_commit');
    await this.ledger.moveCursor({ channelId, lease, value });
  }

  knownIdentities(channelId: number, identities: string[]): Promise<Set<string>> {
    return this.ledger.knownIdentities(channelId, identities);
  }

  readTopic({ tls, ...source }: TopicSource, taker: TopicTaker): Promise<TopicReading> {
    const connect = guardedConnect(this.deps.privateHosts);
    const options = { ...source, ssl: tls, connect, clientId: this.deps.instance, log: this.log };
    return readTopic(
      options,
      async (records, signal) => {
        await taker.take(records, signal);
        await failpoint('kafka.stored_not_committed');
      },
      problem => taker.news(problem),
    );
  }

  /** A channel begins anew: what it says first is written, also where it said the same before. */
  forgetHealth(channelId: number): void {
    this.reported.delete(channelId);
  }

  /** Says again what a channel said last: somebody paused and resumed it so fast that it never stopped. */
  repeatHealth(channelId: number): void {
    const last = this.reported.get(channelId);
    this.reported.delete(channelId);
    if (last) this.reportHealth(channelId, last.health);
  }

  reportHealth(channelId: number, health: Health): void {
    const text = JSON.stringify({ ...health, at: undefined });
    const last = this.reported.get(channelId);
    if (last && last.text === text && performance.now() - last.at < REPEAT_HEALTH_MS) return;
    this.reported.set(channelId, { text, health, at: performance.now() });
    this.channels.reportHealth(this.deps.database, channelId, health).catch(error => {
      // The next report tries again; a database that is away is told of by /readyz.
      this.reported.delete(channelId);
      this.log.warn({ err: error, channelId }, 'The state of a channel could not be written');
    });
  }
}
