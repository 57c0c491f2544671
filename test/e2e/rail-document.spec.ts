// A company's settings as a YAML file, through the built command line: what it says, what it saves, and that a bad file changes nothing.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { Database } from '#store';
import { createTestDatabase, type TestDatabase } from '../database/database.js';
import { makeTicket } from '../database/tickets.factory.js';
import { makeDataDir, removeDataDir } from '../product/product.js';
import { startResidentRail } from '../product/resident.rail.js';

jest.setTimeout(120_000);

const { rail, end } = startResidentRail();
afterAll(end);

// biome-ignore lint/suspicious/noExplicitAny: the test changes documents freely, to wrong ones too
type Loose = any;

let seeded: TestDatabase;
let own: TestDatabase;
let database: Database;
let dataDir: string;
let env: Record<string, string>;

beforeAll(async () => {
  seeded = await createTestDatabase();
  const folder = await makeDataDir();
  expect((await rail(['seed'], { DATABASE_URL: seeded.url, DATA_DIR: folder })).code).toBe(0);
  await removeDataDir(folder);
});
afterAll(() => seeded.drop());

beforeEach(async () => {
  own = await createTestDatabase(seeded);
  database = await Database.open({ url: own.url });
  dataDir = await makeDataDir();
  env = { DATABASE_URL: own.url, DATA_DIR: dataDir };
});

afterEach(async () => {
  await database.close();
  await own.drop();
  await removeDataDir(dataDir);
});

const exported = async (): Promise<string> => {
  const { code, stdout, stderr } = await rail(['export'], env);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

async function take(document: unknown, ...options: string[]) {
  const file = join(dataDir, 'rail.yaml');
  await writeFile(file, typeof document === 'string' ? document : stringify(document));
  const { code, stdout, stderr } = await rail(['import', file, ...options], env);
  return { code, stdout, faults: stderr.replaceAll(file, 'rail.yaml').trim().split('\n') };
}

const departmentId = async (key: string): Promise<number> =>
  (await database.rows<{ id: number }>('SELECT id FROM department WHERE key = $1', [key]))[0]!.id;

const NOTHING = { code: 0, stdout: 'Nothing to change: there are no differences.\n', faults: [''] };

const TEMPLATES = [
  {
    department: 'sales',
    title: 'Thanks',
    purpose: 'reply',
    kind: null,
    body: 'Hello {{requester.name|there}},\n\nthank you.\n',
  },
  { department: null, title: 'Thanks', purpose: 'reply', kind: 'order', body: 'Yes, {{ticket.number}}' },
];
const MACROS = [
  {
    department: 'sales',
    title: 'Thank and close',
    kind: null,
    steps: {
      reply: { department: 'sales', title: 'Thanks' },
      note: 'no',
      then: { state: 'waiting', workingHours: null },
    },
  },
];

describe('rail export and import', () => {
  it('an export is always the same text, and importing it changes nothing', async () => {
    expect((await take({ templates: TEMPLATES, macros: MACROS })).code).toBe(0);
    const before = await exported();
    expect(await exported()).toBe(before);
    expect(Object.keys(parse(before))).toEqual([
      'company',
      'departments',
      'kinds',
      'contracts',
      'templates',
      'macros',
      'partners',
      'channels',
      'rules',
      'webhooks',
      'members',
    ]);
    expect(await take(before, '--dry-run')).toEqual(NOTHING);
    expect(await take(before)).toEqual(NOTHING);
    const [most] = await database.rows(
      `SELECT (SELECT max(version) FROM ticket_kind) AS kind, (SELECT max(version) FROM handoff_contract) AS contract,
              (SELECT max(version) FROM department) AS department, (SELECT max(version) FROM reply_template) AS template`,
    );
    expect(most).toEqual({ kind: 1, contract: 1, department: 1, template: 1 });
    expect(await exported()).toBe(before);
  });

  it('an export holds no secret and no ticket', async () => {
    await makeTicket(database, { department_id: await departmentId('sales'), subject: 'Only in the ticket' });
    await database.rows(`UPDATE user_account SET password_hash = 'scrypt$canary' WHERE email LIKE 'mara@%'`);
    await database.rows(
      `INSERT INTO channel_secret (channel_id, name, sealed) SELECT id, 'smtpOut.password', 'v1.canary' FROM channel WHERE key = 'sales-mail'`,
    );
    await database.rows(
      `INSERT INTO webhook (name, url, events) VALUES ('Tracker', 'https://tracker.example.com/hook', '{}')`,
    );
    await database.rows(
      `INSERT INTO webhook_secret (webhook_id, name, sealed, version) SELECT id, 'current', 'v1.canary', 1 FROM webhook`,
    );
    const text = await exported();
    expect(text).toContain('mara@nordwerk.example');
    expect(text).not.toMatch(/canary|Only in the ticket/i);
  });

  it('a changed kind is said in words by a dry run, and becomes version 2 for new tickets', async () => {
    const ticket = await makeTicket(database, { department_id: await departmentId('sales'), kind: 'inquiry' });
    const document: Loose = parse(await exported());
    const kind = document.kinds.inquiry;
    const old = kind.toleranceMinutes;
    kind.toleranceMinutes = 77;
    kind.schema.properties.colour = { type: 'string', title: 'Colour' };
    const dry = await take(document, '--dry-run');
    expect(dry).toEqual({
      code: 0,
      faults: [''],
      stdout: `kind inquiry: version 1 becomes 2
  Tolerance in working minutes: ${old} is 77 now
  Field Colour is new
1 change; nothing is saved in a dry run.
`,
    });
    const versions = () =>
      database.rows(
        `SELECT version, definition->'toleranceMinutes' AS minutes FROM ticket_kind WHERE key = 'inquiry' ORDER BY 1`,
      );
    expect(await versions()).toEqual([{ version: 1, minutes: old }]);
    expect(await take(document)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 change saved.') });
    expect(await versions()).toEqual([
      { version: 1, minutes: old },
      { version: 2, minutes: 77 },
    ]);
    expect(await database.rows('SELECT kind_version FROM ticket WHERE id = $1', [ticket])).toEqual([
      { kind_version: 1 },
    ]);
    expect(await take(document)).toEqual(NOTHING);
  });

  it('settings move the due times of running tickets, in the import and not in the dry run', async () => {
    const id = await departmentId('sales');
    const due = new Date(Date.now() + 60 * 86_400_000);
    const ticket = await makeTicket(database, { department_id: id, due_at: due });
    const document: Loose = { departments: { sales: (parse(await exported()) as Loose).departments.sales } };
    const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
    document.departments.sales.closures = [{ from: day(5), to: day(25), name: 'Works holiday' }];
    document.departments.sales.claimLimit = 9;
    const stored = () =>
      database.rows<Loose>('SELECT d.claim_limit, t.due_at FROM department d, ticket t WHERE d.id = $1 AND t.id = $2', [
        id,
        ticket,
      ]);
    const dry = await take(document, '--dry-run');
    expect(dry.stdout).toContain('department sales\n');
    expect(dry.stdout).toContain('  Tickets in hand of one person: 5 is 9 now\n');
    expect(dry.stdout).toContain('  Running tickets that become due at another time: 1\n');
    expect(await stored()).toEqual([{ claim_limit: 5, due_at: due }]);
    expect((await take(document)).code).toBe(0);
    const [after] = await stored();
    expect(after.claim_limit).toBe(9);
    expect(after.due_at.getTime()).toBeGreaterThan(due.getTime());
  });

  it('a contract may name a kind of the same document, and no other that there is not', async () => {
    const document: Loose = parse(await exported());
    const [contract] = Object.values(document.contracts) as Loose[];
    const sample = { contracts: { 'sample-request': { ...contract, kind: 'sample', prefill: {} } } };
    expect(await take(sample)).toMatchObject({
      code: 1,
      faults: [
        expect.stringMatching(
          /^rail\.yaml:\d+:5: \/contracts\/sample-request\/kind: There is no ticket kind "sample"$/,
        ),
        'Nothing was changed.',
      ],
    });
    const both = { kinds: { sample: { ...document.kinds.inquiry, title: 'Sample' } }, ...sample };
    expect((await take(both, '--dry-run')).stdout).toBe(
      'kind sample is new\ncontract sample-request is new\n2 changes; nothing is saved in a dry run.\n',
    );
    expect(await take(sample)).toMatchObject({ code: 1 });
    expect(await take(both)).toMatchObject({ code: 0, stdout: expect.stringContaining('2 changes saved.') });
    expect(await take(both)).toEqual(NOTHING);
  });

  it('a bad document changes nothing, and names line and path of all that is wrong', async () => {
    const before = await exported();
    const document: Loose = parse(before);
    document.kinds.inquiry.toleranceMinutes = 99;
    document.departments.sales.kindLimits = { unicorn: 3 };
    document.departments.moon = document.departments.sales;
    document.templates = [...TEMPLATES, TEMPLATES[0], { ...TEMPLATES[0], title: 'Bad', body: 'Hello {{password}}' }];
    const { code, stdout, faults } = await take(stringify(document, { aliasDuplicateObjects: false }));
    expect([code, stdout]).toEqual([1, '']);
    expect(faults.map(fault => fault.replace(/^rail\.yaml:\d+:\d+: /, ''))).toEqual([
      '/departments/sales/kindLimits/unicorn: There is no ticket kind "unicorn"',
      '/departments/moon/kindLimits/unicorn: There is no ticket kind "unicorn"',
      '/departments/moon/name: "Sales" is the name of department sales already',
      '/templates/2/title: "Thanks" of sales stands here twice',
      '/templates/3/body: There is no variable "password" (line 1, column 7)',
      'Nothing was changed.',
    ]);
    expect(await exported()).toBe(before);
    const unknown = await take(before.replace('  inquiry:\n', '  inquiry:\n    color: red\n'));
    const line = before.split('\n').indexOf('  inquiry:') + 2;
    expect(unknown.faults[0]).toBe(`rail.yaml:${line}:5: /kinds/inquiry/color: There is no "color" here`);
    expect(await exported()).toBe(before);
    expect(await rail(['import', '/no/such/file.yaml'], env)).toMatchObject({
      code: 1,
      stderr: '/no/such/file.yaml cannot be read (ENOENT)\n',
    });
  });

  it('templates and macros go by department and title; a macro finds its template in the same document', async () => {
    const first = await take({ templates: TEMPLATES, macros: MACROS });
    expect(first.stdout).toBe(
      'template "Thanks" of sales is new\ntemplate "Thanks" of the company is new\nmacro "Thank and close" of sales is new\n3 changes saved.\n',
    );
    const [macro] = await database.rows<Loose>(
      `SELECT m.steps->'reply' = to_jsonb(t.id) AS same FROM macro m, reply_template t JOIN department d ON d.id = t.department_id WHERE d.key = 'sales'`,
    );
    expect(macro).toEqual({ same: true });
    const second = await take({ templates: [{ ...TEMPLATES[0], body: 'Short' }], macros: MACROS });
    expect(second.stdout).toMatch(/^template "Thanks" of sales\n {2}Text: .* is "Short" now\n1 change saved\.\n$/);
    const wrong = await take({
      macros: [
        { ...MACROS[0], steps: { reply: { department: 'sales', title: 'Nowhere' } } },
        { ...MACROS[0], title: 'Other', steps: { reply: { department: 'sales', title: 'Thanks' } }, department: null },
        {
          ...MACROS[0],
          title: 'Third',
          kind: 'order',
          steps: { fields: { nonsense: 1 }, then: { state: 'done', outcome: 'nowhere' } },
        },
      ],
    });
    expect(wrong.faults.map(fault => fault.replace(/^rail\.yaml:\d+:\d+: /, ''))).toEqual([
      '/macros/0/steps/reply: There is no template "Nowhere" of sales',
      '/macros/1/steps/reply: Is no template of this department',
      '/macros/2/steps/fields/nonsense: Is no field of this kind',
      '/macros/2/steps/then/outcome: Is no outcome of this kind',
      'Nothing was changed.',
    ]);
  });

  it('a whole company moves into an empty one: departments, people, channels, rules and webhooks, and the same text comes out', async () => {
    await database.rows(
      `INSERT INTO webhook (name, url, events) VALUES ('Tracker', 'https://tracker.example.com/hook', '{handoff.offered}')`,
    );
    const text = await exported();
    const other = await createTestDatabase();
    try {
      const there = { DATABASE_URL: other.url, DATA_DIR: dataDir };
      const elsewhere = await Database.open({ url: other.url });
      await elsewhere.rows(`INSERT INTO company (name) VALUES ('My company')`);
      await elsewhere.close();
      const file = join(dataDir, 'whole.yaml');
      await writeFile(file, text);
      const dry = await rail(['import', file, '--dry-run'], there);
      expect([dry.code, dry.stderr]).toEqual([0, '']);
      for (const said of [
        '  Name: "My company" is "Nordwerk Pumps" now',
        'department sales is new',
        'channel sales-mail is new',
        '  Enter its secrets in the console, as far as it needs them: ',
        '  Rule "Trouble words" is new, at place ',
        'webhook Tracker is new',
        'member mara@nordwerk.example is new',
        '  Invite them with: rail user link mara@nordwerk.example',
      ])
        expect(dry.stdout).toContain(said);
      expect((await rail(['export'], there)).stdout).not.toContain('Nordwerk');
      expect(await rail(['import', file], there)).toMatchObject({ code: 0, stderr: '' });
      expect((await rail(['export'], there)).stdout).toBe(text);
      expect((await rail(['import', file], there)).stdout).toBe('Nothing to change: there are no differences.\n');
    } finally {
      await other.drop();
    }
  });

  it('a database without a company gets one by the document, once', async () => {
    const other = await createTestDatabase();
    try {
      const there = { DATABASE_URL: other.url, DATA_DIR: dataDir };
      const file = join(dataDir, 'company.yaml');
      await writeFile(file, stringify({ company: { name: 'Kelp', timeZone: 'Moon/Base' } }));
      expect((await rail(['import', file], there)).stderr).toContain(': /company/timeZone: ');
      await writeFile(file, stringify({ company: { name: 'Kelp', timeZone: 'Europe/Berlin' } }));
      expect((await rail(['import', file], there)).stdout).toContain('1 change saved.');
      expect((await rail(['import', file], there)).stdout).toBe(NOTHING.stdout);
      expect((parse((await rail(['export'], there)).stdout) as Loose).company).toEqual({
        name: 'Kelp',
        timeZone: 'Europe/Berlin',
      });
    } finally {
      await other.drop();
    }
  });

  it('a channel is changed where nothing secret would go to another server; where it would, nothing is changed', async () => {
    const document: Loose = parse(await exported());
    const mail = { channels: { 'sales-mail': document.channels['sales-mail'] } };
    mail.channels['sales-mail'].settings.fromName = 'Nordwerk Sales Team';
    mail.channels['sales-mail'].enabled = false;
    expect((await take(mail, '--dry-run')).stdout).toBe(
      'channel sales-mail\n  Setting fromName: "Nordwerk Sales" is "Nordwerk Sales Team" now\n  Switched on: yes is no now\n1 change; nothing is saved in a dry run.\n'.replace(
        'yes is no',
        'true is false',
      ),
    );
    expect((await take(mail)).code).toBe(0);
    const stored = () =>
      database.rows<Loose>(`SELECT enabled, settings->'fromName' AS name FROM channel WHERE key = 'sales-mail'`);
    expect(await stored()).toEqual([{ enabled: false, name: 'Nordwerk Sales Team' }]);
    await database.rows(
      `INSERT INTO channel_secret (channel_id, name, sealed) SELECT id, 'smtpOut.password', 'sealed' FROM channel WHERE key = 'sales-mail'`,
    );
    mail.channels['sales-mail'].settings.smtpOut.host = 'mail.elsewhere.example';
    mail.channels['sales-mail'].enabled = true;
    expect((await take(mail)).faults).toEqual([
      expect.stringMatching(
        /^rail\.yaml:\d+:5: \/channels\/sales-mail\/settings: The server changed: do it in the console, where smtpOut\.password is entered again$/,
      ),
      'Nothing was changed.',
    ]);
    expect(await stored()).toEqual([{ enabled: false, name: 'Nordwerk Sales Team' }]);
    mail.channels['sales-mail'].settings.smtpOut.port = 'many';
    mail.channels['sales-mail'].department = 'moon';
    expect((await take(mail)).faults[0]).toMatch(/\/channels\/sales-mail\/department: There is no department "moon"$/);
    mail.channels['sales-mail'].department = 'sales';
    expect((await take(mail)).faults[0]).toMatch(
      /^rail\.yaml:\d+:\d+: \/channels\/sales-mail\/settings\/smtpOut\/port: /,
    );
    expect((await take({ channels: { x: { ...mail.channels['sales-mail'], password: 'no' } } })).faults[0]).toMatch(
      /: \/channels\/x\/password: There is no "password" here$/,
    );
  });

  it('the rules are one list: what is new, changed, gone and elsewhere in the order is said', async () => {
    const { rules }: Loose = parse(await exported());
    const [quotation, change, status, ...rest] = rules;
    const next = [status, { ...quotation, enabled: false }, ...rest, { ...change, name: 'Changes' }];
    expect((await take({ rules: next })).stdout.split('\n')).toEqual([
      'rules',
      '  Rule "Change words" is gone',
      '  Rule "Quotation words" is switched off',
      `  Rule "Changes" is new, at place ${next.length}`,
      expect.stringMatching(/^ {2}The order is "Status words", /),
      '1 change saved.',
      '',
    ]);
    expect((parse(await exported()) as Loose).rules).toEqual(next);
    const asked = {
      name: 'Strangers',
      conditions: { number: '+49 30*', customer: 'stranger' },
      effect: { priority: 'expedite' },
    };
    const more = [...next, { department: 'sales', enabled: true, ...asked }];
    expect((await take({ rules: more })).stdout).toContain(`Rule "Strangers" is new, at place ${more.length}`);
    expect((parse(await exported()) as Loose).rules).toEqual(more);
    expect((await take({ rules: more })).stdout).toMatch(/^Nothing to change/);
    const nobody = [{ ...more.at(-1), conditions: { partner: 'nobody' } }];
    expect((await take({ rules: nobody })).faults[0]).toMatch(
      /\/rules\/0\/conditions\/partner: There is no trading partner "nobody"$/,
    );
    const [versions] = await database.rows<Loose>(
      `SELECT max(version) AS newest, max(note) AS note, (SELECT count(*)::int FROM audit_entry WHERE thing = 'version of the rules') AS lines FROM rule_version`,
    );
    // The first version is the empty table that the database is made with: nobody's change.
    expect(versions).toEqual({ newest: 4, note: 'Read in from a file', lines: 3 });
    const wrong = [{ ...quotation, effect: { kind: 'unicorn', department: 'moon' } }];
    expect((await take({ rules: wrong })).faults.map(fault => fault.replace(/^rail\.yaml:\d+:\d+: /, ''))).toEqual([
      '/rules/0/effect/department: There is no department "moon"',
      '/rules/0/effect/kind: There is no ticket kind "unicorn"',
      'Nothing was changed.',
    ]);
  });

  it('people get rights and lose them, and somebody who may rule the company always stays', async () => {
    const mara = { name: 'Mara Lind', isAdmin: false, departments: { sales: 'supervisor' } };
    expect((await take({ members: { 'MARA@nordwerk.example': mara } })).stdout).toContain('  Departments: ');
    const rights = () =>
      database.rows<Loose>(
        `SELECT u.email, d.key, m.role FROM membership m JOIN user_account u ON u.id = m.user_id JOIN department d ON d.id = m.department_id WHERE u.email LIKE 'mara@%'`,
      );
    expect(await rights()).toEqual([{ email: 'mara@nordwerk.example', key: 'sales', role: 'supervisor' }]);
    const admin = { name: 'Demo Admin', isAdmin: false, departments: { sales: 'agent' } };
    expect((await take({ members: { 'admin@nordwerk.example': admin } })).faults[0]).toMatch(
      /\/members\/admin@nordwerk\.example: Is the last administrator: nobody could change anything any more$/,
    );
    const both = { 'admin@nordwerk.example': admin, 'mara@nordwerk.example': { ...mara, isAdmin: true } };
    expect((await take({ members: both })).stdout).toContain('2 changes saved.');
    const gone = { 'theo@nordwerk.example': { name: 'Theo Brandt', isAdmin: false, departments: {} } };
    expect((await take({ members: gone })).faults[0]).toMatch(/Choose a department, or make them an administrator$/);
  });

  it('each change stands in the audit log, as the command line’s', async () => {
    await take({ company: { name: 'Nordwerk' } });
    expect(
      await database.rows(`SELECT actor->>'kind' AS who, thing, changes FROM audit_entry ORDER BY seq DESC LIMIT 1`),
    ).toEqual([
      { who: 'command', thing: 'company', changes: { name: { before: 'Nordwerk Pumps', after: 'Nordwerk' } } },
    ]);
  });
});
