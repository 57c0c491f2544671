// A real broker from the public image, where Docker answers. The container is removed at the end, by its own id.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { KafkaServer } from '../kafka.js';
import { freePorts, takesConnections } from './broker.process.js';

const run = promisify(execFile);
const IMAGE = 'apache/kafka:4.1.0';

/** @throws where Docker does not answer, or the image cannot be had */
export async function startDockerBroker(): Promise<KafkaServer> {
  await run('docker', ['info'], { timeout: 10_000 }).catch(() => {
    throw new Error('Docker does not answer');
  });
  const [port] = (await freePorts(1)) as [number];
  const settings = {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  };
  const environment = Object.entries(settings).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const { stdout } = await run('docker', ['run', '-d', '-p', `127.0.0.1:${port}:${port}`, ...environment, IMAGE]);
  const id = stdout.trim();
  const ready = async () => {
    for (let tries = 0; !(await takesConnections(port)); tries++) {
      if (tries === 300) throw new Error('the container takes no connections');
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };
  const remove = () => run('docker', ['rm', '-f', id]).then(() => undefined);
  try {
    await ready();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    brokers: [`127.0.0.1:${port}`],
    kind: 'docker',
    control: {
      kill: () => run('docker', ['kill', id]).then(() => undefined),
      restart: async () => {
        await run('docker', ['restart', id]);
        await ready();
      },
    },
    stop: remove,
  };
}
