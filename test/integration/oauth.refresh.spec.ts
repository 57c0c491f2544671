// Two instances that need an access token for one mailbox at the same moment: one refresh between them, over a real PostgreSQL, at a provider that ends
// everything when a refresh token is shown to it twice.
import { randomBytes } from 'node:crypto';
import type { DelivererPorts } from '#channels/contract';
import { SecretBox } from '#runtime';
import { ChannelStore, LeaseStore, raiseSignInEnds, StoreSecretPorts } from '#store';
import { SaveChannel } from '../../apps/inbox-api/src/channel/save-channel.action.js';
import { openChannel } from '../../apps/router/src/connect/channel.supervisor.js';
import { tellSignInEnds } from '../../apps/router/src/sign-in/sign-in-end.step.js';
import { readRefreshRecord } from '../../libs/channels/src/email/oauth/refresh.record.js';
import { tokenAccess } from '../../libs/channels/src/email/oauth/token.access.js';
import { REFRESH_TOKEN, TokenKeeper } from '../../libs/channels/src/email/oauth/token.keeper.js';
import { type House, makeDepartment, openHouse } from '../database/tickets.factory.js';
import { LOOPBACK } from '../servers/loopback.js';
import { startTokenEndpoint, type TokenEndpoint } from '../servers/token-endpoint.js';

const ME = 'support@rail.test';
const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };
const box = new SecretBox({ active: 'a', keys: new Map([['a', randomBytes(32)]]) });
let house: House;
let endpoint: TokenEndpoint;
let departmentId: number;
let count = 0;

beforeAll(async () => {
  house = await openHouse();
  departmentId = await makeDepartment(house.database);
});
beforeEach(async () => {
  endpoint = await startTokenEndpoint({ rotates: true, delay: 50 });
});
afterEach(() => endpoint.stop());
afterAll(() => house.close());

async function channel(stored: string, oauth: object = {}): Promise<number> {
  count += 1;
  const change = {
    ...{ key: `mail-${count}`, kind: 'email', name: `Mail ${count}`, departmentId },
    settings: {
      addresses: [ME],
      imap: { host: 'mail.rail.test', user: ME, auth: 'oauth2' },
      oauth: { provider: 'other', tokenEndpoint: endpoint.url, clientId: 'app', ...oauth },
    },
    secrets: { [REFRESH_TOKEN]: stored },
  };
  return house.database.transaction(tx => new SaveChannel(new ChannelStore(), box).create(tx, change));
}
async function instance(id: number, name: string): Promise<TokenKeeper> {
  const { database } = house;
  const row = await new ChannelStore().byId(database, id);
  const opened = await openChannel<never>({ database, secrets: box }, row!);
  const leases = new LeaseStore(database);
  const ports: DelivererPorts = new StoreSecretPorts({
    ...{ database, leases, instance: name, secrets: box, log },
    privateHosts: LOOPBACK,
  });
  return new TokenKeeper(id, tokenAccess(opened), ports, opened.secrets[REFRESH_TOKEN]);
}

it('is one refresh for both, and the rotated refresh token is kept', async () => {
  const id = await channel('refresh-0');
  const two = await Promise.all([instance(id, 'one'), instance(id, 'two')]);
  expect(await Promise.all(two.map(one => one.token()))).toEqual(['access-1', 'access-1']);
  expect(endpoint.requests.map(one => one.refresh_token)).toEqual(['refresh-0']);
  expect(endpoint.revoked).toBe(false);
  const row = await new ChannelStore().byId(house.database, id);
  const { secrets } = await openChannel({ database: house.database, secrets: box }, row!);
  expect(readRefreshRecord(secrets[REFRESH_TOKEN]!).token).toBe('refresh-1');
  await Promise.all(two.map(one => one.close()));
}, 60_000);

it('is told before the access ends, once however many look, and settled when somebody has signed in again', async () => {
  const savedAt = new Date(Date.now() - 85 * 86_400_000);
  const stored = (at: Date) => JSON.stringify({ refreshToken: 'r', access: null, savedAt: at, expiresAt: null });
  const id = await channel(stored(savedAt), { refreshTokenDays: 90 });
  const deps = { database: house.database, secrets: box, log };
  const looks = await Promise.all([tellSignInEnds(deps, new Date()), tellSignInEnds(deps, new Date())]);
  expect(looks.sort()).toEqual([0, 1]);
  const open = () =>
    house.database.rows<{ text: string }>(
      `SELECT text FROM alert WHERE kind = 'sign-in-ends' AND acknowledged_at IS NULL`,
    );
  expect(await open()).toEqual([
    { text: expect.stringMatching(/^Mail \d+: the access to support@rail\.test ends on \d{4}-\d\d-\d\d\. .*Sign in$/) },
  ]);
  const ports = new StoreSecretPorts({
    ...{ database: house.database, leases: new LeaseStore(house.database) },
    ...{ instance: 'x', secrets: box, privateHosts: LOOPBACK, log },
  });
  await ports.saveSecret(id, REFRESH_TOKEN, stored(new Date()), stored(savedAt));
  expect(await tellSignInEnds(deps, new Date())).toBe(0);
  expect(await open()).toEqual([]);
  expect(await raiseSignInEnds(house.database, [])).toBe(0);
}, 60_000);
