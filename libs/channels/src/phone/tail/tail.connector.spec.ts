// Logs on a real disk: what telephone systems and logrotate do to them, and what is stored.
import { appendFile, chmod, copyFile, mkdir, mkdtemp, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '#channels/contract';
import { createFakePorts, type FakePorts, RetryableFailure } from '../../../../../test/servers/connector-ports.js';
import { phoneSettings } from '../phone.settings.js';
import { createTailConnector, logLease } from './tail.connector.js';
import { TAIL_TIMINGS, type TailTimings } from './tail.timings.js';

const timings: TailTimings = { ...TAIL_TIMINGS, retry: { first: 10, longest: 50 }, standbyAfter: 20, quietLooks: 2 };
let folder: string;
let log: string;
let ports: FakePorts;
let running: Connector[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calls-'));
  log = join(folder, 'Master.csv');
  ports = createFakePorts();
});
afterEach(async () => {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
});

async function stopAll(): Promise<void> {
  await Promise.all(running.map(one => one.stop()));
  running = [];
}

async function start(files = [log], more: Partial<TailTimings> = {}, settings: object = {}): Promise<Connector> {
  const parsed = phoneSettings.parse({
    ...{ source: 'asterisk-csv', country: 'DE', timeZone: 'Europe/Berlin', files, pollSeconds: 0.05 },
    ours: { extensions: ['2xx'] },
    ...settings,
  });
  const connector = createTailConnector({ channelId: 1, settings: parsed }, ports, { ...timings, ...more });
  running.push(connector);
  await connector.start();
  return connector;
}

const row = (n: number) =>
  `"","030${10_000_000 + n}","600","x","","SIP/t-0000000a","","Dial","","2026-11-27 10:15:00","","",20,0,"NO ANSWER","DOC","1795770900.${n}","","","1795770900.${n}",${n}`;
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${row(from + at)}\n`).join('');
const stored = () => ports.stored.map(({ raw }) => raw.toString());
const expected = (count: number) => Array.from({ length: count }, (_, at) => row(at + 1));
const has = (count: number) => ports.until(`${count} records`, () => ports.stored.length >= count);
const looks = async (count: number) => {
  const from = ports.healths.length;
  await ports.until(`${count} looks`, () => ports.healths.length >= from + count);
};

it('takes what is there, then what is added, byte for byte, each record once', async () => {
  await writeFile(log, rows(1, 1200));
  await start();
  await has(1200);
  await appendFile(log, rows(1201, 1203));
  await has(1203);
  expect(stored()).toEqual(expected(1203));
  expect(ports.offered).toHaveLength(1203);
  expect(Math.max(...ports.batches)).toBeLessThanOrEqual(500);
  expect(ports.stored[1202]).toMatchObject({
    sourceIdentity: 'phone\nasterisk-csv\n1795770900.1203 1795770900.1203 1203',
    conversationKey: '["phone",1,"1795770900.1203"]',
    transport: { via: 'log', file: log, line: 1203, separator: ',', columns: null },
  });
});

it('waits for the rest of a half last line', async () => {
  const [first, second] = [row(1), row(2)];
  await writeFile(log, `${first}\n${second.slice(0, 40)}`);
  await start();
  await has(1);
  await looks(3);
  expect(stored()).toEqual([first]);
  await appendFile(log, `${second.slice(40)}\n`);
  await has(2);
  expect(stored()).toEqual([first, second]);
});

it('takes a last line without an end when nobody has gone on with it for long', async () => {
  await writeFile(log, `${row(1)}\n${row(2)}`);
  await start([log], { lineAfter: 100 });
  await has(2);
  await appendFile(log, `\n${row(3)}\n`);
  await has(3);
  expect(stored()).toEqual(expected(3));
});

it('goes on after a restart where it was, with what the head of the file said', async () => {
  const header = 'src;dst;start;disposition;uniqueid;sequence\n';
  const short = (n: number) => `030;600;2026-11-27 10:15:00;BUSY;179.${n};${n}`;
  await writeFile(log, `${header}${short(1)}\n`);
  await start();
  await has(1);
  await stopAll();
  await appendFile(log, `${short(2)}\n`);
  await start();
  await has(2);
  await looks(2);
  expect(ports.offered).toHaveLength(2);
  expect(ports.stored[1]!.transport).toMatchObject({
    line: 3,
    separator: ';',
    columns: ['src', 'dst', 'start', 'disposition', 'uniqueid', 'sequence'],
  });
});

it('follows a rotation: renamed and made anew, with lines that came in between', async () => {
  await writeFile(log, rows(1, 3));
  await start();
  await has(3);
  await appendFile(log, rows(4, 4));
  await rename(log, `${log}.1`);
  await appendFile(`${log}.1`, rows(5, 5));
  await writeFile(log, rows(6, 7));
  await has(7);
  expect(stored().sort()).toEqual(expected(7).sort());
});

it('follows a rotation that happened while nobody looked', async () => {
  await writeFile(log, rows(1, 3));
  await start();
  await has(3);
  await stopAll();
  await appendFile(log, `${rows(4, 4)}${row(5)}`);
  await rename(log, `${log}-20261127`);
  await writeFile(log, rows(6, 6));
  await start();
  await has(6);
  expect(stored().sort()).toEqual(expected(6).sort());
  expect(ports.offered).toHaveLength(6);
});

it('reads a file to its end that was renamed and deleted at once, and goes on when a new one is there', async () => {
  await writeFile(log, rows(1, 3));
  await start();
  await has(3);
  await appendFile(log, rows(4, 4));
  await unlink(log);
  await has(4);
  await ports.until('the missing file shows', () => ports.lastHealth(1)?.state === 'failing');
  expect(ports.lastHealth(1)).toMatchObject({ code: 'PHONE.MISSING', problem: `"${log}" is not there (ENOENT)` });
  await writeFile(log, rows(5, 5));
  await has(5);
  await ports.until('it is well again', () => ports.lastHealth(1)?.state === 'ok');
  expect(stored()).toEqual(expected(5));
});

it('follows a rotation that copies and truncates, also where the file has grown past the place since', async () => {
  await writeFile(log, rows(1, 3));
  await start();
  await has(3);
  await stopAll();
  await appendFile(log, rows(4, 4));
  await copyFile(log, `${log}.1`);
  await truncate(log, 0);
  await appendFile(log, rows(5, 12));
  await start();
  await has(12);
  expect(stored().sort()).toEqual(expected(12).sort());
});

it('stores nothing twice of a file that was written anew or is read again', async () => {
  await writeFile(log, rows(1, 3));
  await start();
  await has(3);
  await writeFile(log, `${rows(2, 3)}${rows(4, 4)}`);
  await has(4);
  await stopAll();
  ports.cursors.clear();
  await start();
  await ports.until('all is read again', () => ports.offered.length >= 8);
  expect(stored()).toEqual(expected(4));
});

it('says when what a log was before its rotation cannot be found', async () => {
  await writeFile(log, rows(1, 3));
  await start();
  await has(3);
  await stopAll();
  await writeFile(log, rows(4, 4));
  await start();
  await has(4);
  await ports.until('a warning', () =>
    JSON.stringify(ports.lastHealth(1)).includes('before its rotation is not there'),
  );
});

it('reads all files that a star finds, each to its end', async () => {
  await writeFile(join(folder, 'cdr_1'), rows(1, 2));
  await writeFile(join(folder, 'other'), rows(50, 51));
  await start([join(folder, 'cdr_*')]);
  await has(2);
  await writeFile(join(folder, 'cdr_2'), rows(3, 4));
  await has(4);
  await looks(2);
  expect(stored()).toEqual(expected(4));
  expect(ports.lastHealth(1)).toMatchObject({ state: 'ok', detail: 'reading 2 logs' });
});

it('reads the others while one is missing, and names it', async () => {
  await writeFile(log, rows(1, 1));
  const missing = join(folder, 'no', 'Other.csv');
  await start([missing, log, join(folder, 'cdr_*')]);
  await has(1);
  await ports.until('a warning', () => ports.lastHealth(1)?.state === 'ok');
  const { warning } = ports.lastHealth(1) as { warning: string };
  expect(warning).toContain(`"${missing}" is not there`);
  expect(warning).toContain(`no file is called "${join(folder, 'cdr_*')}"`);
});

it('says in plain words what is in the way, and goes on by itself', async () => {
  await mkdir(log);
  await start();
  await ports.until('a folder shows', () => ports.lastHealth(1)?.state === 'failing');
  expect(ports.lastHealth(1)).toMatchObject({ code: 'PHONE.UNREADABLE', problem: `"${log}" is no plain file` });
  await rm(log, { recursive: true });
  await writeFile(log, rows(1, 1));
  await has(1);
});

it('says that a log may not be read', async () => {
  await chmod(folder, 0o755);
  await writeFile(log, rows(1, 1));
  await chmod(log, 0);
  // Root may read everything: then it is read as somebody who may not.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid!('nobody');
  try {
    await start();
    await ports.until('it shows', () => ports.lastHealth(1)?.state === 'failing');
    expect(ports.lastHealth(1)).toMatchObject({
      code: 'PHONE.NO_PERMISSION',
      problem: `"${log}" may not be read by this process (EACCES)`,
    });
  } finally {
    if (isRoot) process.seteuid!(0);
  }
  await chmod(log, 0o600);
  await has(1);
});

it('keeps its place while the database is away, and after a crash between the commit and the next look', async () => {
  await writeFile(log, rows(1, 3));
  let failures = 2;
  ports.beforeCommit = () => {
    if (failures-- > 0) throw new RetryableFailure('away');
  };
  let crashes = 1;
  ports.afterCommit = () => {
    if (crashes-- > 0) throw new RetryableFailure('away');
  };
  await start();
  await has(3);
  await looks(2);
  expect(ports.healths).toContainEqual(
    expect.objectContaining({ health: expect.objectContaining({ code: 'STORE.AWAY' }) }),
  );
  await appendFile(log, rows(4, 4));
  await has(4);
  expect(stored()).toEqual(expected(4));
});

it('has one reader: another one stands by, and goes on at the same place', async () => {
  await writeFile(log, rows(1, 2));
  const first = await start();
  await has(2);
  await start();
  await ports.until('standby', () => ports.healths.some(({ health }) => health.state === 'standby'));
  await first.stop();
  await appendFile(log, rows(3, 3));
  await has(3);
  expect(ports.offered).toHaveLength(3);
});

it('that lost its lease stores nothing more until it has it again', async () => {
  await writeFile(log, rows(1, 2));
  await start();
  await has(2);
  ports.occupyLease(logLease(1));
  ports.loseLease(logLease(1));
  await appendFile(log, rows(3, 3));
  await ports.until('standby', () => ports.lastHealth(1)?.state === 'standby');
  expect(ports.stored).toHaveLength(2);
  ports.freeLease(logLease(1));
  await has(3);
});

it('reads a file of CUCM without its names and types, and UTF-16', async () => {
  const names = '"cdrRecordType","globalCallID_callManagerId","globalCallID_callId","dateTimeOrigination"';
  const text = `${names}\nINTEGER,INTEGER,INTEGER,INTEGER\n1,1,5,1795770900\n`;
  await writeFile(log, Buffer.from(`\ufeff${text}`, 'utf16le'));
  await start([log], {}, { source: 'cisco-cucm' });
  await has(1);
  await looks(2);
  expect(ports.stored).toHaveLength(1);
  expect(ports.stored[0]).toMatchObject({
    raw: Buffer.from('1,1,5,1795770900', 'utf16le'),
    transport: { width: 'utf-16le', line: 3 },
  });
});
