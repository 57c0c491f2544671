// An instance in a process of its own, to be killed: prints each event that its consumer took, `key seq id`, one a line.
// Arguments: database URL, brokers (comma separated, or ''), consumer, run, lease in ms.
import { startInstance } from './bus.instance.js';

const [url = '', brokers = '', consumer = '', run = '', lease = ''] = process.argv.slice(2);
await startInstance({
  url,
  name: `child-${process.pid}`,
  kafkaBrokers: brokers.split(',').filter(Boolean),
  leaseTtlMs: Number(lease),
  subscriptions: [
    {
      consumer,
      topic: 'rail.tickets',
      batch: 20,
      handle: async events => {
        await new Promise(resolve => setTimeout(resolve, 5));
        for (const { key, seq, id } of events) if (key.startsWith(run)) process.stdout.write(`${key} ${seq} ${id}\n`);
      },
    },
  ],
});
process.stdout.write('ready\n');
