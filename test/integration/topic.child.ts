// One instance that reads a topic in a process of its own, to be killed by a failpoint. Arguments: database URL, the channel as JSON.
import { channelKind } from '#channels';
import { StoreConnectorPorts } from '#router';
import { armFailpoints, parseFailpoints } from '#runtime';
import { Database, LeaseStore } from '#store';
import { LOOPBACK } from '../servers/loopback.js';

const [url = '', channel = ''] = process.argv.slice(2);
armFailpoints(parseFailpoints(process.env.FAILPOINTS ?? ''));
const database = await Database.open({ url, applicationName: 'child', poolSize: 4 });
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ports = new StoreConnectorPorts({
  database,
  leases: new LeaseStore(database),
  instance: `child-${process.pid}`,
  privateHosts: LOOPBACK,
  departmentOf: () => 1,
  channelOfLease: () => 1,
  log,
});
const [connector] = channelKind('kafka').connect(JSON.parse(channel), ports);
await connector!.start();
