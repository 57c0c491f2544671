// The live events of the API as a browser's EventSource reads them: events with their ids, and the end.
import { get, type IncomingMessage } from 'node:http';

export interface Heard {
  event: string;
  id?: string;
  data: string;
}

/** What a browser's EventSource does: reads events, keeps the last id, notices the end. */
export class Stream {
  readonly heard: Heard[] = [];
  ended = false;
  status = 0;
  text = '';
  #response: IncomingMessage | undefined;
  #asked: ReturnType<typeof get> | undefined;

  static async open(port: number, headers: Record<string, string>): Promise<Stream> {
    const stream = new Stream();
    await new Promise<void>((resolve, reject) => {
      stream.#asked = get(
        { host: '127.0.0.1', port, path: '/api/v1/events', headers: { host: 'rail.test', ...headers }, agent: false },
        response => {
          stream.#response = response;
          stream.status = response.statusCode!;
          response.setEncoding('utf8');
          response.on('data', chunk => stream.#read(chunk));
          const end = () => {
            stream.ended = true;
          };
          response.on('end', end);
          response.on('error', end);
          resolve();
        },
      );
      stream.#asked.on('error', reject);
    });
    return stream;
  }

  headers() {
    return this.#response!.headers;
  }

  close(): void {
    this.#asked?.destroy();
  }

  tickets(): number[] {
    return this.heard.filter(({ event }) => event === 'ticket').map(({ data }) => JSON.parse(data).ticketId);
  }

  async until(done: () => boolean, milliseconds = 5_000): Promise<void> {
    const end = performance.now() + milliseconds;
    while (!done() && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 20));
    if (!done()) throw new Error(`never happened; heard ${JSON.stringify(this.heard)}`);
  }

  #read(chunk: string): void {
    this.text += chunk;
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find(line => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      if (field('event')) this.heard.push({ event: field('event')!, id: field('id'), data: field('data') ?? '' });
    }
  }
}
