// kcat's in-memory cluster: produces, consumes, groups and commits like Kafka; knows no admin calls and no idempotent producers.
import type { KafkaServer } from '../kafka.js';
import { startProcess } from './broker.process.js';

const ADDRESSES = /bootstrap\.servers=([\d.:,]+)\n/;

/** @throws where there is no kcat */
export async function startStandIn(): Promise<KafkaServer> {
  const args = ['-b', 'unused', '-X', 'test.mock.num.brokers=3', '-d', 'mock', '-C', '-t', 'unused', '-q'];
  let output = '';
  const broker = await startProcess('kcat', args, async text => {
    output = text;
    return ADDRESSES.test(text);
  });
  const brokers = ADDRESSES.exec(output)![1]!.split(',').filter(Boolean);
  return { brokers, kind: 'stand-in', control: null, stop: () => broker.end('SIGKILL') };
}
