// What the doors over HTTP have taken, into the ledger. Guarantees: resolves after the commit (I1); what comes in on many connections at one moment shares it.
import {
  type AcceptBatcher,
  type Accepted,
  BATCH_LIMITS,
  createAcceptBatcher,
  type Envelope,
  envelopeBatches,
} from '#channels/contract';
import { LeaseStore } from '#store';
import { StoreConnectorPorts } from '../connect/connector.ports.js';
import type { IngressDeps } from './ingress.deps.js';

/** One commit after the other: those that come meanwhile make the next one larger, and a statement costs more than the posts in it. */
const TOGETHER = { ...BATCH_LIMITS, inFlight: 1 };

export class PostLedger {
  private readonly ports: StoreConnectorPorts;
  private readonly batcher: AcceptBatcher;
  private readonly departments = new Map<number, number>();

  constructor(deps: IngressDeps) {
    this.ports = new StoreConnectorPorts({
      ...deps,
      // Nothing leaves here.
      privateHosts: [],
      leases: new LeaseStore(deps.database),
      departmentOf: id => this.departments.get(id)!,
      channelOfLease: name => {
        throw new Error(`A post holds no lease: "${name}"`);
      },
    });
    this.batcher = createAcceptBatcher(envelopes => this.ports.accept(envelopes), TOGETHER);
  }

  /** One outcome for each envelope, in its order. */
  async store(channel: { id: number; departmentId: number }, envelopes: readonly Envelope[]): Promise<Accepted[]> {
    this.departments.set(channel.id, channel.departmentId);
    const accepted: Accepted[] = [];
    // A large post goes in several calls, one after the other, so that its order holds.
    for (const batch of envelopeBatches(envelopes, BATCH_LIMITS)) accepted.push(...(await this.batcher.add(batch)));
    return accepted;
  }

  /** @param warning for ops, where something will not work as it is meant */
  reportWell(channelId: number, detail: string, warning?: string): void {
    this.ports.reportHealth(channelId, {
      state: 'ok',
      at: new Date(),
      detail,
      ...(warning === undefined ? {} : { warning }),
    });
  }
}
