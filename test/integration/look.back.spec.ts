// A second look that the mail server cuts off each time, against a real mail server behind a line that breaks: it is tried some times, ends in words, and the
// mailbox is watched on.
import type { Channel } from '#channels/contract';
import { askCatchUp, CatchUpStore, catchUpsOf } from '#store';
import { type EmailSettings, emailSettings } from '../../libs/channels/src/email/email.settings.js';
import { createImapConnector } from '../../libs/channels/src/email/imap/imap.connector.js';
import { IMAP_TIMINGS } from '../../libs/channels/src/email/imap/imap.timings.js';
import { type House, makeChannel, makeDepartment, openHouse } from '../database/tickets.factory.js';
import { createFakePorts } from '../servers/connector-ports.js';
import { startDovecot } from '../servers/dovecot.js';
import { startHoodiecrow } from '../servers/hoodiecrow.js';
import type { MailServer } from '../servers/mail-server.js';
import { startTcpProxy } from '../servers/tcp-proxy.js';

let house: House;
let server: MailServer;
beforeAll(async () => {
  house = await openHouse();
  server = (await startDovecot()) ?? (await startHoodiecrow());
});
afterAll(async () => {
  await server.stop();
  await house.close();
});

const mail = (subject: string): string =>
  `From: a@customer.test\r\nTo: support@test.local\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@customer.test>\r\n\r\nHello\r\n`;

it('ends as failed after some tries, told in words, while the mailbox is watched on', async () => {
  const departmentId = await makeDepartment(house.database);
  const channelId = await makeChannel(house.database, departmentId);
  await house.database.transaction(tx => askCatchUp(tx, { channelId, since: null, askedBy: 'Ops' }));
  await server.append(mail('one'));
  const line = await startTcpProxy(server);
  const store = new CatchUpStore(house.database);
  let begun = 0;
  const ports = {
    ...createFakePorts(),
    catchUps: {
      waits: (id: number) => store.waits(id),
      async begin(id: number) {
        const order = await store.begin(id);
        if (order) begun += 1;
        return order;
      },
      // The look is under way: now its line breaks.
      async report(id: number, count: { found: number; looked: number; taken: number }) {
        line.break();
        return store.report(id, count);
      },
      putBack: (id: number, why: string | null) => store.putBack(id, why),
      end: (id: number, problem: string | null) => store.end(id, problem),
    },
  };
  const settings = emailSettings.parse({
    addresses: ['support@test.local'],
    imap: { host: line.host, port: line.port, user: server.user, tls: 'none', pollSeconds: 1 },
  });
  const channel: Channel<EmailSettings> = {
    ...{ id: channelId, key: 'mail', kind: 'email', name: 'Mail', departmentId, settings },
    secrets: { 'imap.password': server.password },
  };
  const connector = createImapConnector(channel, ports, { ...IMAP_TIMINGS, retry: { first: 20, longest: 100 } });
  await connector.start();
  try {
    await server.append(mail('two'));
    for (let i = 0; i < 600 && (await store.waits(channelId)); i++)
      await new Promise(resolve => setTimeout(resolve, 50));
    expect(await catchUpsOf(house.database, channelId, 5)).toMatchObject([
      { state: 'failed', problem: expect.stringMatching(/^It was cut off 5 times, and is not tried again\. .+/) },
    ]);
    const connections = line.connections();
    expect(begun).toBe(5);
    await server.append(mail('three'));
    await ports.until('three mails stored', () => ports.stored.length === 3);
    expect(line.connections()).toBeLessThanOrEqual(connections + 1);
    expect(ports.lastHealth(channelId)?.state).toBe('ok');
  } finally {
    await connector.stop();
    await line.stop();
  }
});
