// The command line as ops use it: what it prints, and the exit code that a script goes by.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Database } from '#store';
import { createTestDatabase } from '../database/database.js';
import { makeDataDir, rail, removeDataDir } from '../product/product.js';

jest.setTimeout(60_000);

let own: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let dataDir: string;
let env: Record<string, string>;

beforeEach(async () => {
  own = await createTestDatabase();
  database = await Database.open({ url: own.url });
  dataDir = await makeDataDir();
  env = { DATABASE_URL: own.url, DATA_DIR: dataDir };
});

afterEach(async () => {
  await database.close();
  await own.drop();
  await removeDataDir(dataDir);
});

describe('rail', () => {
  it('audit exits with 0 while the ledger balances, and with 1 when it does not', async () => {
    expect((await rail(['seed'], env)).code).toBe(0);
    const good = await rail(['audit'], env);
    expect([good.code, good.stdout]).toEqual([0, expect.stringContaining('The ledger balances.')]);
    await database.rows(
      `INSERT INTO ledger_counter (channel_id, day, slot, accepted) SELECT min(id), current_date, 0, 1 FROM channel`,
    );
    const bad = await rail(['audit'], env);
    expect([bad.code, bad.stdout]).toEqual([1, expect.stringContaining('DOES NOT HOLD')]);
    expect(JSON.parse((await rail(['audit', '--json'], env)).stdout)).toMatchObject({ balanced: false });
  });

  it('seed refuses a database that holds a company', async () => {
    await rail(['seed'], env);
    const again = await rail(['seed'], env);
    expect([again.code, again.stderr.trim()]).toEqual([1, expect.stringContaining('Nordwerk Pumps')]);
  });

  // What they do is told by rail-document and rail-partner, which call them in a process that stays.
  it('export, import and partner end as processes of their own: with all that they said, and their code', async () => {
    await rail(['seed'], env);
    const exported = await rail(['export'], env);
    expect([exported.code, exported.stderr]).toEqual([0, '']);
    const file = join(dataDir, 'rail.yaml');
    await writeFile(file, exported.stdout);
    const taken = await rail(['import', file], env);
    expect(taken).toEqual({ code: 0, stdout: 'Nothing to change: there are no differences.\n', stderr: '' });
    await writeFile(file, 'company: [');
    const refused = await rail(['import', file], env);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/rail\.yaml:1:\d+: .*\nNothing was changed\.\n$/s);
    expect(await rail(['partner', 'list'], env)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('identities'),
    });
    expect(await rail(['partner', 'from-message', '7', '--key', 'k', '--name', 'K'], env)).toMatchObject({ code: 1 });
  });

  it('user adds people, and makes links for those who may sign in', async () => {
    await rail(['seed'], env);
    const added = await rail(['user', 'add', 'new@nordwerk.example', 'New Person', '--department', 'sales:agent'], env);
    expect([added.code, added.stdout]).toEqual([0, expect.stringMatching(/New Person may sign in: http\S+#token=\S+/)]);
    expect((await rail(['user', 'link', 'new@nordwerk.example'], env)).stdout).toMatch(/^http\S+#token=\S+\n$/);
    const wrong = await Promise.all([
      rail(['user', 'link', 'nobody@nordwerk.example'], env),
      rail(['user', 'add', 'x@y.example', 'X', '--department', 'moon:agent'], env),
      rail(['user', 'add', 'x@y.example', 'X', '--department', 'sales:king'], env),
      rail(['user', 'add', 'x@y.example', 'X'], env),
    ]);
    expect(wrong.map(answer => answer.code)).toEqual([1, 1, 1, 1]);
    expect(wrong.map(answer => answer.stderr.trim().split('\n').length)).toEqual([1, 1, 1, 1]);
  });

  it('preview needs no database, prints a line per file, and says what it cannot preview', async () => {
    const nothing = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', DATA_DIR: dataDir };
    const file = join(import.meta.dirname, '../fixtures/email/01-empty-from-sender.eml');
    const many = await rail(
      ['preview', 'email', ...Array.from({ length: 100 }, () => file), '/no/such/file.eml'],
      nothing,
    );
    const lines = many.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(many.code).toBe(0);
    expect(lines).toHaveLength(101);
    expect(lines[0]).toMatchObject({
      file,
      drafts: [{ kind: 'inquiry', subject: 'Pump seals' }],
      acks: [],
      suppressed: null,
      quarantined: [],
    });
    expect(lines[100]).toMatchObject({ drafts: [], quarantined: [{ reason: 'file.unreadable' }] });
    const other = await rail(['preview', 'pigeon', file], nothing);
    expect([other.code, other.stderr.trim()]).toEqual([1, expect.stringContaining('"pigeon"')]);
  });

  it('preview phone reads a log by the options that it is given, or says which it cannot use', async () => {
    const nothing = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', DATA_DIR: dataDir };
    const of = (name: string) => join(import.meta.dirname, '../fixtures/phone', name);
    const log = of('02-asterisk-ring-group-answered.csv');
    const shown = await rail(['preview', 'phone', '--country', 'DE', '--time-zone', 'Europe/Berlin', log], nothing);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      file: log,
      drafts: [{ kind: 'callback' }, { kind: 'call', requester: { phone: '+493012345678' } }, { kind: 'callback' }],
      calls: [{ outcome: 'answered', agent: '202', legs: 3 }],
      quarantined: [],
    });
    const csv = of('38-generic-csv-no-last-end.csv');
    const generic = ['preview', 'phone', '--source', 'generic-csv', csv];
    const mapped = await rail([...generic, '--columns', 'startedAt=began,from=2,to=to,outcome=state'], nothing);
    expect(JSON.parse(mapped.stdout).calls).toHaveLength(2);
    const unmapped = await rail(generic, nothing);
    expect([unmapped.code, unmapped.stderr.trim()]).toEqual([1, expect.stringContaining('columns must say where')]);
  });

  it('migrate says that there is nothing to do, replay that there is no such message', async () => {
    expect(await rail(['migrate'], env)).toMatchObject({ code: 0, stdout: 'The schema is up to date.\n' });
    expect(await rail(['replay', '7'], env)).toMatchObject({
      code: 1,
      stdout: 'Message 7 is neither in quarantine nor suppressed.\n',
    });
    expect((await rail(['replay', 'seven'], env)).code).toBe(1);
    expect((await rail(['nonsense'], env)).code).toBe(1);
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(await rail(['--version'], env)).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});
