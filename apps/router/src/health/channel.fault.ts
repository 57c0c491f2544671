// What is wrong with a channel, in one plain sentence, the most telling first. Pure.
import type { FaultKind, WatchedChannel } from '#store';

/** A connection that comes back at once is no fault. */
const FAILING_SECONDS = 15;
const WELL_SECONDS = 15;
/** Longer than any lease runs: whoever takes over has had the time. */
const NOBODY_SECONDS = 45;
const PENDING_SECONDS = 120;
/** The first wait between two attempts is a minute: the second has failed as well. */
const HELD_UP_SECONDS = 75;
/** The longest that a mailbox waits between two looks is an hour; a test mail rings it at once. */
const CANARY_SECONDS = 300;

export interface Fault {
  what: FaultKind;
  problem: string;
}

/**
 * @param watches an instance should hold its lease
 * @param unheldSeconds that no instance was seen to hold it, as far as the caller has looked
 */
export function faultOf(channel: WatchedChannel, watches: boolean, unheldSeconds: number): Fault | null {
  if (!channel.enabled) return null;
  if (watches && !channel.held && unheldSeconds >= NOBODY_SECONDS)
    return { what: 'nobody', problem: 'No instance watches it. Start a router that has the role "connectors".' };
  // What stands already is not over because its words changed a moment ago.
  const failing = channel.state === 'failing' && (channel.fault !== null || channel.stateSeconds >= FAILING_SECONDS);
  if (failing) return { what: 'connection', problem: channel.problem ?? 'It cannot be reached.' };
  const { sending } = channel;
  if (sending && (channel.fault === 'sending' || sending.seconds >= HELD_UP_SECONDS))
    return { what: 'sending', problem: `It cannot send: ${sending.problem ?? 'it is being tried again.'}` };
  const canary = canaryFault(channel);
  if (canary) return { what: 'canary', problem: canary };
  const { pendingSeconds } = channel;
  if (pendingSeconds !== null && pendingSeconds >= PENDING_SECONDS)
    return {
      what: 'backlog',
      problem: `A message has waited for its ticket for ${Math.round(pendingSeconds / 60)} min. Look whether a router converts.`,
    };
  return null;
}

function canaryFault({ canary }: WatchedChannel): string | null {
  if (!canary || canary.arrived) return null;
  if (canary.problem !== null) return canary.problem;
  return canary.seconds >= CANARY_SECONDS
    ? `The test message of ${Math.round(canary.seconds / 60)} min ago has not come through.`
    : null;
}

/**
 * A channel that is failing, or is only beginning, has not recovered; one that works for a moment now and then has not, either. What could not be sent has
 * left: that is proof enough, and of channels that only send nothing else is known.
 */
export const isWell = ({ state, stateSeconds, fault }: WatchedChannel): boolean =>
  fault === 'sending' ? state !== 'failing' : state === 'ok' && stateSeconds >= WELL_SECONDS;
