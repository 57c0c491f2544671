// Runs programs of this project's own node_modules, and other programs, for the scripts beside.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Paths of the JavaScript files behind the tools, so that none depends on a shell or on links in .bin. */
export const TOOLS = {
  tsc: join(ROOT, 'node_modules/typescript/bin/tsc'),
  vite: join(ROOT, 'node_modules/vite/bin/vite.js'),
  biome: join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
  jest: join(ROOT, 'node_modules/jest/bin/jest.js'),
};

export const JEST_FLAGS = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];

/** An error whose message says everything: shown without a stack. */
export class Expected extends Error {
  expected = true;
}

/**
 * Runs node with these arguments in the project's folder and waits.
 * @returns {Promise<{ code: number, output: string }>} output is empty with `show`, which passes it through instead
 */
export function runNode(args, { show = false, env = process.env } = {}) {
  return run(process.execPath, args, { show, env });
}

/** As runNode, with any program. A program ended by a signal counts as code 128 + 1. `limit`: milliseconds until it is ended. */
export function run(program, args, { show = false, env = process.env, limit } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env,
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      timeout: limit,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', text => (output += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 129, output }));
  });
}

/** The full path of a program on the PATH, or null. */
export function find(program, folders = (process.env.PATH ?? '').split(delimiter)) {
  for (const folder of folders) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch (error) {
      if (!['ENOENT', 'EACCES', 'ENOTDIR'].includes(error.code)) throw error;
    }
  }
  return null;
}

/** Runs a script's main function: an expected error is one line, any other keeps its stack; both end with exit code 1. */
export function start(main) {
  main().catch(error => {
    console.error(error.expected ? error.message : error);
    process.exit(1);
  });
}
