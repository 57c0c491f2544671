// Commands and replies of SMTP (RFC 5321, section 4.2), one at a time. Guarantee: a reply is read to its last line, and shown on one line.
import { hostname } from 'node:os';
import { SILENT, StepFault, type Wire, WireFault } from '#channels/contract';

export interface SmtpReply {
  code: number;
  /** As the server said it, at most 200 characters. */
  words: string;
}

export interface SmtpTalk {
  /** Upper case, without their parameters. */
  extensions: Set<string>;
  mechanisms: Set<string>;
}

const MOST_LINES = 100;

/** @throws StepFault where the server says nothing, or no SMTP */
export async function ask(wire: Wire, command: string): Promise<SmtpReply> {
  wire.say(command);
  const { code, lines } = await reply(wire);
  return { code, words: `${code} ${lines.join(' ')}`.replace(/\s+/g, ' ').trim().slice(0, 200) };
}

/** EHLO, and what the server offers. The rest of a greeting of several lines is passed over. */
export async function hello(wire: Wire): Promise<SmtpTalk> {
  const name = /^[\w.-]+$/.test(hostname()) ? hostname() : 'localhost';
  wire.say(`EHLO ${name}`);
  let { code, lines } = await reply(wire);
  if (code === 220) ({ code, lines } = await reply(wire));
  if (code !== 250)
    throw new StepFault(
      `The server does not let us in: ${code} ${lines.join(' ').slice(0, 200)}`,
      'Ask whoever runs the server.',
    );
  const offered: SmtpTalk = { extensions: new Set(), mechanisms: new Set() };
  for (const line of lines.slice(1)) {
    const [word = '', ...more] = line.trim().toUpperCase().split(/[ =]+/);
    offered.extensions.add(word);
    if (word === 'AUTH') for (const mechanism of more) offered.mechanisms.add(mechanism);
  }
  return offered;
}

async function reply(wire: Wire): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  try {
    for (;;) {
      const [, code, more, words = ''] = /^(\d{3})([ -]?)(.*)$/.exec(await wire.line()) ?? [];
      if (code === undefined || lines.length > MOST_LINES)
        throw new StepFault('The server does not speak SMTP here.', 'Check host and port.');
      lines.push(words);
      if (more !== '-') return { code: Number(code), lines };
    }
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
    throw error.code === 'WIRE.SILENT'
      ? new StepFault('The server does not answer any more.', SILENT, { cause: error })
      : new StepFault('The server closed the connection.', 'Ask whoever runs the server.', { cause: error });
  }
}
