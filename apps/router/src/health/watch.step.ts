// Looks at every channel every few seconds: what is wrong becomes one alert, what is well again one notice. Every instance may look at once: the store lets
// one tell.
import { careOf } from '#channels';
import { closeFault, type Database, openFault, type WatchedChannel, watchedChannels } from '#store';
import type { SweepStep } from '../sweep/sweeper.js';
import { faultOf, isWell } from './channel.fault.js';

const EVERY_MS = 5_000;

export function watchStep(database: Database): SweepStep {
  return { name: 'health of channels', everyMs: EVERY_MS, run: watchRun(database) };
}

/** Returns how many alerts and notices are new. */
export function watchRun(database: Database, now: () => number = () => performance.now()): () => Promise<number> {
  // Since when nobody is seen to hold a lease: after a restart everybody gets their time, whatever stood before.
  const unheldSince = new Map<number, number>();
  const unheldSeconds = (channel: WatchedChannel): number => {
    if (channel.held || !channel.enabled) unheldSince.delete(channel.channelId);
    else if (!unheldSince.has(channel.channelId)) unheldSince.set(channel.channelId, now());
    return (now() - (unheldSince.get(channel.channelId) ?? now())) / 1000;
  };
  return async () => {
    let told = 0;
    for (const channel of await watchedChannels(database)) {
      const fault = faultOf(channel, careOf(channel).watches, unheldSeconds(channel));
      if (fault) told += Number(await database.transaction(tx => openFault(tx, channel, fault)));
      else if (channel.fault !== null && (!channel.enabled || isWell(channel)))
        told += Number(await database.transaction(tx => closeFault(tx, channel, channel.enabled ? 'works' : 'paused')));
    }
    return told;
  };
}
