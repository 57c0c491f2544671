// Sends many small mails over a few connections, as fast as the other side takes them. Bounded in number and time; loopback only.
import { connect, type Socket } from 'node:net';

export interface Load {
  port: number;
  connections: number;
  count: number;
  /** The whole of mail n, CRLF line ends, no line that begins with a dot. */
  mail: (n: number) => string;
  from?: string;
  to: string;
  signal?: AbortSignal;
}

/** Resolves with the numbers of the mails that were answered with 250, in the order of the answers. Mails cut off by the other side's end are not among them. */
export async function sendLoad(load: Load): Promise<number[]> {
  const taken: number[] = [];
  let next = 0;
  const one = async () => {
    const line = await open(load.port);
    try {
      await line.expect('220');
      await line.say('EHLO load.example', '250');
      while (next < load.count && !load.signal?.aborted) {
        const n = next++;
        line.send(`MAIL FROM:<${load.from ?? 'load@customer.example'}>\r\nRCPT TO:<${load.to}>\r\nDATA\r\n`);
        await line.expect('250');
        await line.expect('250');
        await line.expect('354');
        await line.say(`${load.mail(n)}\r\n.`, '250');
        taken.push(n);
      }
      line.send('QUIT\r\n');
    } catch (error) {
      if (!(error as { gone?: boolean }).gone) throw error;
    } finally {
      line.close();
    }
  };
  await Promise.all(Array.from({ length: load.connections }, one));
  return taken;
}

async function open(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let buffered = '';
  let waiting: ((line: string | null) => void) | null = null;
  const lines: string[] = [];
  let gone = false;
  const give = (line: string | null) => {
    const hand = waiting;
    waiting = null;
    if (hand) hand(line);
    else if (line !== null) lines.push(line);
  };
  socket.on('data', chunk => {
    buffered += chunk.toString('latin1');
    for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
      const line = buffered.slice(0, end);
      buffered = buffered.slice(end + 2);
      // RFC 5321, section 4.2.1: only the last line of a reply has a space after the code.
      if (line[3] !== '-') give(line);
    }
  });
  const left = () => {
    gone = true;
    give(null);
  };
  socket.on('close', left);
  socket.on('error', left);
  const read = () =>
    lines.length
      ? Promise.resolve(lines.shift()!)
      : gone
        ? Promise.resolve(null)
        : new Promise<string | null>(resolve => (waiting = resolve));
  const line = {
    send: (text: string) => socket.write(text),
    async expect(code: string) {
      const answer = await read();
      if (answer === null) throw Object.assign(new Error('The connection is gone'), { gone: true });
      if (!answer.startsWith(code)) throw new Error(`Expected ${code}, got ${answer}`);
    },
    async say(text: string, code: string) {
      line.send(`${text}\r\n`);
      await line.expect(code);
    },
    close: () => socket.destroy(),
  };
  return line;
}

const FILLER =
  'We would like to know when the next delivery of spare parts for our pumps is planned, and what it costs. '.repeat(
    20,
  );

/** A mail of about 2 kB, different for each n. */
export function smallMail(n: number, to: string): string {
  const text = FILLER.slice(0, 1_550).replace(/(.{1,76})(?: |$)/g, '$1\r\n');
  return [
    `From: Customer ${n % 500} <customer${n % 500}@client${n % 40}.example>`,
    `To: <${to}>`,
    `Subject: Question ${n} about our delivery`,
    `Message-ID: <load-${n}@client${n % 40}.example>`,
    `Date: Mon, 02 Mar 2026 10:00:00 +0000`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `This is question ${n}.`,
    text,
  ].join('\r\n');
}
