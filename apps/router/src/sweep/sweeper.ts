// What must happen although nobody calls: claims expire, snoozed tickets wake, dead senders' replies are declared unknown, messages whose event
// was lost are announced again, old rows leave. Each step is safe with several instances at once; one that fails does not stop the others.
export interface SweepStep {
  name: string;
  everyMs: number;
  run: () => Promise<unknown>;
}

export class Sweeper {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly steps: readonly SweepStep[],
    private readonly log: { warn(fields: object, text: string): void },
  ) {}

  start(): void {
    for (const step of this.steps) this.plan(step, Math.min(1_000, step.everyMs));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }

  private plan(step: SweepStep, waitMs: number): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const run = step
        .run()
        .then(() => undefined)
        .catch(error => this.log.warn({ err: error, step: step.name }, 'A sweep failed; trying again at its next turn'))
        .finally(() => {
          this.running.delete(run);
          this.plan(step, step.everyMs);
        });
      this.running.add(run);
    }, waitMs);
    this.timers.add(timer);
  }
}
