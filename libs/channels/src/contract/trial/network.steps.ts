// The first steps to every server: look up its name, connect, make it secure. Tells a port that begins with TLS from one that begins in clear text, whatever
// the settings say, by what it does and not by its number.
import { limitOf, StepFault, type StepSaid, type StepTry, type TrialPorts } from './test.step.js';
import { Wire, WireFault, type WireTrust } from './wire.js';
import { beginsWithTls, certificateWords, connectFault, secureFault, type WirePlace } from './wire.words.js';

export interface Talk extends WirePlace {
  /** Begins the names of the steps: `imap`. */
  prefix: string;
  /** Of several servers: what is said behind the titles of the steps. */
  label?: string;
  /** Whether the first line is one of this protocol. Left out: the server waits for us to begin. */
  isGreeting?(line: string): boolean;
  /** Asks for TLS in clear text, and reads the answer; after it the handshake begins. @throws StepFault */
  startTls?(wire: Wire): Promise<void>;
  trust?: WireTrust;
}

/** How long a server that begins in clear text may take to greet, before it is asked whether it begins with TLS. */
const GREETING_SHARE = 0.4;

/** One way to one server, of which later steps use what the steps before found. */
export class NetworkTrial {
  /** Judged; none before the first step. */
  addresses: string[] = [];
  /** Open after the last of the steps. */
  wire: Wire | null = null;
  /** The first line that the server said. */
  greeting = '';

  constructor(
    private readonly talk: Talk,
    private readonly ports: TrialPorts,
  ) {}

  steps(): StepTry[] {
    const { prefix, label } = this.talk;
    const of = label === undefined ? '' : ` (${label})`;
    return [
      { step: `${prefix}.lookup`, title: `Look up the name${of}`, run: () => this.lookUp() },
      { step: `${prefix}.connect`, title: `Connect${of}`, run: () => this.connect() },
      { step: `${prefix}.tls`, title: `Make it secure${of}`, run: () => this.secure() },
    ];
  }

  /** On a connection of its own. A bad certificate is TLS as well. */
  async speaksTls(): Promise<boolean> {
    let wire: Wire | null = null;
    try {
      wire = await Wire.open(this.addresses, this.talk.port, limitOf(this.ports));
      await wire.secure(this.talk.host, this.talk.trust);
      return true;
    } catch (error) {
      return error instanceof WireFault && certificateWords(error.code, '') !== null;
    } finally {
      wire?.close();
    }
  }

  close(): void {
    this.wire?.close();
    this.wire = null;
  }

  private async lookUp(): Promise<StepSaid> {
    const { host, port } = this.talk;
    this.addresses = await addressesOf(host, port, this.ports);
    return `${host} is known.`;
  }

  private async connect(): Promise<StepSaid> {
    const { talk } = this;
    this.wire = await this.opened();
    if (talk.tls !== 'implicit') await this.greet();
    return `${talk.host} answers on port ${talk.port}.`;
  }

  private async secure(): Promise<StepSaid> {
    const { talk } = this;
    if (talk.tls === 'none')
      return {
        state: 'warning',
        words: 'The settings say clear text: whoever listens on the way reads the password and every message.',
        next: 'Choose TLS, unless the server is on this machine.',
      };
    const wire = this.wire!;
    if (talk.tls === 'starttls') await talk.startTls?.(wire);
    try {
      await wire.secure(talk.host, talk.trust);
    } catch (error) {
      throw secureFault(error, talk);
    }
    if (talk.tls === 'implicit') await this.greet();
    return 'The connection is secure, and the certificate belongs to the server.';
  }

  private async opened(): Promise<Wire> {
    try {
      return await Wire.open(this.addresses, this.talk.port, limitOf(this.ports));
    } catch (error) {
      throw connectFault(error, this.talk);
    }
  }

  private async greet(): Promise<void> {
    const { talk } = this;
    const { tls, host, port, protocol } = talk;
    if (!talk.isGreeting) return;
    try {
      this.greeting = await this.wire!.line(limitOf(this.ports) * (tls === 'implicit' ? 1 : GREETING_SHARE));
    } catch (error) {
      if (tls !== 'implicit' && (await this.speaksTls())) throw beginsWithTls(talk);
      if (!(error instanceof WireFault) || error.code !== 'WIRE.SILENT') throw connectFault(error, talk);
      throw new StepFault(
        `${host} takes the connection on port ${port}, and then says nothing.`,
        `Check that ${protocol} runs on this port (usually ${talk.usual.implicit} or ${talk.usual.starttls}).`,
      );
    }
    if (talk.isGreeting(this.greeting)) return;
    throw new StepFault(
      `Something answers on port ${port} of ${host}, and it is no ${protocol} server.`,
      `Check the port: ${protocol} is usually on ${talk.usual.implicit} (TLS from the start) or ${talk.usual.starttls} (STARTTLS).`,
    );
  }
}

/** @throws StepFault where the host is unknown, or is not to be called from here */
export async function addressesOf(host: string, port: number, ports: TrialPorts): Promise<string[]> {
  const reached = await ports.reach(host, port);
  if (reached.outcome === 'reached') return reached.addresses;
  throw new StepFault(reached.words, reached.next);
}
