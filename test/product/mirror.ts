// Starts the worked example of examples/issue-tracker as its user would, in a process of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, import.meta.dirname.includes('/dist/') ? '../../..' : '../..');

export interface Mirror {
  /** Where it takes webhooks. */
  hook: string;
  output: () => string;
  /** Resolves with the exit code when it has ended. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Rejects with its output where it ends before it is ready. @param env its settings; PORT 0 takes any free one */
export async function startMirror(env: Record<string, string>): Promise<Mirror> {
  const child = spawn(process.execPath, [join(ROOT, 'examples/issue-tracker/mirror.mjs')], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', POLL_SECONDS: '0.2', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  const hook = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk;
      const found = /webhooks at (\S+\/hook)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(code => reject(new Error(`The mirror ended with code ${code}:\n${output}`)));
  });
  return {
    hook: await hook,
    output: () => output,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}
