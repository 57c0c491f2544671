// A LISTEN that stays, on one channel or several: one connection of its own, opened again with growing pauses when it is gone. Guarantee: onGap is called after each
// time in which notices may have been missed, once listening works again.
import { isRetryable } from '#runtime';
import type { LiveStore } from '#store';
import { type BusLog, RETRY } from '../bus.js';
import { pause, pauseAfter } from '../delivery/pause.js';

export interface NoticeHandlers {
  onNotice(payload: string, channel: string): void;
  onGap(): void;
}

export class NoticeListener {
  #connection: { close(): Promise<void> } | null = null;
  #stop = new AbortController();
  #problem: string | null = 'is not connected yet';

  constructor(
    private readonly store: LiveStore,
    /** The first names the connection. */
    private readonly channels: readonly [string, ...string[]],
    private readonly handlers: NoticeHandlers,
    private readonly log: BusLog,
  ) {}

  /** Resolves after the first attempt. */
  async start(): Promise<void> {
    if (await this.#connect()) return;
    void this.#reconnect();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    const connection = this.#connection;
    this.#connection = null;
    // A connection that breaks while it is being closed is closed.
    await connection?.close().catch(() => undefined);
  }

  /** Throws a plain sentence while it does not listen, for health. */
  check(): void {
    if (this.#problem) throw new Error(`The listener on ${this.channels[0]} ${this.#problem}`);
  }

  async #connect(): Promise<boolean> {
    try {
      const ended = (reason: Error) => {
        this.#connection = null;
        this.#problem = `lost its connection: ${reason.message}`;
        this.log.warn({ err: reason, channel: this.channels[0] }, 'The listening connection is gone; connecting again');
        void this.#reconnect();
      };
      const heard = (payload: string, channel: string) => this.handlers.onNotice(payload, channel);
      const connection = await this.store.listen(this.channels, heard, ended);
      if (this.#stop.signal.aborted) await connection.close();
      else this.#connection = connection;
      this.#problem = null;
      return true;
    } catch (error) {
      this.#problem = `cannot connect: ${(error as Error).message}`;
      if (!isRetryable(error))
        this.log.error({ err: error, channel: this.channels[0] }, 'Listening is refused; trying again all the same');
      return false;
    }
  }

  async #reconnect(): Promise<void> {
    for (let failures = 1; !this.#stop.signal.aborted; failures++) {
      try {
        await pause(pauseAfter(failures, RETRY), this.#stop.signal);
      } catch {
        // Stopped while it waited: there is nothing left to do.
        return;
      }
      if (await this.#connect()) return this.handlers.onGap();
    }
  }
}
