// Reading a topic of a Kafka cluster, as a connector sees it. The router gives it the client of the bus; nothing here knows the client library.

export interface TopicSource {
  brokers: string[];
  topic: string;
  /** Members of one group share the topic's partitions: all instances of this channel are one. */
  group: string;
  /** False: clear text. PEM texts for an authority of one's own, and for a certificate that shows who we are. */
  tls: boolean | { ca?: string; cert?: string; key?: string };
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
}

export interface TopicRecord {
  partition: number;
  offset: string;
  key: Buffer | null;
  /** Null: the end of its key, in a compacted topic. */
  value: Buffer | null;
  timestamp: Date;
}

export interface TopicTaker {
  /** Records of one partition, in order. Their offsets are committed after it resolved; until then they come again, to whoever has the partition. */
  take(records: TopicRecord[], signal: AbortSignal): Promise<void>;
  /** Null: it reads. Else why not, and in how many milliseconds it is tried again. */
  news(problem: { error: Error; retryInMs: number } | null): void;
}

export interface TopicReading {
  stop(): Promise<void>;
}
