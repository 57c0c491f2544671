// The threads that mails are read in. Guarantees: no more chunks under way than threads, so that a chunk's time is its own; a
// thread that takes too long or too much memory is ended and replaced; the caller learns which of the two it was.
import { Piscina } from 'piscina';
import type { Conversion, ConvertInput } from '../../contract/converter.js';
import type { ConvertLimits } from './convert.limits.js';
import { type ConvertAnswer, packTask, unpackAnswer } from './convert.task.js';

/** What became of a chunk. `crashed` carries the error of a thread that died otherwise. */
export type ChunkOutcome =
  | { outcome: 'read'; conversions: Conversion[] }
  | { outcome: 'too-slow' | 'too-much-memory' }
  | { outcome: 'crashed'; error: Error };

/** Rounds of waiting for a thread to begin, each as long as the time limit. */
const MOST_WAITS = 10;

/**
 * The pool tries require() before import(). A thread that is ended while Node requires a module made of imports takes the whole process with it (abort in
 * Module::IsGraphAsync, Node 20.20); one that is ended during an import does not.
 */
const REQUIRES = '--experimental-require-module';
const execArgv = process.allowedNodeEnvironmentFlags.has(REQUIRES) ? ['--no-experimental-require-module'] : [];

export class WorkerPool {
  private readonly pool: Piscina;
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(
    filename: string,
    private readonly limits: ConvertLimits,
  ) {
    this.free = Math.max(1, limits.threads);
    this.pool = new Piscina({
      filename,
      execArgv,
      minThreads: 1,
      maxThreads: this.free,
      idleTimeout: Number.POSITIVE_INFINITY,
      // The thread is ours alone and gets one chunk at a time.
      concurrentTasksPerWorker: 1,
      recordTiming: false,
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    // A thread that dies fails its task, where it is handled; the pool says the same once more here.
    this.pool.on('error', () => undefined);
  }

  /** Sends a chunk to a thread. Rejects only when the pool is closed. */
  async run(inputs: readonly ConvertInput[]): Promise<ChunkOutcome> {
    await this.turn();
    const controller = new AbortController();
    const begun = new Int32Array(new SharedArrayBuffer(4));
    const stopClock = this.startClock(controller, begun);
    try {
      const task = { ...packTask(inputs, this.limits), begun };
      const answer: ConvertAnswer = await this.pool.run(task, {
        transferList: [task.bytes],
        signal: controller.signal,
      });
      return { outcome: 'read', conversions: unpackAnswer(answer) };
    } catch (error) {
      if (controller.signal.aborted) return { outcome: 'too-slow' };
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return { outcome: 'too-much-memory' };
      return { outcome: 'crashed', error: error instanceof Error ? error : new Error(String(error)) };
    } finally {
      stopClock();
      this.giveTurn();
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  /** Aborts when the limit has passed since the thread began. A thread that is still being started is waited for. */
  private startClock(controller: AbortController, begun: Int32Array): () => void {
    let waits = 0;
    const ring = () => {
      if (Atomics.load(begun, 0) === 0 && ++waits < MOST_WAITS) timer = setTimeout(ring, this.limits.taskMilliseconds);
      else controller.abort();
    };
    let timer = setTimeout(ring, this.limits.taskMilliseconds);
    return () => clearTimeout(timer);
  }

  private turn(): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    return new Promise(resolve => this.waiting.push(resolve));
  }

  private giveTurn(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}
