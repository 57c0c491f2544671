#!/usr/bin/env node
// The command line: `rail preview`, `rail audit`, `rail migrate`, … The commands themselves are in apps/standalone.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadEnvironmentFile } from '../scripts/environment-file.mjs';
import { refuseOldNode } from '../scripts/node-version.mjs';

refuseOldNode();

const command = new URL('../dist/server/rail.js', import.meta.url);
if (!existsSync(fileURLToPath(command))) {
  console.error('rail is not built yet: run "npm run build" first');
  process.exit(1);
}
loadEnvironmentFile();
const { main } = await import(command.href);
process.exitCode = await main(process.argv.slice(2));
