// `npm start`: the whole product in one process on one port. What cannot work ends with one clear line and exit code 1.
import 'reflect-metadata';
import { maskText } from '#runtime';
import { type Running, startStandalone } from './standalone.js';

const KNOWN = new Set(['--empty']);
const STOP_MS = 12_000;

async function start(): Promise<void> {
  const args = process.argv.slice(2);
  const unknown = args.find(arg => !KNOWN.has(arg));
  if (unknown) throw new Error(`There is no option ${unknown}; there is: --empty`);
  const starting = startStandalone({ empty: args.includes('--empty') });
  // From now on, not from when it is ready: a signal in between would leave the database behind.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(starting, signal));
  const { greeting } = await starting;
  for (const text of greeting) process.stdout.write(`${text}\n`);
}

let stopping = false;

/** What is starting is let start, then stopped in order. */
function stop(starting: Promise<Running>, signal: NodeJS.Signals): void {
  if (stopping) return;
  stopping = true;
  // What hangs must not keep the process: everything durable is durable already.
  setTimeout(() => process.exit(1), STOP_MS).unref();
  starting
    .then(running => running.stop())
    .then(
      () => process.exit(0),
      error => {
        process.stderr.write(`${signal}: ${line(error)}\n`);
        process.exit(1);
      },
    );
}

const line = (error: unknown): string =>
  maskText(error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');

start().catch(error => {
  process.stderr.write(`${line(error)}\n`);
  process.exit(1);
});
