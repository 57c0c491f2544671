// One signed-in SMTP connection, and one mail over it. Knows, which nodemailer's own result does not say, whether the final dot left.
import { isAscii } from 'node:buffer';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { whyAway } from '#channels/contract';
import type { Attempt, AttemptEnd } from './recipient.outcome.js';
import { TOKEN_METHOD, TokenRefused, type TokenSource, tokenHandler } from './token.sign-in.js';

export interface SmtpServerAccess {
  host: string;
  port: number;
  /** Where to connect to now, by addresses that were judged; left out: to the host, as it is found. @throws NotReached */
  addressNow?(): Promise<string>;
  /** `starttls` is required: a server that does not offer it gets nothing (no downgrade). */
  tls: 'implicit' | 'starttls' | 'none';
  user?: string;
  password?: string;
  /** Where access tokens come from; then they are used instead of the password. */
  tokens?: TokenSource;
  /** Name in EHLO. */
  name?: string;
  /** PEM of an own certificate authority. */
  ca?: string;
  /** Milliseconds for connect and greeting. */
  connectTimeout: number;
  /** Milliseconds of silence in the transaction; RFC 5321, section 4.5.3.2.6 asks for 10 minutes after the dot. */
  replyTimeout: number;
}

export interface SmtpSession {
  /** Sends the bytes as they are, and tells how far it came. Never rejects. Afterwards `reusable` says if another mail may follow. */
  send(raw: Buffer, from: string, recipients: string[]): Promise<Attempt>;
  /** Another mail may be sent over this connection. */
  reusable(): boolean;
  /** Ends the session politely. */
  close(): void;
  /** Cuts the connection; a mail under way ends as broken. */
  abort(problem: string): void;
}

interface SmtpFailure extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/**
 * Connects, secures, signs in. A token that the server refuses is replaced once, and tried on a new connection: servers close the old one.
 * @throws Error whose message is a plain sentence for ops
 */
export async function openSmtpSession(access: SmtpServerAccess): Promise<SmtpSession> {
  const { tokens } = access;
  if (!tokens) return signedIn(access);
  for (;;) {
    // Without a token the mail server is not even asked.
    const token = await tokens.token();
    try {
      const session = await signedIn(access, token);
      tokens.accepted();
      return session;
    } catch (error) {
      if (!(error instanceof Error && error.cause instanceof TokenRefused)) throw error;
      const held = tokens.refused(token);
      if (held !== null) throw new Error(`${error.message}. ${held.message}`, { cause: error });
      if (!tokens.mayTryAnother()) throw error;
    }
  }
}

async function signedIn(access: SmtpServerAccess, token?: string): Promise<SmtpSession> {
  const address = await access.addressNow?.();
  const connection = new SMTPConnection({
    host: address ?? access.host,
    // What was judged is connected to; what was entered has to stand in the certificate.
    ...(address === undefined || isIP(access.host) ? {} : { servername: access.host }),
    port: access.port,
    secure: access.tls === 'implicit',
    requireTLS: access.tls === 'starttls',
    ignoreTLS: access.tls === 'none',
    connectionTimeout: access.connectTimeout,
    greetingTimeout: access.connectTimeout,
    dnsTimeout: access.connectTimeout,
    socketTimeout: access.replyTimeout,
    socketCloseTimeout: 2_000,
    ...(access.name === undefined ? {} : { name: access.name }),
    ...(access.ca === undefined ? {} : { tls: { ca: access.ca } }),
    ...(token === undefined ? {} : { customAuth: { [TOKEN_METHOD]: tokenHandler(access.user ?? '', token) } }),
  });
  let lost: SmtpFailure | null = null;
  let onLost: (error: SmtpFailure) => void = () => undefined;
  connection.on('error', (error: SmtpFailure) => {
    lost = error;
    onLost(error);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      onLost = reject;
      connection.connect(error => (error ? reject(error) : resolve()));
    });
    if (access.user !== undefined && access.user !== '') {
      await signIn(connection, access, token, fail => (onLost = fail));
    }
  } catch (error) {
    connection.close();
    throw new Error(problemOf(error as SmtpFailure, access), { cause: error });
  }
  onLost = () => undefined;
  return sessionOver(connection, () => lost);
}

function signIn(
  connection: SMTPConnection,
  access: SmtpServerAccess,
  token: string | undefined,
  onLost: (fail: (e: SmtpFailure) => void) => void,
) {
  return new Promise<void>((resolve, reject) => {
    onLost(reject);
    const user = access.user ?? '';
    const auth = token === undefined ? { user, pass: access.password ?? '' } : { user, method: TOKEN_METHOD };
    connection.login(auth, error => (error ? reject(error) : resolve()));
  });
}

function sessionOver(connection: SMTPConnection, lost: () => SmtpFailure | null): SmtpSession {
  let clean = true;
  let cutShort: (problem: string) => void = () => undefined;
  return {
    reusable: () => clean && lost() === null && !connection.destroyed,
    close() {
      clean = false;
      if (connection.destroyed) return;
      connection.quit();
      // A server that does not answer QUIT must not hold the socket.
      setTimeout(() => connection.close(), 2_000).unref();
    },
    abort(problem) {
      clean = false;
      connection.close();
      // nodemailer forgets the mail under way when it is closed from this side, and would never answer.
      cutShort(problem);
    },
    send(raw, from, recipients) {
      return new Promise(resolve => {
        let messageEnded = false;
        const source = onceReadable(raw, () => {
          messageEnded = true;
        });
        // nodemailer fills this object in: it is the only place that names refused recipients after a failed message.
        const envelope = { from, to: recipients, size: raw.length, use8BitMime: !isAscii(raw) };
        const finish = (end: AttemptEnd) => {
          clean = clean && end.kind === 'accepted' && messageEnded;
          resolve({ recipients, refused: refusedOf(envelope), messageEnded, end });
        };
        cutShort = problem => finish({ kind: 'broken', problem });
        connection.send(envelope, source, (error, info) => {
          if (!error) return finish({ kind: 'accepted', response: info?.response ?? '' });
          const refusedSender = 'mailError' in envelope ? (envelope.mailError as SmtpFailure) : null;
          finish(endOf(refusedSender ?? (error as SmtpFailure)));
        });
      });
    },
  };
}

/** A stream that tells when its last byte was taken; the dot follows that, never precedes it. */
function onceReadable(raw: Buffer, onEnded: () => void): Readable {
  const step = 64 * 1024;
  let offset = 0;
  const source = new Readable({
    highWaterMark: step,
    read() {
      if (offset >= raw.length) {
        // Set before the end is announced: from here on the dot may leave at any moment.
        onEnded();
        this.push(null);
        return;
      }
      this.push(raw.subarray(offset, offset + step));
      offset += step;
    },
  });
  return source;
}

function refusedOf(envelope: object): { address: string; response: string }[] {
  const errors =
    'rejectedErrors' in envelope ? (envelope.rejectedErrors as (SmtpFailure & { recipient?: string })[]) : [];
  return errors.map(error => ({ address: error.recipient ?? '', response: error.response ?? error.message }));
}

function endOf(error: SmtpFailure): AttemptEnd {
  const response = error.response ?? error.message;
  const code = error.responseCode ?? 0;
  if (error.code === 'EMESSAGE' && error.command === 'MAIL FROM') {
    return { kind: 'refused', stage: 'mail', code: 552, response: `552 ${error.message}` };
  }
  // A reply belongs to the transaction only where nodemailer tied it to a command; `CONN` is the connection itself.
  const stages = {
    'MAIL FROM': 'mail',
    'RCPT TO': 'rcpt',
    DATA: error.code === 'EMESSAGE' ? 'message' : 'data',
  } as const;
  if (code > 0 && error.command !== undefined && error.command in stages) {
    return { kind: 'refused', stage: stages[error.command as keyof typeof stages], code, response };
  }
  return { kind: 'broken', problem: error.message };
}

function problemOf(error: SmtpFailure, { host, port, tls }: SmtpServerAccess): string {
  const server = `${host}:${port}`;
  if (error.code === 'EAUTH')
    return `${server} refused the sign-in: ${error.response ?? error.message}. Open the channel and enter its sign-in anew.`;
  if (tls === 'starttls' && error.code === 'ETLS') {
    return `${server} offers no working STARTTLS, and mail is not sent in clear text: ${error.message}`;
  }
  if (
    tls !== 'none' &&
    (error.code === 'ETLS' || error.code === 'ESOCKET') &&
    /certificate|self.signed/i.test(error.message)
  ) {
    return `${server} has a certificate that is not trusted: ${error.message}`;
  }
  return `${server} cannot be reached: ${whyAway(error.message)}`;
}
