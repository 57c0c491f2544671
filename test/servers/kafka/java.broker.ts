// A real broker, KRaft, a single node, from a folder of jars. About 4 s to start, 300 MB.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KafkaServer } from '../kafka.js';
import { type BrokerProcess, freePorts, startProcess, takesConnections } from './broker.process.js';

const run = promisify(execFile);
/** Any will do: each broker has a folder of its own. */
const CLUSTER_ID = 'dGlja2V0LXJhaWwtdGVzdA';

export interface BrokerMore {
  /** Settings beside or instead of the usual ones; `port` is the open one, `folder` its own. */
  settings(at: { folder: string; port: number }): Record<string, string | number | boolean>;
  /** `SCRAM-SHA-512=[name=rail,password=x]`: users that are there from the start. */
  users: string[];
}

/** @throws where there is no Java 17, or the broker does not start */
export async function startJavaBroker(libs: string, more?: BrokerMore): Promise<KafkaServer> {
  const folder = await mkdtemp(join(tmpdir(), 'rail-kafka-'));
  const [port, controllerPort] = (await freePorts(2)) as [number, number];
  const settings = join(folder, 'server.properties');
  await writeFile(settings, properties(folder, port, controllerPort, more?.settings({ folder, port })));
  const java = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', `${libs}/*`];
  try {
    const users = (more?.users ?? []).flatMap(user => ['--add-scram', user]);
    await run('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', settings, ...users]);
    const start = () =>
      startProcess('java', ['-Xmx384m', ...java, 'kafka.Kafka', settings], () => takesConnections(port));
    let broker: BrokerProcess = await start();
    return {
      brokers: [`127.0.0.1:${port}`],
      kind: 'java',
      control: {
        kill: () => broker.end('SIGKILL'),
        restart: async () => {
          await broker.end('SIGTERM');
          broker = await start();
        },
      },
      stop: async () => {
        await broker.end('SIGKILL');
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function properties(folder: string, port: number, controllerPort: number, more: object = {}): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(folder, 'log'),
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // Topics must be made on purpose, as on a well kept cluster.
    'auto.create.topics.enable': false,
    ...more,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
