// A connection to a host that somebody typed, or that a server named, for libraries that take a function which makes their sockets. Guarantee: it goes to the
// internet, or to a host that ops have opened, at the very address that was judged (A25, A26).
import { connect, isIP, Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { Fault } from '../fault.js';
import { mayCall } from './address.js';
import { guardedLookup, type Resolve } from './guarded.lookup.js';
import { isOpened, type PrivateHost } from './outside.url.js';

export interface Wanted {
  host: string;
  port: number;
  /** Left out: in clear text. */
  ssl?: ConnectionOptions;
  onConnect(): void;
}

const KEEP_ALIVE_MS = 60_000;

/** The socket fails with Fault ADDRESS.REFUSED, or with what the connection failed of. */
export function guardedConnect(privateHosts: readonly PrivateHost[], resolve?: Resolve): (wanted: Wanted) => Socket {
  return ({ host, port, ssl, onConnect }) => {
    const opened = isOpened(privateHosts, host, port);
    // Node looks up names only.
    if (isIP(host) && !mayCall(host, opened)) return failed(`${host} is not on the internet`);
    const place = { host, port, lookup: guardedLookup(opened, resolve) };
    const socket = ssl
      ? connectTls({ ...place, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
      : connect(place, onConnect);
    return socket.setKeepAlive(true, KEEP_ALIVE_MS);
  };
}

function failed(why: string): Socket {
  const socket = new Socket();
  setImmediate(() => socket.destroy(new Fault('ADDRESS.REFUSED', `The address ${why}`)));
  return socket;
}
