// A channel that cannot send, over a real PostgreSQL: told of once, with the reason, and its mail leaves as soon as it can.
import { randomBytes, randomUUID } from 'node:crypto';
import { OutboundSender, watchRun } from '#router';
import { SecretBox } from '#runtime';
import { ChannelStore, faultsOf } from '#store';
import { SaveChannel } from '../../apps/inbox-api/src/channel/save-channel.action.js';
import { REFRESH_TOKEN } from '../../libs/channels/src/email/oauth/token.keeper.js';
import { type House, makeDepartment, openHouse } from '../database/tickets.factory.js';
import { freePort } from '../servers/free-port.js';
import { LOOPBACK } from '../servers/loopback.js';
import { type SmtpSink, startSmtpSink } from '../servers/smtp-sink.js';
import { startTokenEndpoint, type TokenEndpoint } from '../servers/token-endpoint.js';
import { makeOutbound } from './trade.things.js';

const ME = 'support@rail.test';
const secrets = new SecretBox({ active: 'a', keys: new Map([['a', randomBytes(32)]]) });
const nothing = () => undefined;
let house: House;
let endpoint: TokenEndpoint;
let sink: SmtpSink;
let save: SaveChannel;
let channelId: number;

beforeEach(async () => {
  house = await openHouse();
  endpoint = await startTokenEndpoint({ rotates: true });
  sink = await startSmtpSink({ tokens: { accepts: token => endpoint.granted.includes(token) } });
  save = new SaveChannel(new ChannelStore(), secrets);
  const departmentId = await makeDepartment(house.database);
  channelId = await house.database.transaction(tx => save.create(tx, values(departmentId)));
});
afterEach(async () => {
  await endpoint.stop();
  await sink.stop();
  await house.close();
});

const values = (departmentId: number, over: { port?: number; token?: string } = {}) => ({
  ...{ key: 'sends', kind: 'email', name: 'Sends only', departmentId },
  settings: {
    addresses: [ME],
    smtpOut: { host: '127.0.0.1', port: over.port ?? sink.port, tls: 'none', user: ME, auth: 'oauth2' },
    oauth: { provider: 'other', tokenEndpoint: endpoint.url, clientId: 'app' },
  },
  secrets: { [REFRESH_TOKEN]: over.token ?? 'refresh-0' },
});
async function change(over: { port?: number; token?: string }): Promise<void> {
  const row = await new ChannelStore().byId(house.database, channelId);
  await house.database.transaction(tx => save.update(tx, channelId, values(row!.departmentId, over)));
}
async function queue(): Promise<number> {
  const id = await makeOutbound(house.database, channelId, 'digest', { state: 'queued', text: `mail ${randomUUID()}` });
  await house.database.rows('UPDATE outbound SET envelope_from = $2 WHERE id = $1', [id, ME]);
  await house.database.rows(
    `INSERT INTO outbound_recipient (outbound_id, position, address) VALUES ($1, 0, 'b@x.test')`,
    [id],
  );
  return id;
}
type Mail = { state: string; attempts: number; due: boolean; heldUp: boolean };
const mail = async (id: number): Promise<Mail> =>
  (
    await house.database.rows<Mail>(
      `SELECT state, attempts, next_attempt_at <= clock_timestamp() AS due, held_up_since IS NOT NULL AS "heldUp" FROM outbound WHERE id = $1`,
      [id],
    )
  )[0]!;
const alerts = () => house.database.rows<{ kind: string; text: string }>('SELECT kind, text FROM alert ORDER BY id');

/** Sends what is due until `enough`. */
async function sendUntil(enough: () => Promise<boolean>): Promise<void> {
  const sender = new OutboundSender({
    ...{ carries: 'letters' as const, privateHosts: LOOPBACK, database: house.database, secrets, instance: 'one' },
    log: { info: nothing, warn: nothing, error: nothing },
  });
  sender.start();
  try {
    for (let look = 0; look < 400 && !(await enough()); look += 1) await new Promise(done => setTimeout(done, 25));
    expect(await enough()).toBe(true);
  } finally {
    await sender.stop();
  }
}
const tried = (id: number, times: number) => async () => {
  const now = await mail(id);
  return now.attempts >= times && now.state !== 'sending';
};
const pass = (seconds: number) =>
  house.database.rows(
    `UPDATE outbound SET held_up_since = held_up_since - make_interval(secs => $1), next_attempt_at = next_attempt_at - make_interval(secs => $1)`,
    [seconds],
  );

it('because its consent was revoked is told of once, with what to press, and again when mail leaves', async () => {
  endpoint.revoked = true;
  const look = watchRun(house.database);
  const first = await queue();
  await sendUntil(tried(first, 1));
  expect(await mail(first)).toMatchObject({ state: 'queued', heldUp: true, due: false });
  expect(await look()).toBe(0);
  await pass(80);
  const told = await Promise.all([look(), watchRun(house.database)(), watchRun(house.database)()]);
  expect(told.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await alerts()).toEqual([
    {
      kind: 'channel-failing',
      text: expect.stringMatching(
        /^Sends only fails: It cannot send: The access to the mailbox support@rail\.test was revoked.*press Sign in/,
      ),
    },
  ]);
  endpoint.revoked = false;
  await change({ token: endpoint.refreshToken });
  expect(await mail(first)).toMatchObject({ due: true, heldUp: true });
  await sendUntil(async () => sink.mails.length === 1);
  expect(await mail(first)).toMatchObject({ state: 'sent', heldUp: false });
  expect(await look()).toBe(1);
  expect(await look()).toBe(0);
  expect((await alerts())[1]).toEqual({
    kind: 'channel-recovered',
    text: expect.stringMatching(/^Sends only works again/),
  });
  expect(await faultsOf(house.database, channelId, 5)).toMatchObject([{ what: 'sending', closedAt: expect.any(Date) }]);
}, 60_000);

it('lets all that waited go as soon as one mail has left', async () => {
  await change({ port: await freePort() });
  const waiting = await Promise.all([queue(), queue(), queue()]);
  await sendUntil(async () => (await Promise.all(waiting.map(id => tried(id, 1)()))).every(Boolean));
  expect(sink.mails).toEqual([]);
  await house.database.rows(`UPDATE outbound SET next_attempt_at = now() + interval '1 day'`);
  // Not by saving, which would hurry them as well: the server is there again, and a new mail finds out.
  await house.database.rows(
    `UPDATE channel SET settings = jsonb_set(settings, '{smtpOut,port}', to_jsonb($2::int)) WHERE id = $1`,
    [channelId, sink.port],
  );
  await queue();
  await sendUntil(async () => sink.mails.length === 4);
  expect(await Promise.all(waiting.map(mail))).toMatchObject(Array(3).fill({ state: 'sent', heldUp: false }));
}, 60_000);

it('is over when the channel is saved anew, where all that speaks against it was given up', async () => {
  await change({ port: await freePort() });
  const id = await queue();
  await house.database.rows(`UPDATE outbound SET attempts = 10 WHERE id = $1`, [id]);
  await sendUntil(tried(id, 11));
  expect(await mail(id)).toMatchObject({ state: 'failed', heldUp: true });
  await pass(80);
  const look = watchRun(house.database);
  expect(await look()).toBe(1);
  await pass(3_600);
  expect(await look()).toBe(0);
  await change({});
  expect(await mail(id)).toMatchObject({ state: 'failed', heldUp: false });
  expect(await look()).toBe(1);
  expect((await alerts()).map(({ kind }) => kind)).toEqual(['channel-failing', 'channel-recovered']);
}, 60_000);

it('is not one because of a mail that its server does not want', async () => {
  const id = await queue();
  await house.database.rows(`UPDATE outbound_recipient SET address = 'no address' WHERE outbound_id = $1`, [id]);
  await sendUntil(tried(id, 1));
  expect(await mail(id)).toMatchObject({ state: 'failed', heldUp: false });
  await pass(80);
  expect(await watchRun(house.database)()).toBe(0);
}, 60_000);
