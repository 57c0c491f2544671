// `npm run bench [-- NAME…]`: runs the benchmarks one after the other, so that none takes the processor from another. They print ratios;
// nothing is asserted. A NAME is a part of a file's name in test/bench.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { refuseOldNode } from './node-version.mjs';
import { Expected, ROOT, runNode, start } from './run.mjs';

refuseOldNode();

start(async () => {
  await build({ serverOnly: true });
  const folder = join(ROOT, 'dist/test/bench');
  const names = process.argv.slice(2);
  const files = (existsSync(folder) ? readdirSync(folder) : [])
    .filter(file => file.endsWith('.bench.js') && (names.length === 0 || names.some(name => file.includes(name))))
    .sort();
  if (files.length === 0)
    throw new Expected(`no benchmark${names.length > 0 ? ` is named like ${names.join(', ')}` : ' found'}`);
  for (const file of files) {
    console.log(`\n${file.replace(/\.bench\.js$/, '')}`);
    const { code } = await runNode([join(folder, file)], { show: true });
    if (code !== 0) throw new Expected(`${file} ended with code ${code}`);
  }
});
