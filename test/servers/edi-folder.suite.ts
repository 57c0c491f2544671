// What the pick-up and the deliverer of an EDI channel do, whatever the transport: run against a local folder always, and over SFTP where sshd is
// installed. Files are written beside the transport, as a partner's own system would.
import { existsSync } from 'node:fs';
import { chown, lstat, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connector, Health, OutboundMail } from '#channels/contract';
import { channelLease } from '#channels/contract';
import { createFolderDeliverer } from '../../libs/channels/src/edi/transport/deliver/folder.deliverer.js';
import type { RemoteFolder } from '../../libs/channels/src/edi/transport/folder/remote.folder.js';
import { FolderFault } from '../../libs/channels/src/edi/transport/folder/remote.folder.js';
import {
  createFolderConnector,
  type WatchInput,
} from '../../libs/channels/src/edi/transport/pick-up/folder.connector.js';
import { TRANSPORT_TIMINGS } from '../../libs/channels/src/edi/transport/pick-up/transport.timings.js';
import { createFakePorts, type FakePorts, RetryableFailure } from './connector-ports.js';

export interface FolderUnderTest {
  /** As this machine sees it. */
  root: string;
  via: 'folder' | 'sftp';
  /** Of the files that a partner writes, where it is not this process. */
  owner?: { uid: number; gid: number };
  open(): Promise<RemoteFolder>;
}

const CHANNEL = 7;
const FAST = {
  ...TRANSPORT_TIMINGS,
  retry: { first: 20, longest: 100 },
  refused: { first: 200, longest: 1_000 },
  standbyAfter: 50,
};

/** An X12 interchange with one order; a control number tells it from others. */
export function interchange(number: number, note = ''): string {
  const control = String(number).padStart(9, '0');
  const id = (text: string) => text.padEnd(15);
  return [
    `ISA*00*          *00*          *ZZ*${id('BRIGHTMILL')}*ZZ*${id('NORDWERK')}*261128*1030*U*00401*${control}*0*P*:`,
    `GS*PO*BRIGHTMILL*NORDWERK*20261128*1030*${number}*X*004010`,
    'ST*850*0001',
    `BEG*00*SA*PO-${number}**20261128`,
    ...(note === '' ? [] : [`N9*L1*${note}`]),
    'PO1*1*10*EA*4.5**VP*A-1',
    'CTT*1',
    `SE*${note === '' ? 5 : 6}*0001`,
    `GE*1*${number}`,
    `IEA*1*${control}`,
    '',
  ].join('~\n');
}

/** Declares the suite; call it in a spec of its own, so that the lanes run side by side. */
export function describeEdiFolder(name: string, under: FolderUnderTest): void {
  describe(`An EDI channel over ${name}`, () => {
    let ports: FakePorts;
    let connectors: Connector[];

    beforeEach(async () => {
      ports = createFakePorts();
      connectors = [];
      for (const left of await readdir(under.root)) await rm(join(under.root, left), { recursive: true });
      for (const folder of ['in', 'out', 'work', 'done', 'error']) await makeFolder(folder);
    });
    afterEach(async () => {
      await Promise.all(connectors.map(connector => connector.stop()));
    });

    const at = (path: string) => join(under.root, path);
    const names = async (path: string) => (await readdir(at(path))).sort();
    const textOf = (path: string) => readFile(at(path), 'utf8');
    const raws = () => ports.stored.map(({ raw }) => raw.toString('latin1'));
    const own = async (path: string) => {
      if (under.owner) await chown(at(path), under.owner.uid, under.owner.gid);
    };
    async function makeFolder(path: string): Promise<void> {
      await mkdir(at(path));
      await own(path);
    }
    async function drop(path: string, content: string | Buffer): Promise<void> {
      await writeFile(at(path), content);
      await own(path);
    }
    async function begin(changes: Partial<WatchInput> = {}, onPorts = ports): Promise<Connector> {
      const limits = { fileBytes: 8 * 1024 * 1024, interchangeBytes: 4 * 1024 * 1024 };
      const input = { channelId: CHANNEL, via: under.via, inbox: 'in', outbox: 'out', pollSeconds: 0.05, limits };
      const connector = createFolderConnector({ ...input, open: under.open, ...changes }, onPorts, FAST);
      connectors.push(connector);
      await connector.start();
      return connector;
    }
    const taken = async (count: number, places = ['done']) => {
      // What is only begun does not count: with it the number may be right too early.
      const whole = (name: string) => !name.endsWith('.tmp');
      const all = async () => (await Promise.all(places.map(names))).flat().filter(whole).length;
      // A folder that is read while a name in it changes may show both names, or none.
      let found = await all();
      for (let turn = 0; turn < 1_000 && found !== count; turn++) {
        await sleep(10);
        found = await all();
      }
      expect(found).toBe(count);
    };
    const health = () => ports.lastHealth(CHANNEL);
    const warning = (): string => {
      const last = health();
      return last?.state === 'ok' ? (last.warning ?? '') : '';
    };
    const looks = (count: number) => {
      const before = ports.healths.length;
      return ports.until(`${count} more looks`, () => ports.healths.length >= before + count);
    };

    it('takes each interchange of each file once, byte for byte, and moves the file to done/ after that', async () => {
      let committed = false;
      ports.beforeCommit = async () => {
        expect(await names('done')).toEqual([]);
        committed = true;
      };
      await drop('in/two.edi', `${interchange(1)}\n\n${interchange(2)}`);
      await drop('in/one.txt', interchange(3));
      await begin();
      await taken(2);
      expect(committed).toBe(true);
      expect(raws().sort()).toEqual([1, 2, 3].map(number => interchange(number).trimEnd()).sort());
      expect(await names('in')).toEqual([]);
      expect(await names('work')).toEqual([]);
      expect(await textOf('done/two.edi')).toBe(`${interchange(1)}\n\n${interchange(2)}`);
    });

    it('says of each interchange in which file it stood, and where', async () => {
      const first = interchange(1);
      await drop('in/order.edi', `${first}and a note\n${interchange(2)}`);
      await begin();
      await taken(1);
      const places = ports.stored.map(({ transport }) => transport);
      expect(places).toMatchObject([
        { via: under.via, file: 'order.edi', byteStart: 0, byteEnd: first.trimEnd().length },
        { file: 'order.edi', byteStart: first.length, byteEnd: first.length + 10 },
        { file: 'order.edi', byteStart: first.length + 11 },
      ]);
      // One partner, one order of things; what belongs to nobody waits for nobody.
      const keys = ports.stored.map(({ conversationKey }) => conversationKey);
      expect(keys[0]).toBe(keys[2]);
      expect(keys[1]).not.toBe(keys[0]);
    });

    it('leaves alone what is still being written: a name that ends in .tmp, a hidden one, a file that grows', async () => {
      await drop('in/order.edi.tmp', interchange(1));
      await drop('in/.order.edi', interchange(2));
      await drop('in/growing.edi', interchange(3).slice(0, 60));
      let grown = 60;
      // One poll, one piece: two looks never find it the same.
      const look = ports.reportHealth;
      ports.reportHealth = (channelId, said) => {
        look(channelId, said);
        if (said.state !== 'ok' || grown >= 200) return;
        grown += 20;
        void writeFile(at('in/growing.edi'), interchange(3).slice(0, grown));
      };
      await begin({ pollSeconds: 0.2 });
      await ports.until('it has grown for some looks', () => grown >= 200);
      expect(ports.stored).toEqual([]);
      expect(await names('work')).toEqual([]);
      await drop('in/growing.edi', interchange(3));
      await rename(at('in/order.edi.tmp'), at('in/order.edi'));
      await taken(2);
      expect(raws().sort()).toEqual([interchange(1).trimEnd(), interchange(3).trimEnd()]);
      expect(await names('in')).toEqual(['.order.edi']);
    });

    it('takes a second file of the same name as another one, and replaces nothing in done/', async () => {
      await begin();
      await drop('in/order.edi', interchange(1));
      await taken(1);
      await drop('in/order.edi', interchange(2));
      await taken(2);
      expect(await names('done')).toEqual(['order.edi', 'order.edi.2']);
      expect(await textOf('done/order.edi')).toBe(interchange(1));
      expect(await textOf('done/order.edi.2')).toBe(interchange(2));
      expect(raws()).toHaveLength(2);
    });

    it('takes the same bytes again, in a file of another time, so that they are answered again', async () => {
      await begin();
      await drop('in/order.edi', interchange(1));
      await taken(1);
      await drop('in/order.edi', interchange(1));
      await utimes(at('in/order.edi'), new Date(), new Date(Date.UTC(2026, 0, 2)));
      await taken(2);
      expect(raws()).toEqual([interchange(1).trimEnd(), interchange(1).trimEnd()]);
    });

    it('puts an empty file, and one of blanks, into error/ with the reason beside it', async () => {
      await drop('in/empty.edi', '');
      await drop('in/blank.edi', ' \r\n\r\n');
      await begin();
      await taken(4, ['error']);
      expect(await names('error')).toEqual(['blank.edi', 'blank.edi.json', 'empty.edi', 'empty.edi.json']);
      expect(JSON.parse(await textOf('error/empty.edi.json'))).toEqual({
        reason: 'file.empty',
        detail: '"empty.edi" is empty.',
        byte: 0,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      });
      expect(JSON.parse(await textOf('error/blank.edi.json')).reason).toBe('file.empty');
      await ports.until('ops are told', () => warning().includes('"empty.edi" is empty. It is in error/'));
    });

    it('puts a file above the limit aside unread, and shows an interchange above its limit by its beginning', async () => {
      const limits = { fileBytes: 200_000, interchangeBytes: 60_000 };
      const large = interchange(2, 'x'.repeat(90_000));
      await drop('in/large.edi', 'x'.repeat(200_001));
      await drop('in/good.edi', `${interchange(1)}${large}${interchange(3)}`);
      await begin({ limits });
      await taken(1);
      await taken(2, ['error']);
      expect(JSON.parse(await textOf('error/large.edi.json'))).toMatchObject({
        reason: 'file.too-large',
        byte: 200_000,
      });
      expect(ports.stored.map(({ oversize }) => oversize ?? null)).toEqual([
        null,
        { declaredBytes: large.trimEnd().length, limitBytes: 60_000 },
        null,
      ]);
      expect(ports.stored[1]?.raw.toString('latin1')).toBe(large.slice(0, 16 * 1024));
    });

    it('names a folder or a link in the inbox, and takes the files beside it', async () => {
      await makeFolder('in/archive');
      await symlink(at('done'), at('in/link.edi'));
      await drop('in/order.edi', interchange(1));
      await begin();
      await taken(1);
      await ports.until('ops are told', () => warning().includes('"archive" is a folder: it is not read'));
      expect(warning()).toContain('"link.edi" is no plain file: it is not read');
      expect(await names('in')).toEqual(['archive', 'link.edi']);
    });

    it('reads its own folder where that is the inbox, and none of the folders that it keeps there', async () => {
      await rm(at('in'), { recursive: true });
      await drop('order.edi', interchange(1));
      await begin({ inbox: '.' });
      await taken(1);
      await looks(3);
      expect(warning()).toBe('');
      expect(await names('.')).toEqual(['done', 'error', 'out', 'work']);
    });

    it('puts a file that it may not read into error/, and the others flow on', async () => {
      const open = async () => {
        const folder = await under.open();
        const readWhole = async (path: string, limit: number) => {
          if (path.endsWith('secret.edi')) throw new FolderFault('EDI.NO_PERMISSION', 'not for this user');
          return folder.readWhole(path, limit);
        };
        return Object.assign(Object.create(folder), { readWhole }) as RemoteFolder;
      };
      await drop('in/secret.edi', interchange(1));
      await drop('in/order.edi', interchange(2));
      await begin({ open });
      await taken(1);
      await taken(2, ['error']);
      expect(JSON.parse(await textOf('error/secret.edi.json'))).toMatchObject({
        reason: 'file.no-permission',
        detail: '"secret.edi" may not be read by this user.',
      });
    });

    it('passes over a file that goes away before it is claimed', async () => {
      const open = async () => {
        const folder = await under.open();
        const rename = async (from: string, to: string) => {
          if (from === 'in/gone.edi') await rm(at(from));
          return folder.rename(from, to);
        };
        return Object.assign(Object.create(folder), { rename }) as RemoteFolder;
      };
      await drop('in/gone.edi', interchange(1));
      await drop('in/order.edi', interchange(2));
      await begin({ open });
      await taken(1);
      expect(raws()).toEqual([interchange(2).trimEnd()]);
      expect(health()?.state).toBe('ok');
    });

    it('keeps files while the ledger is away, says so, and loses and doubles nothing when it is back', async () => {
      let away = true;
      ports.beforeCommit = () => {
        if (away) throw new RetryableFailure('the database does not answer');
      };
      await drop('in/order.edi', interchange(1));
      await begin();
      await ports.until('ops are told', () => (health() as { code?: string } | undefined)?.code === 'STORE.AWAY');
      expect(await names('work')).toEqual(['order.edi']);
      expect(await names('done')).toEqual([]);
      away = false;
      await taken(1);
      expect(raws()).toEqual([interchange(1).trimEnd()]);
    });

    it('puts aside the one file that the ledger will never take, and stores those beside it', async () => {
      ports.beforeCommit = envelopes => {
        if (envelopes.some(({ raw }) => raw.includes('PO-2*'))) throw new Error('a value cannot be stored');
      };
      for (const number of [1, 2, 3]) await drop(`in/order-${number}.edi`, interchange(number));
      await begin();
      await taken(2);
      await taken(2, ['error']);
      expect(JSON.parse(await textOf('error/order-2.edi.json'))).toMatchObject({
        reason: 'file.not-storable',
        detail: expect.stringContaining('a value cannot be stored'),
      });
    });

    it('finishes after a crash between the commit and the rename: no double, no loss', async () => {
      await drop('in/one.edi', `${interchange(1)}${interchange(2)}`);
      await drop('in/two.edi', interchange(3));
      // The commit stands, and the process is gone before it hears of it.
      const crash = createFakePorts();
      Object.assign(crash, { stored: ports.stored, accept: ports.accept });
      let crashed = false;
      ports.afterCommit = () => {
        if (crashed) return;
        crashed = true;
        throw new RetryableFailure('killed here');
      };
      const first = await begin({}, crash);
      await ports.until('the commit', () => crashed);
      await first.stop();
      expect([...(await names('work')), ...(await names('done'))]).toHaveLength(2);
      await begin();
      await taken(2);
      expect(raws().sort()).toEqual([1, 2, 3].map(number => interchange(number).trimEnd()));
      expect(ports.offered.length).toBeGreaterThan(ports.stored.length);
    });

    it('finishes a large file that was stored by half when the process ended', async () => {
      // Above what is held whole, and more than one store call.
      const count = 1_200;
      const numbers = Array.from({ length: count }, (_, index) => index + 1);
      await drop('in/large.edi', numbers.map(number => interchange(number, 'y'.repeat(1_500))).join(''));
      let calls = 0;
      ports.afterCommit = () => {
        calls += 1;
        if (calls === 2) throw new RetryableFailure('killed here');
      };
      await begin();
      await taken(1);
      expect(Math.max(...ports.batches)).toBeLessThanOrEqual(500);
      expect(raws().map(raw => /BEG\*00\*SA\*PO-(\d+)/.exec(raw)?.[1])).toEqual(numbers.map(String));
      expect(ports.offered.length).toBeGreaterThan(count);
    });

    it('is watched by one instance at a time; the next takes over with what the first left', async () => {
      ports.occupyLease(channelLease(CHANNEL));
      await drop('in/order.edi', interchange(1));
      await drop('work/left.edi', interchange(2));
      await begin();
      await ports.until('standby', () => health()?.state === 'standby');
      expect(ports.stored).toEqual([]);
      ports.freeLease(channelLease(CHANNEL));
      await taken(2);
      expect(raws()).toEqual([interchange(2).trimEnd(), interchange(1).trimEnd()]);
    });

    it('says that its folder is not there, makes none in its place, and goes on when it is back', async () => {
      await rename(under.root, `${under.root}-away`);
      await begin();
      await ports.until('ops are told', () => (health() as { code?: string } | undefined)?.code === 'EDI.MISSING');
      expect((health() as Extract<Health, { state: 'failing' }>).retryAt).toBeInstanceOf(Date);
      expect(existsSync(under.root)).toBe(false);
      await rename(`${under.root}-away`, under.root);
      await drop('in/order.edi', interchange(1));
      await taken(1);
    });

    it('takes many small files in few store calls', async () => {
      await Promise.all(Array.from({ length: 300 }, (_, index) => drop(`in/${index}.edi`, interchange(index + 1))));
      await begin();
      await taken(300);
      expect(ports.stored).toHaveLength(300);
      expect(ports.batches.length).toBeLessThan(30);
    });

    describe('acknowledgements', () => {
      const mail = (name: string, text: string, outboundId = 1): OutboundMail => ({
        outboundId,
        raw: Buffer.from(text),
        envelope: { from: '', to: [name] },
      });
      const deliverer = (open = under.open) => {
        const made = createFolderDeliverer({ outbox: 'out', open });
        connectors.push({ start: async () => undefined, stop: () => made.close() });
        return made;
      };

      it('are written whole: never is half a file in sight of the partner', async () => {
        const open = async () => {
          const folder = await under.open();
          const write = async (path: string, bytes: Uint8Array) => {
            expect(path).toBe('out/997-1.edi.tmp');
            await folder.write(path, bytes);
            expect(await names('out')).toEqual(['997-1.edi.tmp']);
          };
          return Object.assign(Object.create(folder), { write }) as RemoteFolder;
        };
        expect(await deliverer(open).deliver(mail('997-1.edi', 'ISA*1~'))).toEqual([
          { address: '997-1.edi', outcome: 'sent', response: 'Written as out/997-1.edi' },
        ]);
        expect(await names('out')).toEqual(['997-1.edi']);
        expect(await textOf('out/997-1.edi')).toBe('ISA*1~');
      });

      it('are sent once: the same bytes under the same name are there already, other bytes are never replaced', async () => {
        const to = deliverer();
        await to.deliver(mail('997-1.edi', 'ISA*1~'));
        const before = await lstat(at('out/997-1.edi'));
        expect(await to.deliver(mail('997-1.edi', 'ISA*1~'))).toMatchObject([{ outcome: 'sent' }]);
        expect((await lstat(at('out/997-1.edi'))).ino).toBe(before.ino);
        const [other] = await to.deliver(mail('997-1.edi', 'ISA*2~'));
        expect(other).toMatchObject({ outcome: 'deferred', response: expect.stringContaining('with other bytes') });
        expect(await textOf('out/997-1.edi')).toBe('ISA*1~');
        expect(await names('out')).toEqual(['997-1.edi']);
      });

      it('are written again after a crash that left half of one', async () => {
        await drop('out/997-1.edi.tmp', 'ISA');
        expect(await deliverer().deliver(mail('997-1.edi', 'ISA*1~'))).toMatchObject([{ outcome: 'sent' }]);
        expect(await textOf('out/997-1.edi')).toBe('ISA*1~');
        expect(await names('out')).toEqual(['997-1.edi']);
      });

      it('wait while the folder cannot be written, and say why', async () => {
        await rm(at('out'), { recursive: true });
        const to = deliverer();
        expect(await to.deliver(mail('997-1.edi', 'ISA*1~'))).toMatchObject([
          { outcome: 'deferred', response: expect.stringContaining('out/997-1.edi.tmp') },
        ]);
        await makeFolder('out');
        expect(await to.deliver(mail('997-1.edi', 'ISA*1~'))).toMatchObject([{ outcome: 'sent' }]);
      });

      it.each(['../in/997.edi', '.997', 'a/b', 'x.tmp', ''])('are never written as %j', async name => {
        expect(await deliverer().deliver(mail(name, 'ISA*1~'))).toMatchObject([{ address: name, outcome: 'failed' }]);
        expect(await names('out')).toEqual([]);
      });

      it('of one moment share a connection', async () => {
        let opened = 0;
        const open = () => {
          opened += 1;
          return under.open();
        };
        const to = deliverer(open);
        const outcomes = await Promise.all([1, 2, 3, 4].map(n => to.deliver(mail(`${n}.edi`, `ISA*${n}~`, n))));
        expect(outcomes.flat().map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent', 'sent']);
        expect(opened).toBe(1);
      });
    });
  });
}
