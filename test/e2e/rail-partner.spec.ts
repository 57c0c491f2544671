// Trading partners on the command line: added, listed, made of an unknown sender; and as part of the company's document.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { Database } from '#store';
import { createTestDatabase } from '../database/database.js';
import { edifact, makeMessage, x12 } from '../integration/trade.things.js';
import { makeDataDir, removeDataDir } from '../product/product.js';
import { startResidentRail } from '../product/resident.rail.js';

jest.setTimeout(120_000);

const { rail, end } = startResidentRail();
afterAll(end);

let own: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let dataDir: string;
let env: Record<string, string>;
let place: { departmentId: number; channelId: number };

beforeEach(async () => {
  own = await createTestDatabase();
  database = await Database.open({ url: own.url });
  dataDir = await makeDataDir();
  env = { DATABASE_URL: own.url, DATA_DIR: dataDir };
  expect((await rail(['seed'], env)).code).toBe(0);
  const [channel] = await database.rows<{ id: number; department_id: number }>(
    'SELECT id, department_id FROM channel ORDER BY id LIMIT 1',
  );
  place = { channelId: channel!.id, departmentId: channel!.department_id };
});

afterEach(async () => {
  await database.close();
  await own.drop();
  await removeDataDir(dataDir);
});

const partner = (...args: string[]) => rail(['partner', ...args], env);
const stored = () =>
  database.rows<{ key: string; standard: string; agreement: object }>(
    'SELECT key, standard, agreement FROM partner ORDER BY key',
  );

describe('rail partner', () => {
  it('adds partners with what is usual or what is said, and lists them', async () => {
    expect((await partner('list')).stdout).toMatch(/^key +name +standard +identities +last traffic\n$/);
    const added = await partner('add', 'north-mill', 'North Mill', '--x12', 'ZZ:NORTHMILL', '--x12', '01:5550102');
    expect([added.code, added.stdout]).toEqual([0, 'North Mill is a partner now.\n']);
    const agreed = ['--errors', 'note-errors', '--accepts', 'both', '--version', 'D:96A', '--days', '30'];
    expect((await partner('add', 'south', 'South', '--edifact', 'SOUTH', '--own', '14:US', ...agreed)).code).toBe(0);
    expect(await stored()).toMatchObject([
      {
        key: 'north-mill',
        standard: 'x12',
        agreement: { acknowledge: '997', errors: 'reject', duplicateWindowDays: 90 },
      },
      {
        key: 'south',
        standard: 'edifact',
        agreement: { acknowledge: 'contrl', errors: 'note-errors', versions: ['D:96A'], duplicateWindowDays: 30 },
      },
    ]);
    const lines = (await partner('list')).stdout.split('\n');
    expect(lines[1]).toMatch(/^north-mill +North Mill +x12 +ZZ:NORTHMILL 01:5550102 +never$/);
    expect(lines[2]).toMatch(/^south +South +edifact +SOUTH +never$/);
  });

  it('says in one line what cannot be', async () => {
    await partner('add', 'north', 'North', '--x12', 'ZZ:NORTH');
    const refused = [
      [['add', 'other', 'Other', '--x12', 'ZZ:NORTH'], 'ZZ:NORTH is North already'],
      [['add', 'north', 'Other', '--x12', 'ZZ:OTHER'], 'North has this key already'],
      [['add', 'other', 'Other'], /^Say as what they send/],
      [['add', 'other', 'Other', '--x12', 'ZZ:A', '--edifact', 'B'], /^Say as what they send/],
      [['add', 'other', 'Other', '--x12', 'ZZ:A', '--acknowledge', 'contrl'], /^\/acknowledge: X12 is answered with/],
      [['add', 'Not A Key', 'Other', '--x12', 'ZZ:A'], /^key: /],
      [['add', 'other', 'Other', '--x12', 'ZZ:A', '--accepts', 'all'], /^accepts: /],
      [['from-message', '99999', '--key', 'k', '--name', 'N'], 'There is no message 99999'],
    ] as const;
    for (const [args, words] of refused) {
      const { code, stderr } = await partner(...args);
      expect([args.join(' '), code]).toEqual([args.join(' '), 1]);
      if (typeof words === 'string') expect(stderr).toBe(`${words}\n`);
      else expect(stderr.trim()).toMatch(words);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
    expect(await stored()).toHaveLength(1);
  });

  it('makes a partner of an unknown sender, and says how much goes on its way again', async () => {
    const first = await makeMessage(database, place, x12('NORTHMILL', 1));
    await makeMessage(database, place, x12('NORTHMILL', 2));
    await makeMessage(database, place, x12('OTHER', 1));
    const bare = await makeMessage(database, place, edifact('4012345000009'));
    const made = await partner('from-message', String(first), '--key', 'north', '--name', 'North', '--accepts', 'both');
    expect([made.code, made.stdout]).toEqual([0, 'North is a partner now; 2 messages are on the way again.\n']);
    const one = await partner('from-message', String(bare), '--key', 'bare', '--name', 'Bare');
    expect(one.stdout).toBe('Bare is a partner now; 1 message is on the way again.\n');
    const again = await partner('from-message', String(first), '--key', 'more', '--name', 'More');
    expect([again.code, again.stderr]).toEqual([1, `Message ${first} is not in quarantine\n`]);
    expect(await stored()).toMatchObject([
      { standard: 'edifact' },
      { standard: 'x12', agreement: { accepts: 'both' } },
    ]);
  });
});

describe('partners in a document', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the test changes documents freely, to wrong ones too
  const exported = async (): Promise<any> => parse((await rail(['export'], env)).stdout);
  async function take(document: unknown, ...options: string[]) {
    const file = join(dataDir, 'rail.yaml');
    await writeFile(file, stringify(document));
    const { code, stdout, stderr } = await rail(['import', file, ...options], env);
    return { code, stdout, stderr: stderr.replaceAll(file, 'rail.yaml') };
  }

  it('are exported, changed in words by a dry run, and saved by an import', async () => {
    await partner('add', 'north', 'North', '--x12', 'ZZ:NORTH');
    const before = await exported();
    expect(before.partners.north).toMatchObject({ name: 'North', identities: [{ qualifier: 'ZZ', id: 'NORTH' }] });
    expect((await take(before)).stdout).toBe('Nothing to change: there are no differences.\n');
    const { partners } = before;
    const south = { ...partners.north, name: 'South', identities: [{ qualifier: 'ZZ', id: 'NORTH' }] };
    // An identity goes over to a partner that stands before the one that gives it up.
    const changed = {
      partners: {
        another: south,
        north: { ...partners.north, errors: 'note-errors', identities: [{ qualifier: '01', id: '555' }] },
      },
    };
    const expected = `partner north
  A set with errors: "reject" is "note-errors" now
  They are: ["ZZ NORTH"] is ["01 555"] now
partner another is new
`;
    expect(await take(changed, '--dry-run')).toEqual({
      code: 0,
      stdout: `${expected}2 changes; nothing is saved in a dry run.\n`,
      stderr: '',
    });
    expect(await stored()).toHaveLength(1);
    expect((await take(changed)).stdout).toBe(`${expected}2 changes saved.\n`);
    expect((await exported()).partners).toEqual(changed.partners);
  });

  it('that cannot be are named with their line, and nothing is saved', async () => {
    await partner('add', 'north', 'North', '--x12', 'ZZ:NORTH');
    const { partners } = await exported();
    const twin = { partners: { twin: { ...partners.north, name: 'Twin' } } };
    const refused = await take(twin);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^rail.yaml:\d+:\d+: \/partners\/twin\/identities\/0\/id: ZZ NORTH is North already\n/,
    );
    const wrong = await take({ partners: { north: { ...partners.north, acknowledge: 'contrl' } } });
    expect(wrong.stderr).toMatch(/^rail.yaml:\d+:\d+: \/partners\/north\/acknowledge: X12 is answered with/);
    expect(await stored()).toHaveLength(1);
  });
});
