// A second look at a source that ops asked for: what was found there and what of it was new.

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
