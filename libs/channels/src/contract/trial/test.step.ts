// Trying a channel, step by step. Guarantees: steps are tried in their order; after one that failed the others are named and not tried; each ends within its
// limit; what went wrong is said in plain words with the next thing to try, and never with a secret.
import type { DelivererPorts } from '../deliverer.js';
import type { OutsidePorts } from '../outside.js';
import type { TopicLook, TopicSource } from '../source/topic.js';

export type StepState = 'ok' | 'failed' | 'skipped' | 'warning';

export interface TestStep {
  /** `imap.lookup`: stable for machines. */
  step: string;
  title: string;
  state: StepState;
  /** Milliseconds; 0 for what was skipped. */
  ms: number;
  words: string;
  /** What to try next; null where there is nothing to do. */
  next: string | null;
}

/** What came of a step that did not throw. A text alone: it is well. */
export type StepSaid = string | { state: StepState; words: string; next?: string };

export interface StepTry {
  step: string;
  title: string;
  /** @throws StepFault */
  run(): Promise<StepSaid>;
}

/** What a trial may do to the world: nothing but reach hosts that were judged. */
export interface TrialPorts extends Pick<OutsidePorts, 'reach'> {
  /** Aborts when nobody waits any more. */
  signal: AbortSignal;
  /** Milliseconds that a server may take for one step. Default 10,000. */
  limit?: number;
  /** For sources that sign in with tokens: they are renewed as the channel renews them, and what the other side rotates is kept. Left out: none is used. */
  tokens?: DelivererPorts;
  /** Connects to judged addresses only, also of brokers that a broker names. `limit`: milliseconds for each answer. Left out: no topic is looked at. */
  lookAtTopic?(source: TopicSource, limit: number): TopicLook;
}

/** An expected failure of a step, ready to be shown. */
export class StepFault extends Error {
  constructor(
    message: string,
    readonly next: string | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StepFault';
  }
}

/** Much longer than any server that works; a host that answers nothing must not hold whoever waits. */
const STEP_LIMIT_MS = 10_000;

export const limitOf = ({ limit }: Pick<TrialPorts, 'limit'>): number => limit ?? STEP_LIMIT_MS;

/** Never rejects. `close` is called at the end, whatever happened. */
export async function walkSteps(
  tries: readonly StepTry[],
  ports: TrialPorts,
  close: () => void | Promise<void> = () => undefined,
): Promise<TestStep[]> {
  const steps: TestStep[] = [];
  let broken = false;
  try {
    for (const one of tries) {
      const step: TestStep = broken ? notTried(one) : await tried(one, ports);
      broken ||= step.state === 'failed';
      steps.push(step);
    }
  } finally {
    await close();
  }
  return steps;
}

async function tried({ step, title, run }: StepTry, ports: TrialPorts): Promise<TestStep> {
  const begun = performance.now();
  const end = (state: StepState, words: string, next: string | null): TestStep => {
    const ms = state === 'skipped' ? 0 : Math.round(performance.now() - begun);
    return { step, title, state, ms, words, next };
  };
  try {
    // Three times what one answer may take: a step is a few of them.
    const said = await withinLimit(run(), limitOf(ports) * 3, ports.signal);
    return typeof said === 'string' ? end('ok', said, null) : end(said.state, said.words, said.next ?? null);
  } catch (error) {
    if (error instanceof StepFault) return end('failed', error.message, error.next);
    // Its words are of a library: they may hold what was sent.
    const code = codeOf(error);
    return end('failed', `It ended in a way that is not known here${code ? ` (${code})` : ''}.`, 'Try it again.');
  }
}

/** @throws StepFault where it takes too long, or nobody waits any more */
export async function withinLimit<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    const words = `No answer within ${Math.round(milliseconds / 1000)} seconds.`;
    timer = setTimeout(() => reject(new StepFault(words, SILENT)), milliseconds);
    stop = () => reject(new StepFault('The test was given up.', null));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    // Whoever lost the race may still fail; that is nobody's news any more.
    work.catch(() => undefined);
  }
}

export const SILENT =
  'Check host and port; a firewall between here and there may swallow what is sent. Ask whoever runs the server.';

/** Of one that needs what a step before it did not find. */
export const notTried = (one: StepTry): TestStep => ({
  step: one.step,
  title: one.title,
  state: 'skipped',
  ms: 0,
  words: 'Not tried: a step before it failed.',
  next: null,
});

export const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code).slice(0, 60) : null;

/** For what cannot be tried from here: it is said, and nothing fails. */
export const untried = (step: string, title: string, words: string, next: string | null = null): StepTry => ({
  step,
  title,
  run: async () => ({ state: 'skipped', words, ...(next === null ? {} : { next }) }),
});
