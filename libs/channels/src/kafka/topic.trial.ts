// Tries the sign-in at the brokers, the topic, and the group, without joining it: nobody who reads loses a partition, nothing is committed, no topic is made.
import {
  type Channel,
  limitOf,
  StepFault,
  type StepSaid,
  type StepTry,
  type TopicLook,
  type TopicRange,
  type TrialPorts,
  untried,
  withinLimit,
} from '#channels/contract';
import { topicProblem } from './kafka.problem.js';
import type { KafkaSettings } from './kafka.settings.js';
import { topicSource } from './topic.source.js';

export class TopicTrial {
  private look: TopicLook | null = null;
  private ranges: readonly TopicRange[] = [];
  private asking: Promise<unknown> | null = null;

  /**
   * @param answering  those of the brokers that the steps before reached
   * @param mayBeTls  asked where they break off: whether one of them begins with TLS
   */
  constructor(
    private readonly channel: Channel<KafkaSettings>,
    private readonly answering: readonly string[],
    private readonly mayBeTls: () => Promise<StepFault | null>,
    private readonly ports: TrialPorts,
  ) {}

  steps(): StepTry[] {
    const lookAtTopic = this.ports.lookAtTopic;
    if (!lookAtTopic) return [untried('kafka.sign-in', 'Sign in', 'That is tried by the saved channel itself.', WAIT)];
    return [
      { step: 'kafka.sign-in', title: 'Sign in', run: () => this.signIn(lookAtTopic) },
      { step: 'kafka.topic', title: 'Find the topic', run: () => this.findTopic() },
      { step: 'kafka.group', title: 'Ask how far the group has read', run: () => this.askGroup() },
      joins,
    ];
  }

  async close(): Promise<void> {
    await this.look?.close();
    // A question that nobody waits for any more has ended with it; whether the port speaks TLS may still be asked.
    const { asking, ports } = this;
    if (asking) await withinLimit(asking, limitOf(ports), new AbortController().signal).catch(() => undefined);
  }

  private async signIn(lookAtTopic: NonNullable<TrialPorts['lookAtTopic']>): Promise<StepSaid> {
    const { settings, secrets } = this.channel;
    const { user, certificate } = settings.kafka;
    if (user && !secrets['kafka.password'])
      throw new StepFault('There is no password yet.', `Enter the password of ${user}.`);
    if (certificate && !secrets['kafka.key'])
      throw new StepFault('The certificate has no key yet.', 'Enter the key of the certificate that shows who we are.');
    const source = { ...topicSource(this.channel), brokers: [...this.answering] };
    const look = lookAtTopic(source, limitOf(this.ports));
    this.look = look;
    await this.asked(() => look.signIn());
    if (user) return `The brokers take ${user} and the password.`;
    return certificate
      ? 'The brokers answer; they were shown the certificate.'
      : 'The brokers answer without a sign-in.';
  }

  private async findTopic(): Promise<StepSaid> {
    const { topic } = this.channel.settings;
    this.ranges = await this.asked(() => this.look!.ranges());
    const partitions = this.ranges.length === 1 ? '1 partition' : `${this.ranges.length} partitions`;
    return `"${topic}" has ${partitions} and ${most(sum(this.ranges, heldBy), 'holds')}.`;
  }

  private async askGroup(): Promise<StepSaid> {
    const { id, settings } = this.channel;
    const begins = `begins with the oldest record, and ${most(sum(this.ranges, heldBy), 'takes')}.`;
    // Its name is made of the channel's key, which a new one gets when it is saved.
    if (id === 0 && settings.group === undefined)
      return { state: 'skipped', words: `The group of a new channel ${begins}` };
    const { group } = topicSource(this.channel);
    const committed = await this.asked(() => this.look!.committed());
    if (committed.size === 0) return `The group "${group}" has not read here yet: it ${begins}`;
    const waiting = sum(this.ranges, range => waitingIn(range, committed.get(range.partition)));
    return waiting === 0n
      ? `The group "${group}" has read all of it.`
      : `The group "${group}" has read here; at most ${counted(waiting)} for it.`;
  }

  private asked<T>(question: () => Promise<T>): Promise<T> {
    const asking = question().catch(error => this.explain(error));
    this.asking = asking;
    return asking;
  }

  /** @throws StepFault always */
  private async explain(error: unknown): Promise<never> {
    const { words, next, brokeOff } = topicProblem(error, this.channel.settings);
    const tls = brokeOff ? await this.mayBeTls() : null;
    throw tls ?? new StepFault(words, next, { cause: error });
  }
}

const heldBy = ({ oldest, next }: TopicRange): bigint => next - oldest;

/** What it has not read, or what is no longer there, is read from the oldest. */
function waitingIn(range: TopicRange, committed: bigint | undefined): bigint {
  const isThere = committed !== undefined && committed >= range.oldest && committed <= range.next;
  return isThere ? range.next - committed : heldBy(range);
}

const sum = (ranges: readonly TopicRange[], of: (range: TopicRange) => bigint): bigint =>
  ranges.reduce((total, range) => total + of(range), 0n);

// Numbers between may be those of records that were cleared away, or of transactions.
const most = (records: bigint, does: string): string =>
  records === 0n ? `${does} no record yet` : `${does} at most ${records} ${records === 1n ? 'record' : 'records'}`;
const counted = (records: bigint): string => (records === 1n ? '1 record waits' : `${records} records wait`);

const WAIT = 'Save the channel: within a minute its health says whether it reads.';

const joins = untried(
  'kafka.join',
  'Read the topic',
  'Not tried: whoever joins the group takes partitions from those who read. That the topic and the group can be seen does not show yet that they may be read.',
  WAIT,
);
