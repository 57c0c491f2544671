// A rotated secret of a channel, against a real PostgreSQL: saved by an instance while admins save, and while another instance does.
import { randomBytes } from 'node:crypto';
import { SecretBox } from '#runtime';
import { ChannelStore, LeaseStore, StoreSecretPorts } from '#store';
import { SaveChannel } from '../../apps/inbox-api/src/channel/save-channel.action.js';
import { openChannel } from '../../apps/router/src/connect/channel.supervisor.js';

import { type House, makeDepartment, openHouse } from '../database/tickets.factory.js';

const NAME = 'oauth.refreshToken';
let house: House;
let ports: StoreSecretPorts;
let save: SaveChannel;
let departmentId: number;
let count = 0;
const box = new SecretBox({ active: 'a', keys: new Map([['a', randomBytes(32)]]) });
const store = new ChannelStore();

beforeAll(async () => {
  house = await openHouse();
  const { database } = house;
  const nothing = () => undefined;
  const log = { info: nothing, warn: nothing, error: nothing };
  const deps = { database, leases: new LeaseStore(database), instance: 'one', secrets: box, log };
  ports = new StoreSecretPorts({ ...deps, privateHosts: [] });
  save = new SaveChannel(store, box);
  departmentId = await makeDepartment(database);
});
afterAll(() => house.close());

function change(secrets: Record<string, string>, name = 'Mail') {
  return {
    key: `mail-${count}`,
    kind: 'email',
    name,
    departmentId,
    settings: { addresses: ['a@x.test'], oauth: { provider: 'google', clientId: 'app' } },
    secrets,
  };
}
async function channel(): Promise<number> {
  count += 1;
  return house.database.transaction(tx =>
    save.create(tx, change({ [NAME]: 'refresh-0', 'oauth.clientSecret': 'hush' })),
  );
}
const versionOf = async (id: number) => (await store.byId(house.database, id))?.version;
const opened = async (id: number) => {
  const row = await store.byId(house.database, id);
  return (await openChannel({ database: house.database, secrets: box }, row!)).secrets;
};

it('replaces the secret, leaves the others, and does not count as a change of the channel', async () => {
  const id = await channel();
  const before = await versionOf(id);
  expect(await ports.saveSecret(id, NAME, 'refresh-1', 'refresh-0')).toBe('saved');
  expect(await versionOf(id)).toBe(before);
  expect(await ports.readSecret(id, NAME)).toBe('refresh-1');
  expect(await opened(id)).toEqual({ [NAME]: 'refresh-1', 'oauth.clientSecret': 'hush' });
});

it('lets one of two win that replace the same value at once', async () => {
  const id = await channel();
  const values = Array.from({ length: 8 }, (_, index) => `refresh-${index + 1}`);
  const outcomes = await Promise.all(values.map(value => ports.saveSecret(id, NAME, value, 'refresh-0')));
  expect(outcomes.filter(one => one === 'saved')).toHaveLength(1);
  expect(await ports.readSecret(id, NAME)).toBe(values[outcomes.indexOf('saved')]);
});

it('yields to the token that ops entered meanwhile', async () => {
  const id = await channel();
  await house.database.transaction(tx => save.update(tx, id, change({ [NAME]: 'by-ops' })));
  expect(await ports.saveSecret(id, NAME, 'refresh-1', 'refresh-0')).toBe('superseded');
  expect(await ports.readSecret(id, NAME)).toBe('by-ops');
});

it('survives an admin who renames the channel at the same moment, whoever is first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await channel();
    const rename = house.database.transaction(tx => save.update(tx, id, change({}, `Mail ${round}`)));
    const [, outcome] = await Promise.all([rename, ports.saveSecret(id, NAME, 'refresh-1', 'refresh-0')]);
    expect(outcome).toBe('saved');
    expect((await opened(id))[NAME]).toBe('refresh-1');
  }
});

it('is null for a secret that is not there, and saving it is superseded', async () => {
  const id = await channel();
  expect(await ports.readSecret(id, 'imap.password')).toBeNull();
  expect(await ports.saveSecret(id, 'imap.password', 'x', 'y')).toBe('superseded');
});
