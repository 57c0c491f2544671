// Reading a topic of a Kafka cluster, as a connector and a test of a channel see it. The apps give them the client of the bus; nothing here knows the client library.

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

/** Of one partition, as the brokers count. `oldest`: the first that is still there; `next`: the one that comes next. Not every number between is a record. */
export interface TopicRange {
  partition: number;
  oldest: bigint;
  next: bigint;
}

/** Looks at a topic as its reader would, and changes nothing: no group is joined, no topic made, nothing committed. Asked one after the other. */
export interface TopicLook {
  /** Resolves when a broker answered whoever signed in. */
  signIn(): Promise<void>;
  ranges(): Promise<TopicRange[]>;
  /** Where the group of the source goes on, by partition; none where it never committed. */
  committed(): Promise<Map<number, bigint>>;
  /** Never rejects. When it resolves all connections are closed, and nothing is asked any more. */
  close(): Promise<void>;
}
