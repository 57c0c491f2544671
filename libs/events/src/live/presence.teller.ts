// Tells all processes that serve browsers who is on which ticket, as live.notifier tells them of tickets. Not by the outbox: a sign is worth nothing
// to anybody who was not there to hear it.
import { Coalescer } from '#runtime';
import { type Database, LiveStore, NOTICE_BYTES } from '#store';
import { PRESENCE_CHANNEL, type PresenceSign, packSigns } from './presence.sign.js';

const MOST_AT_ONCE = 500;

export class PresenceTeller {
  readonly #notices: Coalescer<PresenceSign>;

  constructor(database: Database) {
    const store = new LiveStore(database);
    // Many people give their signs at one time: they share a statement, and PostgreSQL's one lock for notifications is taken once.
    this.#notices = new Coalescer<PresenceSign>(
      signs => store.notify(PRESENCE_CHANNEL, packSigns(signs, NOTICE_BYTES)),
      { largest: MOST_AT_ONCE, atOnce: 1 },
    );
  }

  /** Resolves when PostgreSQL has passed it on. Rejects with a StoreFault while the database is away: the next sign says the same. */
  tell(sign: PresenceSign): Promise<void> {
    return this.#notices.run([sign]);
  }
}
