import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './modules.js';

function runNode(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code, output }));
  });
}

const pretending = (version: string) => {
  const code = `Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
};

describe('an old Node', () => {
  it.each(['scripts/start.mjs', 'scripts/test.mjs', 'scripts/dev.mjs', 'scripts/bench.mjs', 'bin/rail.mjs'])(
    'is told so by %s, in one line, with exit code 1',
    async script => {
      const { code, output } = await runNode([...pretending('18.20.4'), script]);
      expect(output).toBe('Ticket Rail needs Node.js 20.19 or newer; this is 18.20.4.\n');
      expect(code).toBe(1);
    },
  );

  it.each(['20.18.3', '14.21.3'])('is one of version %s as well', async version => {
    expect((await runNode([...pretending(version), 'scripts/start.mjs'])).output).toMatch(
      /^Ticket Rail needs [^\n]*\n$/,
    );
  });
});

describe("a container's health check", () => {
  const ready = join('scripts', 'ready.mjs');

  it.each([
    [200, 0, ''],
    [503, 1, 'not ready (503): database is away\n'],
  ])('takes an answer of %d as exit code %d', async (status, code, output) => {
    const server = createServer((_request, response) => response.writeHead(status).end('database is away'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await runNode([ready], { PORT: String(port) })).toEqual({ code, output });
    await new Promise(resolve => server.close(resolve));
  });

  it('fails when nobody answers', async () => {
    const { code, output } = await runNode([ready], { PORT: '1' });
    expect(code).toBe(1);
    expect(output).toMatch(/^no answer on port 1: \w+\n$/);
  });
});
