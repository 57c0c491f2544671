// One broker process: started, watched, ended by its own pid; and the ports and folder that it needs.
import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

export interface BrokerProcess {
  /** What it has written so far, the end of it. */
  output(): string;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** @throws with the end of its output where it ends before `ready` is true, or is not ready in time */
export async function startProcess(
  command: string,
  args: string[],
  ready: (output: string) => Promise<boolean>,
  patienceMs = 60_000,
): Promise<BrokerProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (data: Buffer) => {
    output = (output + data).slice(-8_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let failure: Error | null = null;
  child.on('error', error => {
    failure = error;
  });
  // A broker must not outlive the tests that a person interrupts.
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  const end = async (signal: NodeJS.Signals) => {
    process.off('exit', orphan);
    await ended(child, signal);
  };
  for (const until = Date.now() + patienceMs; Date.now() < until; ) {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}: ${output.slice(-600)}`);
    if (await ready(output)) return { output: () => output, end };
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  await end('SIGKILL');
  throw new Error(`${command} was not ready in time: ${output.slice(-600)}`);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Free at this moment, on loopback; different from each other. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => resolve(server));
      });
    }),
  );
  const ports = servers.map(server => (server.address() as { port: number }).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

export function takesConnections(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => say(true));
    socket.once('error', () => say(false));
  });
}
