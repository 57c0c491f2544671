// How many signs one person may give: more than any number of tabs needs, too few to keep the house busy. In memory of each process, since it guards what
// a process does and no secret; several processes let through several times as many.
import { Injectable } from '@nestjs/common';
import { RequestFault } from '../http/request.fault.js';

/** At once; and so many come back each second. */
const BURST = 60;
const PER_SECOND = 4;

@Injectable()
export class PresenceLimit {
  /** One line for each person of the company who was here, so it stays small. */
  readonly #spent = new Map<number, { left: number; at: number }>();

  /**
   * @param now  milliseconds of a clock that only goes forward
   * @throws RequestFault PRESENCE.TOO_MANY
   */
  count(userId: number, now = performance.now()): void {
    const { left, at } = this.#spent.get(userId) ?? { left: BURST, at: now };
    const have = Math.min(BURST, left + ((now - at) / 1_000) * PER_SECOND);
    this.#spent.set(userId, { left: have < 1 ? have : have - 1, at: now });
    if (have < 1)
      throw new RequestFault('PRESENCE.TOO_MANY', 'Too many signs of presence: wait a moment', {
        retryAfterSeconds: 1,
      });
  }
}
