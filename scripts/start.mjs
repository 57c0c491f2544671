// `npm start`: builds what is stale, then becomes the standalone app. Arguments are passed through (`npm start -- --empty`).
// Readable by Node 14, so that an old version gets one clear line; everything newer is imported after the check.
import { refuseOldNode } from './node-version.mjs';

refuseOldNode();

async function becomeStandalone() {
  const { build } = await import('./build.mjs');
  const { loadEnvironmentFile } = await import('./environment-file.mjs');
  await build();
  loadEnvironmentFile();
  const main = new URL('../dist/server/standalone.js', import.meta.url);
  await import(main.href);
}

becomeStandalone().catch(error => {
  console.error(error.expected ? error.message : error);
  process.exit(1);
});
