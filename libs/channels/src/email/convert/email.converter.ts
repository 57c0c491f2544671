// The converter of mail: raw bytes to ticket drafts, in worker threads. Guarantees: never rejects for what a sender can send;
// result i belongs to input i; a mail that is too slow or too large for a thread is quarantined alone, its neighbours are not.
import type { Conversion, Converter, ConvertInput } from '../../contract/converter.js';
import { type ConvertLimits, DEFAULT_LIMITS } from './convert.limits.js';
import { workerPath } from './worker.location.js';
import { type ChunkOutcome, WorkerPool } from './worker.pool.js';

/** Mails that share one trip to a thread, at most. */
const CHUNK_MAILS = 25;
const CHUNK_BYTES = 1024 * 1024;
/** A mail above this travels alone, so that its time is its own. */
const ALONE_BYTES = 256 * 1024;

/**
 * Starts the threads (one at once, more on demand). Close it to end them.
 * @param limits replaces single defaults; see DEFAULT_LIMITS
 * @throws Error with code `BUILD.MISSING` where the compiled worker is not there
 */
export function createEmailConverter(limits: Partial<ConvertLimits> = {}): Converter {
  return new EmailConverter(new WorkerPool(workerPath(import.meta.url), { ...DEFAULT_LIMITS, ...limits }), {
    ...DEFAULT_LIMITS,
    ...limits,
  });
}

class EmailConverter implements Converter {
  private closed = false;

  constructor(
    private readonly pool: WorkerPool,
    private readonly limits: ConvertLimits,
  ) {}

  async convert(batch: ConvertInput[]): Promise<Conversion[]> {
    if (this.closed) throw new Error('The mail converter is closed.');
    const results = new Array<Conversion>(batch.length);
    const chunks = chunksOf(batch, this.limits);
    await Promise.all(
      chunks.map(async places => {
        const conversions = await this.read(places.map(place => batch[place]!));
        for (const [index, place] of places.entries()) results[place] = conversions[index]!;
      }),
    );
    return results;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.pool.close();
  }

  private async read(inputs: ConvertInput[]): Promise<Conversion[]> {
    const [first] = inputs;
    if (inputs.length === 1 && first!.raw.byteLength > this.limits.rawBytes) {
      return [
        quarantined(
          'mail.too-large',
          `The mail has ${first!.raw.byteLength} bytes; the limit is ${this.limits.rawBytes}.`,
        ),
      ];
    }
    const outcome = await this.pool.run(inputs);
    if (outcome.outcome === 'read') return outcome.conversions;
    if (inputs.length === 1) return [await this.blame(outcome)];
    // One of them is guilty: each gets a trip of its own.
    return (await Promise.all(inputs.map(input => this.read([input])))).flat();
  }

  private async blame(outcome: Exclude<ChunkOutcome, { outcome: 'read' }>): Promise<Conversion> {
    switch (outcome.outcome) {
      case 'too-slow':
        return quarantined('mail.too-slow', `Reading the mail took longer than ${this.limits.taskMilliseconds} ms.`);
      case 'too-much-memory':
        return quarantined(
          'mail.too-much-memory',
          `Reading the mail took more than ${this.limits.heapMegabytes} MB of memory.`,
        );
      case 'crashed': {
        // Ours or the mail's? A thread that cannot read even nothing is our failure, and no mail is blamed for it.
        const probe = this.closed ? null : await this.pool.run([]);
        if (probe?.outcome !== 'read') throw outcome.error;
        return quarantined('mail.unreadable', `The mail could not be read: ${outcome.error.message}`);
      }
    }
  }
}

function quarantined(reason: string, detail: string): Conversion {
  return { drafts: [], blobs: new Map(), suppressed: null, quarantined: [{ reason, detail }] };
}

/** Places of the batch, grouped: large mails alone, small ones together and shared out over the threads. */
function chunksOf(batch: readonly ConvertInput[], limits: ConvertLimits): number[][] {
  const most = Math.min(CHUNK_MAILS, Math.max(4, Math.ceil(batch.length / limits.threads)));
  const chunks: number[][] = [];
  let open: number[] = [];
  let bytes = 0;
  for (const [place, input] of batch.entries()) {
    const size = input.raw.byteLength;
    if (size > ALONE_BYTES) {
      chunks.push([place]);
      continue;
    }
    if (open.length >= most || (open.length > 0 && bytes + size > CHUNK_BYTES)) {
      chunks.push(open);
      open = [];
      bytes = 0;
    }
    open.push(place);
    bytes += size;
  }
  if (open.length > 0) chunks.push(open);
  return chunks;
}
