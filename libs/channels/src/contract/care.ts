// What a channel kind can do for whoever looks after its channels: a test message that proves the whole way, and a second look at its source.
import type { Channel } from './channel.js';
import type { DelivererPorts } from './deliverer.js';

/** A test message: what arrives with this token in it came through everything. */
export interface Canary {
  /** 32 hexadecimal digits, random. */
  token: string;
  at: Date;
}

/** Stands in front of the token wherever a kind writes it. */
export const CANARY_MARK = 'ticketrail-canary-';

export interface ChannelCare<S = unknown> {
  /** True where one instance watches a place under the channel's lease: nobody there is then a fault. Left out: never. */
  watches?(settings: S): boolean;
  canary?: {
    /** One plain sentence why none can be sent with these settings; null where one can. */
    hindrance(settings: S): string | null;
    /** Resolves when the first server, or the folder, has it. @throws Error with one plain sentence for ops */
    send(channel: Channel<S>, canary: Canary, ports: DelivererPorts): Promise<void>;
  };
  /** One plain sentence why the source cannot be looked at again; null where it can. Left out: it keeps nothing that could be looked at. */
  cannotCatchUp?(settings: S): string | null;
}
