// Hears the signs of presence of all processes and keeps what they add up to for the browsers of this one. Guarantee: nothing is read from or written to
// the database for it; after a start it knows everybody within one round of signs.
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type LiveAudience, type LiveEvent, LiveListener, type PresenceSign } from '#events';
import { INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';
import { PRESENCE_LIFE, PresenceBoard, type Sight } from './presence.board.js';

/** How late it is noticed that somebody is gone without a word, as a part of the time that a sign holds. */
const LOOKS_A_LIFE = 20;

@Injectable()
export class PresenceWatch implements LiveAudience, OnApplicationBootstrap, OnApplicationShutdown {
  readonly #board: PresenceBoard;
  readonly #lookEvery: number;
  readonly #watchers = new Set<(sights: Sight[]) => void>();
  #leave: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly live: LiveListener,
    @Inject(INBOX_CONFIG) config: InboxApiConfig,
  ) {
    const life = { ...PRESENCE_LIFE, ...config.presenceLife };
    this.#board = new PresenceBoard(life);
    this.#lookEvery = Math.ceil(Math.min(life.present, life.resting) / LOOKS_A_LIFE);
  }

  onApplicationBootstrap(): void {
    this.#leave = this.live.subscribe(this);
    this.#timer = setInterval(() => this.#tell(this.#board.expire(performance.now())), this.#lookEvery).unref();
  }

  onApplicationShutdown(): void {
    this.#leave?.();
    clearInterval(this.#timer);
  }

  /** Each change from now on. Returns the function that ends it. */
  subscribe(watcher: (sights: Sight[]) => void): () => void {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  whole(): Sight[] {
    return this.#board.whole();
  }

  onPresence(signs: PresenceSign[]): void {
    this.#tell(signs.flatMap(sign => this.#board.hear(sign, performance.now())));
  }

  /** Who must not see a ticket any more must not see who is on it, and not only from the next sign on. */
  onEvents(events: LiveEvent[]): void {
    for (const { ticketId, departmentId, fromDepartmentId } of events)
      if (fromDepartmentId !== undefined) this.#tell(this.#board.move(ticketId, departmentId));
  }

  /** Nothing to do: signs come anew by themselves. */
  onResync(): void {}

  #tell(sights: Sight[]): void {
    if (sights.length === 0) return;
    for (const watcher of this.#watchers) watcher(sights);
  }
}
