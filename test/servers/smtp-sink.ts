// Two SMTP servers to send to: one that behaves, on smtp-server, and one on a raw socket that misbehaves exactly as told.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface SunkMail {
  from: string;
  to: string[];
  raw: Buffer;
}

export interface SmtpSink {
  host: string;
  port: number;
  /** Accepted mails, in order. */
  mails: SunkMail[];
  /** Connections so far. */
  connections(): number;
  stop(): Promise<void>;
}

export interface SinkBehaviour {
  /** Required sign-in. */
  user?: { name: string; password: string };
  /** Sign-in with an access token; `challenged`: a refusal comes after a 334 with its reason, as at Google. */
  tokens?: { accepts(token: string): boolean; challenged?: boolean };
  /** PEM: offers STARTTLS with it, or TLS from the start with `implicitTls`. */
  certificate?: { key: string; cert: string };
  implicitTls?: boolean;
}

export async function startSmtpSink(behaviour: SinkBehaviour = {}): Promise<SmtpSink> {
  const mails: SunkMail[] = [];
  let connections = 0;
  const { user, tokens, certificate, implicitTls } = behaviour;
  const disabledCommands = [...(user || tokens ? [] : ['AUTH']), ...(certificate ? [] : ['STARTTLS'])];
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    disabledCommands,
    closeTimeout: 200,
    allowInsecureAuth: true,
    ...(tokens ? { authMethods: ['LOGIN', 'XOAUTH2'] } : {}),
    ...(certificate ?? {}),
    ...(implicitTls ? { secure: true } : {}),
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth(auth, _session, done) {
      if (tokens && auth.method === 'XOAUTH2') {
        if (tokens.accepts(auth.accessToken ?? '')) return done(null, { user: auth.username });
        if (tokens.challenged) return done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } });
      }
      if (auth.username === user?.name && auth.password === user?.password) done(null, { user: auth.username });
      else done(Object.assign(new Error('Authentication credentials invalid'), { responseCode: 535 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        mails.push({ from, to: rcptTo.map(one => one.address), raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    mails,
    connections: () => connections,
    stop: () => new Promise(resolve => server.close(() => resolve())),
  };
}

/** Brings what the sink takes for an address into a mailbox, soon after it came, as a mail server would; returns how to stop that. */
export function bringMails(
  { mails }: Pick<SmtpSink, 'mails'>,
  address: string,
  append: (raw: Buffer) => Promise<void>,
  brings: () => boolean = () => true,
): () => void {
  let brought = 0;
  let over = false;
  let timer: NodeJS.Timeout;
  const bring = async (): Promise<void> => {
    for (; brought < mails.length; brought++) {
      const mail = mails[brought]!;
      if (brings() && mail.to.includes(address)) await append(mail.raw);
    }
  };
  const again = (): void => {
    if (over) return;
    timer = setTimeout(
      () =>
        void bring()
          .catch(() => undefined)
          .finally(again),
      200,
    );
  };
  again();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** A reply such as `450 4.2.1 busy`, or what happens to the connection instead. */
export type Step = string | 'cut' | 'silence';

export interface SmtpScript {
  greeting?: Step;
  ehlo?: Step;
  starttls?: Step;
  mail?: Step;
  /** By recipient; `*` for the others. */
  rcpt?: Record<string, Step>;
  data?: Step;
  /** After the final dot. */
  message?: Step;
  /** Answer as soon as data begins to arrive, before its end. */
  early?: Step;
  /** PIPELINING (RFC 2920) is offered unless this is set. */
  noPipelining?: boolean;
}

export interface ScriptedSmtp {
  host: string;
  port: number;
  /** Messages whose final dot arrived, whatever was answered. */
  received: string[];
  commands: string[];
  connections(): number;
  /** Cuts what is connected; the server stays. */
  cutConnections(): void;
  stop(): Promise<void>;
}

export async function startScriptedSmtp(script: SmtpScript): Promise<ScriptedSmtp> {
  const received: string[] = [];
  const commands: string[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer(socket => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    let input = '';
    let inData = false;
    const say = (step: Step): void => {
      if (step === 'cut') socket.destroy();
      else if (step !== 'silence') socket.write(`${step}\r\n`);
    };
    const answer = (line: string): void => {
      commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') say(script.ehlo ?? (script.noPipelining ? '250 hello' : '250-hello\r\n250 PIPELINING'));
      else if (verb === 'STAR') say(script.starttls ?? '502 5.5.1 not here');
      else if (verb === 'MAIL') say(script.mail ?? '250 2.1.0 ok');
      else if (verb === 'RCPT') say(rcptStep(script, line));
      else if (verb === 'DATA') {
        const step = script.data ?? '354 go on';
        inData = step.startsWith('354');
        say(step);
      } else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    };
    socket.on('data', chunk => {
      input += chunk.toString('latin1');
      for (;;) {
        if (inData) {
          if (script.early && input.length > 0) return say(script.early);
          const end = input.indexOf('\r\n.\r\n');
          if (end < 0) return;
          received.push(input.slice(0, end + 2));
          input = input.slice(end + 5);
          inData = false;
          say(script.message ?? '250 2.0.0 queued as 1');
          continue;
        }
        const end = input.indexOf('\r\n');
        if (end < 0) return;
        const line = input.slice(0, end);
        input = input.slice(end + 2);
        answer(line);
      }
    });
    say(script.greeting ?? '220 scripted ESMTP');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    received,
    commands,
    connections: () => connections,
    cutConnections() {
      for (const socket of open) socket.destroy();
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

function rcptStep({ rcpt }: SmtpScript, line: string): Step {
  const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
  return rcpt?.[address] ?? rcpt?.['*'] ?? '250 2.1.5 ok';
}
