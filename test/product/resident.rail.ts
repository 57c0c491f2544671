// Calls the command line of the build in a process that stays, for tests that call it often: what a call takes is then its work and not its start. That these
// commands work as processes of their own, too, is shown by test/e2e/rail-command.spec.ts.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { rail } from './product.js';

type RailEnd = Awaited<ReturnType<typeof rail>>;

export interface ResidentRail {
  /** One call after the other. Settings that are left out stay as they were. */
  rail: typeof rail;
  end(): void;
}

export function startResidentRail(): ResidentRail {
  const child = fork(join(import.meta.dirname, 'rail.child.mjs'), {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test' },
    execArgv: [],
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    rail(args, env) {
      const answer = last.then(() => ask(child, { args, env }));
      last = answer.catch(() => undefined);
      return answer;
    },
    end: () => void child.kill(),
  };
}

function ask(child: ChildProcess, call: { args: string[]; env: Record<string, string> }): Promise<RailEnd> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The command line ended by itself (${code})`));
    child.once('exit', ended);
    child.once('message', answer => {
      child.off('exit', ended);
      resolve(answer as RailEnd);
    });
    child.send(call);
  });
}
