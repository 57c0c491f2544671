// One TCP connection to an address that was judged, read line by line, in clear text or TLS. Guarantees: a line ends within its limit or not at all; memory
// holds one answer; the certificate is checked for the host that ops named, not for the address.
import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as secureOver, type TLSSocket } from 'node:tls';
import { codeOf } from './test.step.js';

/** More than any greeting or answer; what sends more speaks another protocol. */
const LARGEST_ANSWER = 64 * 1024;

/** `code`: of the socket or TLS, or WIRE.SILENT, WIRE.CLOSED, WIRE.TOO_MUCH. */
export class WireFault extends Error {
  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'WireFault';
  }
}

/** PEM texts: an authority of one's own, and who we are. */
export type WireTrust = Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;

export class Wire {
  private text = '';
  private ended: WireFault | null = null;
  private wake: () => void = () => undefined;

  private constructor(
    private socket: Socket,
    private readonly limit: number,
  ) {
    this.listen();
  }

  /** The first of the addresses that answers. @param limit milliseconds for the connection, and for each answer @throws WireFault */
  static async open(addresses: readonly string[], port: number, limit: number): Promise<Wire> {
    let fault: unknown = new WireFault('WIRE.SILENT');
    for (const address of addresses.slice(0, 4)) {
      try {
        return new Wire(await connected(address, port, limit), limit);
      } catch (error) {
        fault = error;
      }
    }
    throw fault;
  }

  /** Without its line end. @throws WireFault */
  async line(limit: number = this.limit): Promise<string> {
    const until = performance.now() + limit;
    for (;;) {
      const end = this.text.indexOf('\n');
      if (end >= 0) {
        const line = this.text.slice(0, end).replace(/\r$/, '');
        this.text = this.text.slice(end + 1);
        return line;
      }
      if (this.ended) throw this.ended;
      await this.news(until - performance.now());
    }
  }

  say(line: string): void {
    if (!this.socket.destroyed) this.socket.write(`${line}\r\n`);
  }

  /** From here on nobody can listen in. Forgets what came before: none of it was proven (RFC 3207, section 4.2). @throws WireFault */
  async secure(host: string, trust: WireTrust = {}): Promise<void> {
    this.socket.removeAllListeners();
    this.text = '';
    this.socket = await secured(this.socket, host, trust, this.limit);
    this.listen();
  }

  close(): void {
    this.socket.destroy();
  }

  private listen(): void {
    this.socket.setEncoding('latin1');
    const end = (fault: WireFault) => {
      this.ended ??= fault;
      this.wake();
    };
    this.socket.on('data', chunk => {
      this.text += String(chunk);
      if (this.text.length <= LARGEST_ANSWER) return this.wake();
      end(new WireFault('WIRE.TOO_MUCH'));
      this.socket.destroy();
    });
    this.socket.on('error', error => end(new WireFault(codeOf(error) ?? 'WIRE.CLOSED', { cause: error })));
    this.socket.on('close', () => end(new WireFault('WIRE.CLOSED')));
  }

  private async news(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.wake = resolve;
      timer = setTimeout(() => reject(new WireFault('WIRE.SILENT')), Math.max(0, milliseconds));
    }).finally(() => clearTimeout(timer));
  }
}

function connected(address: string, port: number, limit: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    socket.setTimeout(limit, () => socket.destroy(new WireFault('WIRE.SILENT')));
    socket.once('error', error => reject(wireFault(error)));
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

function secured(socket: Socket, host: string, trust: WireTrust, limit: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const named: ConnectionOptions = isIP(host) ? { host } : { host, servername: host };
    const tls = secureOver({ socket, ...named, ...trust });
    const timer = setTimeout(() => tls.destroy(new WireFault('WIRE.SILENT')), limit);
    tls.once('secureConnect', () => {
      clearTimeout(timer);
      tls.removeAllListeners();
      resolve(tls);
    });
    tls.once('error', error => {
      clearTimeout(timer);
      socket.destroy();
      reject(wireFault(error));
    });
    tls.once('close', () => reject(new WireFault('WIRE.CLOSED')));
  });
}

const wireFault = (error: unknown): WireFault =>
  error instanceof WireFault ? error : new WireFault(codeOf(error) ?? 'WIRE.CLOSED', { cause: error });
