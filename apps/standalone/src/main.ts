// `npm start`: the whole product in one process on one port. What cannot work ends with one clear line and exit code 1.
import 'reflect-metadata';
import { maskText } from '#runtime';
import { startStandalone } from './standalone.js';

const KNOWN = new Set(['--empty']);

async function start(): Promise<void> {
  const args = process.argv.slice(2);
  const unknown = args.find(arg => !KNOWN.has(arg));
  if (unknown) throw new Error(`There is no option ${unknown}; there is: --empty`);
  const running = await startStandalone({ empty: args.includes('--empty') });
  for (const line of running.greeting) process.stdout.write(`${line}\n`);

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    // What hangs must not keep the process: everything durable is durable already.
    setTimeout(() => process.exit(1), 12_000).unref();
    running.stop().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`${signal}: ${line(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

const line = (error: unknown): string =>
  maskText(error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');

start().catch(error => {
  process.stderr.write(`${line(error)}\n`);
  process.exit(1);
});
