// A TCP proxy that can go wrong in the ways of real networks: silent (half-open), or cut after a number of bytes.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  host: string;
  port: number;
  /** From now on nothing is forwarded in either direction, and nothing is closed. */
  freeze(): void;
  /** Forwards again, for new connections. */
  thaw(): void;
  /** Cuts the next connection after this many bytes from the server. */
  cutAfter(bytes: number): void;
  /** Ends what is connected, on both sides. */
  break(): void;
  connections(): number;
  stop(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let frozen = false;
  let cut = Number.POSITIVE_INFINITY;
  let count = 0;
  const server = createServer(client => {
    count += 1;
    let left = cut;
    cut = Number.POSITIVE_INFINITY;
    const upstream = connect(target.port, target.host);
    let dead = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        // A dead connection tells the other side nothing.
        if (!dead && !frozen) {
          client.destroy();
          upstream.destroy();
        }
      });
    }
    client.on('data', chunk => {
      dead ||= frozen;
      if (!dead) upstream.write(chunk);
    });
    upstream.on('data', chunk => {
      dead ||= frozen;
      if (dead) return;
      client.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) {
        client.destroySoon();
        upstream.destroy();
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    freeze() {
      frozen = true;
    },
    thaw() {
      frozen = false;
    },
    cutAfter(bytes) {
      cut = bytes;
    },
    break() {
      for (const socket of open) socket.destroy();
    },
    connections: () => count,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}
