// Converters for reading stored messages again, one of each kind, with one worker thread: whoever asks for much waits, and the API answers the others.
// Guarantee: what a sender can send stops at the converters' own limits of time, memory and depth, as in the router.
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { channelKind } from '#channels';
import type { Converter } from '#channels/contract';

@Injectable()
export class SampleConverters implements OnApplicationShutdown {
  readonly #made = new Map<string, Converter>();

  /** Throws CHANNEL.UNKNOWN_KIND. */
  of(kind: string): Converter {
    const converter = this.#made.get(kind) ?? channelKind(kind).converter({ threads: 1 });
    this.#made.set(kind, converter);
    return converter;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.#made.values()].map(one => one.close()));
    this.#made.clear();
  }
}
