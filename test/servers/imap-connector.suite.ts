// What the IMAP connector does, whatever the server: run against hoodiecrow always and Dovecot where it is installed.
import { createHash } from 'node:crypto';
import type { Channel, Connector } from '#channels/contract';
import { channelLease } from '#channels/contract';
import { type EmailSettings, emailSettings } from '../../libs/channels/src/email/email.settings.js';
import { createImapConnector } from '../../libs/channels/src/email/imap/imap.connector.js';
import { IMAP_TIMINGS, type ImapTimings } from '../../libs/channels/src/email/imap/imap.timings.js';
import { createFakePorts, type FakePorts, RetryableFailure } from './connector-ports.js';
import type { MailServer } from './mail-server.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

const FAST: ImapTimings = {
  ...IMAP_TIMINGS,
  retry: { first: 20, longest: 100 },
  refused: { first: 300, longest: 1_000 },
  store: { first: 20, longest: 50 },
  idleAfter: 50,
  rereadAfter: 20,
  standbyAfter: 50,
  farewell: 500,
};

export type ServerUnderTest = MailServer & { changeUidValidity(): Promise<void> };

let counter = 0;
function mail(subject: string, body = 'Hello\r\n'): string {
  counter += 1;
  return `From: a@customer.test\r\nTo: support@test.local\r\nSubject: ${subject}\r\nMessage-ID: <m${counter}@customer.test>\r\n\r\n${body}`;
}
const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

/** Declares the suite; call it in a spec of its own, so that the lanes run side by side. Stops the server at its end. */
export function describeImapConnector(name: string, server: ServerUnderTest): void {
  describe(`IMAP connector against ${name}`, () => {
    afterAll(() => server.stop());
    let ports: FakePorts;
    let connector: Connector | null;
    let proxy: TcpProxy | null;

    beforeEach(async () => {
      ports = createFakePorts();
      connector = null;
      proxy = null;
      for (const { uid } of await server.list()) await server.expunge(uid);
    });
    afterEach(async () => {
      await connector?.stop();
      await proxy?.stop();
    });

    function channel(imap: object = {}, password = server.password): Channel<EmailSettings> {
      const access = {
        host: proxy?.host ?? server.host,
        port: proxy?.port ?? server.port,
        user: server.user,
        tls: 'none',
      };
      const settings = emailSettings.parse({
        addresses: ['support@test.local'],
        imap: { ...access, pollSeconds: 1, watchdogSeconds: 1, ...imap },
      });
      return {
        id: 7,
        key: 'mail',
        kind: 'email',
        name: 'Mail',
        departmentId: 1,
        settings,
        secrets: { 'imap.password': password },
      };
    }
    async function begin(imap: object = {}, password?: string): Promise<Connector> {
      const started = createImapConnector(channel(imap, password), ports, FAST);
      connector = started;
      await started.start();
      return started;
    }
    const stored = (count: number) => ports.until(`${count} mails stored`, () => ports.stored.length >= count);

    it('takes what is there and what comes, byte for byte, and marks it as read only after it was stored', async () => {
      const first = mail('one');
      const second = mail('zwei \xe4\xff', '\xe9\x80 8-bit\r\n.\r\n..dots\r\n');
      await server.append(Buffer.from(first, 'latin1'));
      let unseenAtCommit = false;
      ports.beforeCommit = async () => {
        unseenAtCommit ||= !(await server.list())[0]?.flags.includes('\\Seen');
      };
      await begin();
      await stored(1);
      ports.beforeCommit = () => undefined;
      await server.append(Buffer.from(second, 'latin1'));
      await stored(2);
      expect(ports.stored.map(one => one.raw.toString('latin1'))).toEqual([first, second]);
      expect(ports.stored.map(one => one.sourceIdentity)).toEqual([sha256(first), sha256(second)]);
      expect(ports.stored[0]?.transport).toMatchObject({ via: 'imap', folder: 'INBOX', uid: expect.any(Number) });
      expect(unseenAtCommit).toBe(true);
      await connector?.stop();
      expect((await server.list()).every(one => one.flags.includes('\\Seen'))).toBe(true);
      expect(ports.lastHealth(7)?.state).toBe('ok');
    });

    it('leaves the mail untouched at the source where the channel keeps it', async () => {
      await server.append(mail('kept'));
      await begin({ afterTaking: 'keep' });
      await stored(1);
      await connector?.stop();
      expect((await server.list())[0]?.flags).not.toContain('\\Seen');
    });

    it('moves the mail after the commit, into a folder that it makes where it is missing', async () => {
      await server.append(mail('to move'));
      await begin({ afterTaking: 'move', moveTo: 'Taken' });
      await stored(1);
      await connector?.stop();
      expect(await server.list()).toEqual([]);
      expect((await server.list('Taken')).length).toBeGreaterThan(0);
    });

    it('rescans after UIDVALIDITY changed: nothing twice, nothing lost', async () => {
      await server.append(mail('before one'));
      await server.append(mail('before two'));
      await begin();
      await stored(2);
      const validity = ports.stored[0]?.transport.uidValidity;
      await server.changeUidValidity();
      await server.append(mail('after'));
      await stored(3);
      await ports.until('all offered again', () => ports.offered.length >= 5);
      expect(ports.stored).toHaveLength(3);
      expect(ports.stored[2]?.transport.uidValidity).not.toBe(validity);
    });

    it('stores a mail once where the process ended between the commit and the flag', async () => {
      await server.append(mail('crash'));
      let crashes = 1;
      ports.afterCommit = () => {
        if (crashes-- > 0) throw new Error('killed after the commit');
      };
      await begin();
      await ports.until('flagged by the next session', () => ports.lastHealth(7)?.state === 'ok');
      await connector?.stop();
      expect(ports.stored).toHaveLength(1);
      expect((await server.list())[0]?.flags).toContain('\\Seen');
    });

    it('keeps the mail at the source while the ledger is away, says so, and goes on by itself', async () => {
      await server.append(mail('waits'));
      let away = 3;
      ports.beforeCommit = () => {
        if (away-- > 0) throw new RetryableFailure('the database is away');
      };
      await begin();
      await stored(1);
      expect(ports.healths.some(({ health }) => health.state === 'failing' && health.code === 'STORE.AWAY')).toBe(true);
      await ports.until('healthy again', () => ports.lastHealth(7)?.state === 'ok');
    });

    it('backs off from a wrong password, shows when it tries again, and does not hammer', async () => {
      proxy = await startTcpProxy(server);
      await begin({}, 'wrong');
      await ports.until('reported', () => ports.lastHealth(7)?.state === 'failing');
      const health = ports.lastHealth(7);
      expect(health).toMatchObject({ state: 'failing', code: 'IMAP.AUTH', retryAt: expect.any(Date) });
      const attempts = proxy.connections();
      await ports.until('a second attempt', () => (proxy?.connections() ?? 0) > attempts);
      const reports = ports.healths.filter(({ health: one }) => one.state === 'failing');
      expect(reports.length).toBeLessThanOrEqual(proxy.connections());
      expect(proxy.connections()).toBe(attempts + 1);
    });

    it('drops a half-open connection by its watchdog, alerts, and takes the mail over a new one', async () => {
      proxy = await startTcpProxy(server);
      await begin();
      await ports.until('watching', () => ports.lastHealth(7)?.state === 'ok');
      proxy.freeze();
      await ports.until('noticed', () => ports.lastHealth(7)?.state === 'failing');
      expect(ports.lastHealth(7)).toMatchObject({ code: 'IMAP.SILENT' });
      proxy.thaw();
      await server.append(mail('after the silence'));
      await stored(1);
    });

    it('never stores a truncated mail, wherever the connection is cut', async () => {
      proxy = await startTcpProxy(server);
      const mails = Array.from({ length: 4 }, (_, index) => mail(`cut ${index}`, `${'x'.repeat(70)}\r\n`.repeat(30)));
      for (const one of mails) await server.append(one);
      const whole = new Set(mails.map(sha256));
      for (let bytes = 200; bytes <= 9_000; bytes += 900) {
        ports = createFakePorts();
        proxy.cutAfter(bytes);
        const one = await begin({ afterTaking: 'keep' });
        await stored(mails.length);
        await one.stop();
        expect(new Set(ports.stored.map(envelope => envelope.sourceIdentity))).toEqual(whole);
      }
    });

    it('makes an oversized mail a stub with its header and the reason, and goes on with the next one', async () => {
      await server.append(mail('huge', `${'x'.repeat(78)}\r\n`.repeat(400)));
      await server.append(mail('small'));
      await begin({ maxMailMegabytes: 0.01 });
      await stored(2);
      const [stub, small] = ports.stored;
      expect(stub?.oversize?.limitBytes).toBe(Math.floor(0.01 * 1024 * 1024));
      expect(stub?.oversize?.declaredBytes).toBeGreaterThan(30_000);
      expect(stub?.raw.toString()).toContain('Subject: huge');
      expect(stub?.raw.length).toBeLessThan(1_000);
      expect(small?.oversize).toBeUndefined();
    });

    it('writes nothing after its lease was lost, and takes over again when it gets it back', async () => {
      await begin();
      await ports.until('watching', () => ports.lastHealth(7)?.state === 'ok');
      ports.occupyLease(channelLease(7));
      ports.loseLease(channelLease(7));
      await server.append(mail('for the other instance'));
      await ports.until('standing by', () => ports.lastHealth(7)?.state === 'standby');
      expect(ports.stored).toEqual([]);
      expect((await server.list())[0]?.flags).not.toContain('\\Seen');
      ports.freeLease(channelLease(7));
      await stored(1);
    });

    it('a holder that slept past its lease commits nothing (stale fence)', async () => {
      await server.append(mail('stale'));
      let once = true;
      ports.beforeCommit = () => {
        if (!once) return;
        once = false;
        ports.loseLease(channelLease(7));
      };
      await begin();
      await stored(1);
      expect(ports.offered).toHaveLength(1);
    });

    it('continues after an outage by UID, over gaps of deleted mails', async () => {
      await server.append(mail('first'));
      await begin();
      await stored(1);
      await connector?.stop();
      for (const subject of ['deleted later', 'second', 'third']) await server.append(mail(subject));
      const uid = (await server.list())[1]?.uid ?? 0;
      await server.expunge(uid);
      await begin();
      await stored(3);
      expect(ports.offered).toHaveLength(3);
    });
  });
}
