// What /readyz answers. Guarantees: every check is named; one that throws or does not answer in time counts as failing,
// and never holds the others up.
import { codeOf } from './fault.js';

export interface CheckReport {
  name: string;
  ok: boolean;
  /** One sentence, present when not ok. Safe to show: checks must not put secrets into their messages. */
  problem?: string;
  milliseconds: number;
}

export interface HealthReport {
  /** True when every check passed. True also when there is none. */
  ready: boolean;
  checks: CheckReport[];
}

/** Resolves when well; throws with a plain sentence when not. */
export type Check = () => Promise<void> | void;

export class HealthRegistry {
  readonly #checks = new Map<string, Check>();

  constructor(private readonly timeoutMilliseconds = 2000) {}

  /** Adds a check; the returned function removes it. Throws when the name is taken: two parts would hide each other. */
  register(name: string, check: Check): () => void {
    if (this.#checks.has(name)) throw new Error(`a health check named ${name} is registered already`);
    this.#checks.set(name, check);
    return () => {
      this.#checks.delete(name);
    };
  }

  /** Runs all checks at once, in the order of their registration in the report. Never rejects. */
  async report(): Promise<HealthReport> {
    const checks = await Promise.all([...this.#checks].map(([name, check]) => this.#run(name, check)));
    return { ready: checks.every(check => check.ok), checks };
  }

  async #run(name: string, check: Check): Promise<CheckReport> {
    const begun = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer within ${this.timeoutMilliseconds} ms`)),
        this.timeoutMilliseconds,
      );
    });
    const took = () => Math.round(performance.now() - begun);
    try {
      await Promise.race([Promise.resolve().then(check), tooLate]);
      return { name, ok: true, milliseconds: took() };
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      return {
        name,
        ok: false,
        problem: message || (codeOf(error) ?? 'failed without a reason'),
        milliseconds: took(),
      };
    } finally {
      clearTimeout(timer);
    }
  }
}
