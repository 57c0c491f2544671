// Where the demo's replies go: a mail server of our own on loopback that takes everything and keeps it as files. Nothing leaves the machine.
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSmtpListener } from '#channels';
import type { Envelope } from '#channels/contract';
import type { Logger } from '#runtime';

export interface DemoPost {
  port: number;
  stop(): Promise<void>;
}

export async function startDemoPost(folder: string, log: Logger): Promise<DemoPost> {
  await mkdir(folder, { recursive: true });
  const listener = createSmtpListener({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 50_000_000,
    maxConnections: 20,
    banner: 'demo.localhost',
    resolve: () => ({ channelId: 0 }),
    ports: {
      accept: async (envelopes: Envelope[]) => {
        await Promise.all(envelopes.map(envelope => keep(folder, envelope.raw)));
        return envelopes.map(() => ({ outcome: 'stored', messageId: 0 }));
      },
      reportHealth: () => undefined,
      // Its port is nobody's business: it would be taken for the one that mail comes in by.
      log: { info: () => undefined, warn: log.warn.bind(log), error: log.error.bind(log) },
    },
  });
  await listener.start();
  return { port: listener.port(), stop: () => listener.stop() };
}

/** Named by content: a mail that is sent again is the same file. */
async function keep(folder: string, raw: Buffer): Promise<void> {
  const file = join(folder, `${createHash('sha256').update(raw).digest('hex').slice(0, 16)}.eml`);
  await writeFile(`${file}.tmp`, raw);
  await rename(`${file}.tmp`, file);
}
