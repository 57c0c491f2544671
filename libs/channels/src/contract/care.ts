// What a channel kind can do for whoever looks after its channels: a test message that proves the whole way, and a second look at its source.
import type { Channel, DelivererPorts } from './channel.js';

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

export interface CatchUpCount {
  /** At the source, since that day. */
  found: number;
  looked: number;
  /** New to the ledger. */
  taken: number;
}

/** Second looks that ops asked for. Only the holder of the channel's lease may begin one. */
export interface CatchUpPorts {
  waits(channelId: number): Promise<boolean>;
  /**
   * The one that waits, or that an instance began and lost. `since`: `2026-11-01`, null for everything that is there. Null as well where the one that
   * waits was lost too often: it has ended as failed.
   */
  begin(channelId: number): Promise<{ id: number; since: string | null } | null>;
  /** False where it was called off: stop. */
  report(id: number, count: CatchUpCount): Promise<boolean>;
  /** It is begun again later, from the beginning. @param why one plain sentence what cut it off; null: we stop, which is nobody's fault and is not counted */
  putBack(id: number, why: string | null): Promise<void>;
  /** @param problem null: all was looked at */
  end(id: number, problem: string | null): Promise<void>;
}
