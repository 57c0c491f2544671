// Deletes what is over, every ten minutes. A failure is logged and the next run makes up for it.
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '#runtime';
import { Database, sweepExpired, sweepUploads } from '#store';
import { LOG } from '../inbox-api.config.js';

const PAUSE = 10 * 60_000;

@Injectable()
export class ExpirySweep implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#sweep(), PAUSE).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #sweep(): Promise<void> {
    try {
      await sweepExpired(this.database);
      await sweepUploads(this.database);
    } catch (err) {
      this.log.warn({ err }, 'expired sessions, keys and unsent files were not deleted this time');
    }
  }
}
