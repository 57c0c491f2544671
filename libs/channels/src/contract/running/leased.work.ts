// Work of a channel that one instance at a time does: whoever reads a mailbox, a folder, a log. Guarantees: one effective owner per channel (I14); it waits, works and
// waits again until it is stopped; a stall shows in health (I16). What the work is, and what its failures mean, its connector says.

import type { Connector, ConnectorPorts, HeldLease } from '../source/connector.js';
import { pause } from './backoff.js';

/** The lease that all instances contend for; the name is the same for every kind of channel. */
export const channelLease = (channelId: number): string => `mailbox:${channelId}`;

/** Runs once, however often it is started. @param run ends soon after the signal, and never rejects */
export function connectorOf(run: (stop: AbortSignal) => Promise<void>): Connector {
  const stop = new AbortController();
  let running: Promise<void> | null = null;
  return {
    async start() {
      running ??= run(stop.signal);
    },
    async stop() {
      stop.abort();
      await running;
    },
  };
}

export interface LeasedWork {
  channelId: number;
  /** Shown while another instance has the lease, after so many milliseconds: `another instance watches this folder`. */
  standby: { detail: string; after: number };
  /** Ends, or rejects, where the lease is lost or we stop. */
  hold(lease: HeldLease): Promise<void>;
  /** Tells of it, and waits before the next try. Not asked when we stop. */
  failed(error: unknown): Promise<void>;
}

/** Never rejects: whatever happens is reported, and tried again. */
export async function workUnderLease(
  work: LeasedWork,
  ports: Pick<ConnectorPorts, 'holdLease' | 'reportHealth'>,
  stop: AbortSignal,
): Promise<void> {
  ports.reportHealth(work.channelId, { state: 'starting' });
  while (!stop.aborted) {
    // The lease outlives `stop` by the end of the work: what is in hand is still ours.
    const tenure = new AbortController();
    try {
      await work.hold(await leaseOf(work, ports, stop, tenure));
    } catch (error) {
      if (!stop.aborted) await work.failed(error);
    } finally {
      tenure.abort();
    }
  }
}

async function leaseOf(
  { channelId, standby }: LeasedWork,
  ports: Pick<ConnectorPorts, 'holdLease' | 'reportHealth'>,
  stop: AbortSignal,
  tenure: AbortController,
): Promise<HeldLease> {
  const giveUp = () => tenure.abort(new Error('stopping'));
  stop.addEventListener('abort', giveUp, { once: true });
  const waiting = setTimeout(
    () => ports.reportHealth(channelId, { state: 'standby', detail: standby.detail }),
    standby.after,
  );
  try {
    return await ports.holdLease(channelLease(channelId), tenure.signal);
  } finally {
    clearTimeout(waiting);
    stop.removeEventListener('abort', giveUp);
  }
}

export interface Failure {
  code: string;
  /** One plain sentence for ops. */
  text: string;
  /** Milliseconds until the next try. */
  wait: number;
}

/** Into health and the log; resolves when it may be tried again, or when the signal aborts. @param words for the log: `folder not usable` */
export async function tellAndWait(
  ports: Pick<ConnectorPorts, 'log' | 'reportHealth'>,
  channelId: number,
  words: string,
  { code, text, wait }: Failure,
  until: AbortSignal,
): Promise<void> {
  ports.log.warn({ channelId, code, waitMs: wait, err: text }, words);
  const retryAt = new Date(Date.now() + wait);
  ports.reportHealth(channelId, { state: 'failing', at: new Date(), problem: text, code, retryAt });
  await pause(wait, until);
}
