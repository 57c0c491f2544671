// Reads a topic into the ledger. Guarantees: a record is committed in the topic after the ledger's commit (I1), so that a kill in between brings it again, and its
// identity stores it once; while the ledger is away nothing more is read; what is wrong with the brokers or the sign-in stands in health, in plain words.
import {
  Backoff,
  type Channel,
  type Connector,
  type ConnectorPorts,
  pause,
  type TopicReading,
  type TopicRecord,
} from '#channels/contract';
import { topicProblem } from './kafka.problem.js';
import type { KafkaSettings } from './kafka.settings.js';
import { recordEnvelope } from './record.envelope.js';
import { topicSource } from './topic.source.js';

const STORE_PAUSES = { first: 500, longest: 30_000 };

export function createTopicConnector(channel: Channel<KafkaSettings>, ports: ConnectorPorts): Connector {
  return new TopicConnector(channel, ports);
}

class TopicConnector implements Connector {
  private reading: Promise<TopicReading> | null = null;
  private readonly stopping = new AbortController();

  constructor(
    private readonly channel: Channel<KafkaSettings>,
    private readonly ports: ConnectorPorts,
  ) {}

  async start(): Promise<void> {
    this.reading = this.ports.readTopic(topicSource(this.channel), {
      take: (records, signal) => this.take(records, signal),
      news: problem => (problem ? this.failed(problem.error, problem.retryInMs) : this.well()),
    });
    // Joining a group takes seconds; nobody has to wait for it.
    this.reading.catch(error => this.failed(error, null));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const reading = await this.reading?.catch(() => null);
    await reading?.stop();
  }

  /** Tries until it is stored or somebody else has the partition: meanwhile heartbeats keep it ours, and nothing more of it is read. */
  private async take(records: TopicRecord[], signal: AbortSignal): Promise<void> {
    const { id, settings } = this.channel;
    const now = new Date();
    const envelopes = records.map(record => recordEnvelope(record, id, settings, now));
    const backoff = new Backoff(STORE_PAUSES);
    for (let failures = 0; ; failures++) {
      try {
        await this.ports.accept(envelopes);
        if (failures > 0) this.well();
        return;
      } catch (error) {
        const wait = backoff.next();
        this.ports.log.warn({ channelId: id, err: error }, 'Records could not be stored; they wait in the topic');
        this.ports.reportHealth(id, {
          state: 'failing',
          at: new Date(),
          problem: 'What is read cannot be stored at the moment. It waits in the topic.',
          code: 'KAFKA.NOT_STORED',
          retryAt: new Date(Date.now() + wait),
        });
        await pause(wait, signal);
        if (signal.aborted || this.stopping.signal.aborted) throw error;
      }
    }
  }

  private well(): void {
    const { id, settings } = this.channel;
    this.ports.reportHealth(id, { state: 'ok', at: new Date(), detail: `reads ${settings.topic}` });
  }

  private failed(error: Error, retryInMs: number | null): void {
    const retryAt = retryInMs === null ? null : new Date(Date.now() + retryInMs);
    const { problem, code } = topicProblem(error, this.channel.settings);
    this.ports.reportHealth(this.channel.id, { state: 'failing', at: new Date(), problem, code, retryAt });
  }
}
