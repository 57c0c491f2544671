// ConnectorPorts in memory: what the connectors' own tests stand on. It keeps the promises of the contract:
// identities are unique per channel, the cursor moves with the mail and under the fence, a lost lease stores nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Accepted, ConnectorPorts, Envelope, Health, HeldLease } from '#channels/contract';

export interface FakePorts extends ConnectorPorts {
  /** Everything that was stored, first occurrences only, in order. */
  stored: Envelope[];
  /** Every envelope that came in, also known ones. */
  offered: Envelope[];
  /** Sizes of the accept calls. */
  batches: number[];
  cursors: Map<number, unknown>;
  /** Stored secrets by `<channel id>/<name>`. */
  secrets: Map<string, string>;
  /** Runs before a secret is saved: throw to play a store that is away. */
  beforeSave: () => Promise<void> | void;
  healths: { channelId: number; health: Health }[];
  /** Runs before each commit: wait in it to hold the commit back, throw to fail it. */
  beforeCommit: (envelopes: Envelope[]) => Promise<void> | void;
  /** Runs after each commit: throw to play a crash between the commit and the acknowledgement. */
  afterCommit: () => Promise<void> | void;
  /** Takes the lease away; the next holder gets a higher fence. */
  loseLease(name: string): void;
  /** Another instance holds this lease until `freeLease`. */
  occupyLease(name: string): void;
  freeLease(name: string): void;
  lastHealth(channelId: number): Health | undefined;
  /** Polls until the condition holds; fails after `timeoutMs` with the text. */
  until(what: string, condition: () => boolean, timeoutMs?: number): Promise<void>;
}

export class RetryableFailure extends Error {
  readonly retryable = true;
  readonly code = 'STORE.AWAY';
}

export function createFakePorts(): FakePorts {
  const identities = new Map<string, number>();
  const leases = new Map<string, { fence: number; end: AbortController | null; occupied: boolean }>();
  const log = () => undefined;

  const lease = (name: string) => {
    let state = leases.get(name);
    if (!state) {
      state = { fence: 0, end: null, occupied: false };
      leases.set(name, state);
    }
    return state;
  };
  const checkFence = (held: HeldLease) => {
    if (lease(held.name).fence !== held.fence || held.lost.aborted) {
      throw Object.assign(new Error('the lease was lost'), { code: 'LEASE.LOST', retryable: false });
    }
  };

  const ports: FakePorts = {
    stored: [],
    offered: [],
    batches: [],
    cursors: new Map(),
    secrets: new Map(),
    beforeSave: () => undefined,
    healths: [],
    beforeCommit: () => undefined,
    afterCommit: () => undefined,

    async accept(envelopes, cursor) {
      await ports.beforeCommit(envelopes);
      if (cursor) checkFence(cursor.lease);
      ports.batches.push(envelopes.length);
      const accepted = envelopes.map((envelope): Accepted => {
        ports.offered.push(envelope);
        const key = `${envelope.channelId}/${envelope.sourceIdentity}`;
        const known = identities.get(key);
        if (known !== undefined) return { outcome: 'known', messageId: known };
        identities.set(key, identities.size + 1);
        ports.stored.push(envelope);
        return { outcome: 'stored', messageId: identities.size };
      });
      const channelId = envelopes[0]?.channelId;
      if (cursor && channelId !== undefined) ports.cursors.set(channelId, structuredClone(cursor.value));
      await ports.afterCommit();
      return accepted;
    },
    async readCursor(channelId) {
      return structuredClone(ports.cursors.get(channelId) ?? null);
    },
    async moveCursor(channelId, held, value) {
      checkFence(held);
      ports.cursors.set(channelId, structuredClone(value));
    },
    async holdLease(name, signal) {
      const state = lease(name);
      while (state.occupied || state.end) {
        await sleep(5, undefined, { signal });
      }
      signal.throwIfAborted();
      const end = new AbortController();
      state.end = end;
      state.fence += 1;
      signal.addEventListener('abort', () => {
        end.abort();
        if (state.end === end) state.end = null;
      });
      return { name, fence: state.fence, lost: end.signal };
    },
    async knownIdentities(channelId, asked) {
      return new Set(asked.filter(one => identities.has(`${channelId}/${one}`)));
    },
    async readSecret(channelId, name) {
      return ports.secrets.get(`${channelId}/${name}`) ?? null;
    },
    async saveSecret(channelId, name, value, replaces) {
      await ports.beforeSave();
      if (ports.secrets.get(`${channelId}/${name}`) !== replaces) return 'superseded';
      ports.secrets.set(`${channelId}/${name}`, value);
      return 'saved';
    },
    async readTopic() {
      throw new Error('There is no topic here');
    },
    reportHealth(channelId, health) {
      ports.healths.push({ channelId, health });
    },
    async reach(host) {
      return { outcome: 'reached', addresses: [host === 'localhost' ? '127.0.0.1' : host] };
    },
    fetch: (url, options) => fetch(url, options),
    log: { info: log, warn: log, error: log },

    loseLease(name) {
      const state = lease(name);
      state.fence += 1;
      state.end?.abort();
      state.end = null;
    },
    occupyLease(name) {
      lease(name).occupied = true;
    },
    freeLease(name) {
      lease(name).occupied = false;
    },
    lastHealth(channelId) {
      return ports.healths.findLast(one => one.channelId === channelId)?.health;
    },
    async until(what, condition, timeoutMs = 8_000) {
      const end = performance.now() + timeoutMs;
      while (!condition()) {
        if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
        await sleep(5);
      }
    },
  };
  return ports;
}
