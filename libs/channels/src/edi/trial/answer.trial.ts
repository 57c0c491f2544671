// Tries the address to which acknowledgements are posted. Guarantees: no acknowledgement is posted and no key shown: it is asked for its head only (RFC 9110,
// section 9.3.2); a redirect is named and not followed.
import {
  connectFault,
  NetworkTrial,
  StepFault,
  type StepSaid,
  type StepTry,
  type TrialPorts,
  WireFault,
} from '#channels/contract';

export class AnswerTrial {
  private readonly network: NetworkTrial;
  private readonly place;

  constructor(
    private readonly url: URL,
    ports: TrialPorts,
  ) {
    const isSecure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    this.place = {
      ...{ prefix: 'answer', host, port: Number(url.port) || (isSecure ? 443 : 80), protocol: 'HTTP' },
      tls: isSecure ? ('implicit' as const) : ('none' as const),
      usual: { implicit: 443, starttls: 80 },
    };
    this.network = new NetworkTrial(this.place, ports);
  }

  steps(): StepTry[] {
    return [...this.network.steps(), { step: 'answer.ask', title: 'Ask the address', run: () => this.ask() }];
  }

  close(): void {
    this.network.close();
  }

  private async ask(): Promise<StepSaid> {
    const { url } = this;
    const status = await this.statusOf(`HEAD ${url.pathname}${url.search} HTTP/1.1`);
    if (status >= 300 && status < 400)
      throw new StepFault(
        `It answers with a redirect (${status}), which is not followed: the key would be shown to somebody else.`,
        'Enter the address that it leads to.',
      );
    if (status === 404 || status === 410)
      throw new StepFault(`Nothing is there (${status}).`, 'Check the path of the address with the partner.');
    if (status >= 500)
      return { state: 'warning', words: `The server has a fault of its own (${status}).`, next: 'Tell the partner.' };
    return `It answers (${status}). Whether it takes an acknowledgement shows with the first one.`;
  }

  private async statusOf(request: string): Promise<number> {
    const wire = this.network.wire!;
    for (const line of [request, `Host: ${this.url.host}`, 'User-Agent: Ticket-Rail-EDI/1', 'Connection: close', ''])
      wire.say(line);
    try {
      const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(await wire.line())?.[1];
      if (status !== undefined) return Number(status);
    } catch (error) {
      throw error instanceof WireFault ? connectFault(error, this.place) : error;
    }
    throw new StepFault('What answers there is no HTTP.', 'Check the port of the address.');
  }
}
