// The other end of live.notifier and presence.teller: ticket events and signs of presence for the browsers of this process, over one connection.
// Guarantees: after a broken connection, listeners get the events that they missed, or `onResync` where that is too much; an event may come twice, and
// seldom out of order (they are hints). Missed signs are not told: who is still there gives another one soon.
import { type Database, LiveStore } from '#store';
import type { BusLog } from '../bus.js';
import { LIVE_CHANNEL, type LiveEvent, liveFromRow, unpackLive } from './live.event.js';
import { NoticeListener } from './notice.listener.js';
import { PRESENCE_CHANNEL, type PresenceSign, unpackSigns } from './presence.sign.js';

export interface LiveAudience {
  onEvents(events: LiveEvent[]): void;
  /** The gap was too long to replay: fetch everything again. */
  onResync(): void;
  /** What pages of people's browsers say they do, from all processes, this one among them. */
  onPresence?(signs: PresenceSign[]): void;
}

export class LiveListener {
  readonly #store: LiveStore;
  readonly #notices: NoticeListener;
  readonly #audience = new Set<LiveAudience>();
  #last: number | null = null;

  constructor(
    database: Database,
    private readonly log: BusLog,
  ) {
    this.#store = new LiveStore(database);
    this.#notices = new NoticeListener(
      this.#store,
      [LIVE_CHANNEL, PRESENCE_CHANNEL],
      { onNotice: (payload, channel) => this.#onNotice(payload, channel), onGap: () => void this.#closeGap() },
      log,
    );
  }

  /** Resolves after the first attempt; connects again by itself. */
  start(): Promise<void> {
    return this.#notices.start();
  }

  stop(): Promise<void> {
    return this.#notices.stop();
  }

  check(): void {
    this.#notices.check();
  }

  /** Returns the function that ends it. */
  subscribe(audience: LiveAudience): () => void {
    this.#audience.add(audience);
    return () => {
      this.#audience.delete(audience);
    };
  }

  /** For Last-Event-ID: what came after this id, and some before it. Null: too long ago, the browser must fetch everything again. */
  async replaySince(id: number): Promise<LiveEvent[] | null> {
    const rows = await this.#store.replaySince(id);
    if (rows === null) return null;
    return rows.map(liveFromRow).filter(event => event !== null);
  }

  #onNotice(payload: string, channel: string): void {
    const events = channel === LIVE_CHANNEL ? unpackLive(payload) : null;
    const signs = channel === PRESENCE_CHANNEL ? unpackSigns(payload) : null;
    if (events) this.#tell(events);
    else if (signs) this.#each(audience => audience.onPresence?.(signs));
    else this.log.warn({ size: payload.length, channel }, 'A notification is none of ours');
  }

  async #closeGap(): Promise<void> {
    try {
      const missed = this.#last === null ? null : await this.replaySince(this.#last);
      if (missed) return this.#tell(missed);
    } catch (error) {
      this.log.warn({ err: error }, 'Missed events cannot be read; browsers fetch everything again');
    }
    this.#each(audience => audience.onResync());
  }

  #tell(events: LiveEvent[]): void {
    for (const event of events) this.#last = Math.max(this.#last ?? 0, event.id);
    this.#each(audience => audience.onEvents(events));
  }

  // One browser's broken socket must not keep the others from hearing.
  #each(tell: (audience: LiveAudience) => void): void {
    for (const audience of this.#audience) {
      try {
        tell(audience);
      } catch (error) {
        this.log.warn({ err: error }, 'A listener could not be told');
      }
    }
  }
}
