// Where the compiled worker stands. Guarantee: the same answer from the compiled code and from the TypeScript sources (tests),
// and a plain sentence where the build is missing. A worker thread runs compiled code only.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FROM_SOURCES = '/libs/channels/src/email/convert/';

/**
 * Path of the compiled worker file.
 * @param here `import.meta.url` of a module in this folder
 * @throws Error with code `BUILD.MISSING`
 */
export function workerPath(here: string): string {
  const beside = new URL('./convert.worker.js', here).href;
  const at = beside.lastIndexOf(FROM_SOURCES);
  const isSource = here.endsWith('.ts') && at !== -1;
  const path = fileURLToPath(isSource ? `${beside.slice(0, at)}/dist${beside.slice(at)}` : beside);
  if (!existsSync(path)) {
    throw Object.assign(new Error(`The mail converter's worker is not built (${path}). Run \`npm run build\` first.`), {
      code: 'BUILD.MISSING',
    });
  }
  return path;
}
