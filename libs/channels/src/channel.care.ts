// What can be done for one channel by whoever looks after it: its kind is asked, with the settings as they are stored.
import { channelKinds } from './registry.js';

const NO_CANARY = 'A test message of this kind would have to come from its sender: none can be sent from here.';
const NO_SECOND_LOOK = 'This kind of source keeps nothing that could be looked at again.';
const NOT_READABLE = 'Its settings cannot be used: save the channel anew.';

export interface Care {
  /** One instance watches a place for it, or has to: nobody there is then a fault. */
  watches: boolean;
  /** One sentence why it cannot be; null where it can. */
  canary: string | null;
  catchUp: string | null;
}

/** Settings that this build does not take are watched by nobody: whoever would open the channel tells of them. */
export function careOf({ kind, settings }: { kind: string; settings: unknown }): Care {
  const known = channelKinds.find(one => one.kind === kind);
  const read = known?.settings.safeParse(settings);
  if (!read?.success) return { watches: false, canary: NOT_READABLE, catchUp: NOT_READABLE };
  const { care } = known ?? {};
  return {
    watches: care?.watches?.(read.data) === true,
    canary: care?.canary ? care.canary.hindrance(read.data) : NO_CANARY,
    catchUp: care?.cannotCatchUp ? care.cannotCatchUp(read.data) : NO_SECOND_LOOK,
  };
}
