// Takes mail by SMTP or LMTP for all email channels of this instance, on one port.
// Guarantees: 250 is answered only after the ledger committed (I1); while it cannot, 451 keeps the mail at the sender; a mail
// that was cut off before its end leaves nothing behind. A sender's retry has the same bytes, so the same identity.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import {
  type AcceptBatcher,
  BATCH_LIMITS,
  type BatchLimits,
  type Connector,
  type ConnectorPorts,
  createAcceptBatcher,
} from '#channels/contract';
import { ListenerHealth } from './listener.health.js';
import { MemoryBudget, type Room } from './memory.budget.js';
import { channelOf, envelopesOf, type ResolveRecipient } from './recipient.routing.js';

export interface SmtpListenerOptions {
  host: string;
  /** 0 takes a free port; see `port()`. */
  port: number;
  /** LMTP (RFC 2033) instead of SMTP: one answer per recipient. */
  lmtp?: boolean;
  /** Largest mail, announced as SIZE (RFC 1870). */
  maxBytes: number;
  maxConnections: number;
  resolve: ResolveRecipient;
  ports: Pick<ConnectorPorts, 'accept' | 'reportHealth' | 'log'>;
  /** Host name in the greeting. */
  banner: string;
  /** PEM; offers STARTTLS where given. */
  tls?: { key: string; cert: string };
  /** Milliseconds without a byte from a client that owes us one. Default 60,000. */
  idleTimeout?: number;
  /** Bytes of unfinished and unstored mails together; beyond it new mails are told to come later. Default 256 MiB. */
  memoryBudget?: number;
  batch?: BatchLimits;
}

export type SmtpListener = Connector & {
  /** The bound port; 0 before start. */
  port(): number;
};

const CLOSE_TIMEOUT = 3_000;

export function createSmtpListener(options: SmtpListenerOptions): SmtpListener {
  const { ports } = options;
  const batcher = createAcceptBatcher(envelopes => ports.accept(envelopes), options.batch ?? BATCH_LIMITS);
  const health = new ListenerHealth(ports);
  const budget = new MemoryBudget(options.memoryBudget ?? 256 * 1024 * 1024);
  let bound = 0;

  const server = new SMTPServer({
    ...settingsOf(options),
    onConnect: (_session, done) => done(),
    onMailFrom: (_address, _session, done) => done(),
    onRcptTo(address, _session, done) {
      if (channelOf(address.address, options.resolve) !== null) done();
      else done(refusal(550, 'No such recipient here'));
    },
    onData(stream, session, done) {
      // The address may have lost its channel since RCPT; the list is read once, here.
      const room = budget.open();
      receive(stream, session, room)
        .then(raw => store(raw, session, options, batcher, health))
        .finally(() => room.release())
        .then(() => done(null, 'stored'), done);
    },
  });
  // A client that goes away is its own affair; the mail was not acknowledged.
  server.on('error', error => ports.log.info({ err: error.message }, 'SMTP client connection failed'));

  return {
    port: () => bound,
    start: () =>
      new Promise((resolve, reject) => {
        const failed = (error: Error) => reject(error);
        server.server.once('error', failed);
        server.listen(options.port, options.host, () => {
          server.server.off('error', failed);
          bound = (server.server.address() as AddressInfo).port;
          ports.log.info({ port: bound, lmtp: options.lmtp === true }, 'SMTP listener ready');
          resolve();
        });
      }),
    async stop() {
      if (bound === 0) return;
      await new Promise<void>(resolve => server.close(resolve));
      await batcher.drained();
    },
  };
}

function settingsOf(options: SmtpListenerOptions): SMTPServerOptions {
  return {
    name: options.banner,
    lmtp: options.lmtp === true,
    size: options.maxBytes,
    rejectOversized: true,
    maxClients: options.maxConnections,
    socketTimeout: options.idleTimeout ?? 60_000,
    closeTimeout: CLOSE_TIMEOUT,
    maxRecipients: 100,
    logger: false,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    // Odd but deliverable senders exist (`user.@example.com`); refusing them would lose mail.
    lenientAddressParsing: true,
    disabledCommands: options.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(options.tls ?? {}),
  };
}

/** Reads the mail whole, dot-stuffing undone. Rejects where it was cut off, is too large, or memory is short. */
function receive(stream: SMTPServerDataStream, session: SMTPServerSession, room: Room): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let refused: Error | null = null;
    stream.on('data', (chunk: Buffer) => {
      if (refused) return;
      if (stream.sizeExceeded) refused = refusal(552, 'Message exceeds the fixed maximum size');
      else if (!room.take(chunk.length)) refused = refusal(451, 'Too much mail at once, please try again later');
      if (refused) {
        chunks.length = 0;
        room.release();
        return;
      }
      chunks.push(chunk);
    });
    stream.once('error', reject);
    stream.once('close', () => {
      if (!stream.readableEnded) reject(refusal(451, 'The connection ended before the message did'));
    });
    stream.once('end', () => {
      const raw = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      if (refused) reject(refused);
      else if (stream.sizeExceeded) reject(refusal(552, 'Message exceeds the fixed maximum size'));
      else if (session.envelope.rcptTo.length === 0) reject(refusal(503, 'No recipient'));
      else resolve(raw);
    });
  });
}

async function store(
  raw: Buffer,
  session: SMTPServerSession,
  options: SmtpListenerOptions,
  batcher: AcceptBatcher,
  health: ListenerHealth,
): Promise<void> {
  const recipients = session.envelope.rcptTo.map(({ address }) => {
    const channelId = channelOf(address, options.resolve);
    // 4xx, not 5xx: the sender may drop nothing because of a race in our own configuration.
    if (channelId === null) throw refusal(451, 'The recipient is being moved, please try again later');
    return { address, channelId };
  });
  const { mailFrom } = session.envelope;
  const envelopes = envelopesOf({
    raw,
    mailFrom: mailFrom ? mailFrom.address : '',
    recipients,
    remoteAddress: session.remoteAddress,
    receivedAt: new Date(),
  });
  const channels = envelopes.map(one => one.channelId);
  try {
    await batcher.add(envelopes);
  } catch (error) {
    health.failed(channels, error);
    throw refusal(451, 'Cannot store the message now, please try again later');
  }
  health.stored(channels);
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
