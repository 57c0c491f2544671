// What went wrong with a topic, as a code, one plain sentence for ops, and the next thing to try. Pure.
import { whyAway } from '#channels/contract';
import type { KafkaSettings } from './kafka.settings.js';

export type KafkaProblemCode =
  | 'KAFKA.AUTH'
  | 'KAFKA.NOT_ALLOWED'
  | 'KAFKA.NO_TOPIC'
  | 'KAFKA.TLS'
  | 'KAFKA.UNREACHABLE';

export interface TopicProblem {
  code: KafkaProblemCode;
  /** With what the client said of it, for the health of a saved channel. */
  problem: string;
  /** Without it: a test reads out nothing that it was told, and no address that a name leads to. */
  words: string;
  next: string;
  /** They took the connection, and closed it when they were asked: as one does that expects TLS. */
  brokeOff?: true;
}

export function topicProblem(error: unknown, settings: Pick<KafkaSettings, 'kafka' | 'topic'>): TopicProblem {
  const said = wordsOf(error);
  return signInProblem(said, settings) ?? topicOwnProblem(said, settings) ?? wayProblem(said, error, settings);
}

function signInProblem(said: string, { kafka }: Pick<KafkaSettings, 'kafka'>): TopicProblem | null {
  const auth = (words: string, next: string) => ({ code: 'KAFKA.AUTH' as const, problem: words, words, next });
  if (/ILLEGAL_SASL_STATE/.test(said))
    return auth(
      'The brokers want no sign-in on this port, and the settings give one.',
      'Leave the sign-in out, or enter the port where the brokers take it.',
    );
  if (/UNSUPPORTED_SASL_MECHANISM|mechanism is not supported/i.test(said))
    return auth(
      `The brokers take no sign-in with ${kafka.mechanism?.toUpperCase() ?? 'this'}.`,
      'Choose another way to sign in; whoever runs the cluster knows which.',
    );
  if (/SASL|authentication/i.test(said))
    return auth(
      `The brokers do not accept the sign-in as ${kafka.user ?? 'nobody'}. Enter the password again.`,
      'Check the user name as well, and that the user was made for this way to sign in.',
    );
  return null;
}

function topicOwnProblem(said: string, { topic }: Pick<KafkaSettings, 'topic'>): TopicProblem | null {
  const own = (code: KafkaProblemCode, words: string, next: string) => ({ code, problem: words, words, next });
  if (/AUTHORIZATION_FAILED|not authorized/i.test(said))
    return own(
      'KAFKA.NOT_ALLOWED',
      `We may not read the topic "${topic}" in this consumer group. Ask who runs the cluster.`,
      `The user needs the right to read ${/GROUP_AUTH/.test(said) ? 'in the group of this channel' : `the topic "${topic}"`}.`,
    );
  if (/UNKNOWN_TOPIC|does not host this topic/i.test(said))
    return own(
      'KAFKA.NO_TOPIC',
      `There is no topic "${topic}" on this cluster. It is read as soon as it is there.`,
      'Check how it is written: capital and small letters differ. Or have the topic made.',
    );
  return null;
}

function wayProblem(said: string, error: unknown, { kafka }: Pick<KafkaSettings, 'kafka'>): TopicProblem {
  const named = namedBroker(error, kafka.brokers);
  if (/certificate|self.signed|CERT_|wrong version number|SSL|TLS/i.test(said)) {
    const words = `No secure connection to ${named ?? 'the brokers'} could be made`;
    const next = 'Check the certificate of the authority and the one that shows who we are.';
    return { code: 'KAFKA.TLS', problem: `${words}: ${said.slice(0, 200)}`, words: `${words}.`, next };
  }
  const unreachable = (words: string, next: string) =>
    ({
      code: 'KAFKA.UNREACHABLE',
      problem: `${words}: ${whyAway(said.slice(0, 200))}`,
      words: `${words}.`,
      next,
    }) as const;
  if (named && /not on the internet/.test(said))
    return unreachable(
      `The brokers name ${named} as one of them, which leads to a private address, and nothing was sent there`,
      'If it is a server of your own network, whoever runs this installation has to list it in CHANNEL_PRIVATE_HOSTS.',
    );
  if (named)
    return unreachable(
      `The brokers name ${named} as one of them, which cannot be reached from here`,
      'Ask whoever runs the cluster for brokers that name addresses for the outside (advertised.listeners).',
    );
  if (/COORDINATOR|LOAD_IN_PROGRESS/i.test(said))
    return unreachable(
      'The brokers do not tell which of them keeps the group of this channel',
      'Try it again in a moment; a cluster that has just started may take a while.',
    );
  const all = `The brokers (${kafka.brokers.join(', ')}) cannot be reached`;
  if (!/closed connection|ECONNRESET|EPIPE/i.test(said))
    return unreachable(all, 'Check host and port; ask whoever runs the cluster.');
  const wanted = kafka.user ? 'the encryption may be wrong' : 'they may want a sign-in or a certificate';
  const next = `They broke off at the first question: ${wanted}. Ask whoever runs the cluster.`;
  return { ...unreachable(all, next), brokeOff: true };
}

/** `host:port` of a broker that the others name, where it is the one that failed; null where it is one of the settings. */
function namedBroker(error: unknown, entered: readonly string[]): string | null {
  for (const { broker } of chainOf(error))
    if (typeof broker === 'string' && /^[\w.:[\]-]{1,270}$/.test(broker))
      return entered.includes(broker) ? null : broker;
  return null;
}

/** Of the error and of what it was caused by: the client library puts the telling one at different depths. */
const wordsOf = (error: unknown): string =>
  chainOf(error)
    .map(({ type, message }) => [type, message].filter(word => typeof word === 'string').join(' '))
    .join('; ')
    .replace(/\s+/g, ' ');

type Told = { message?: unknown; type?: unknown; broker?: unknown; cause?: unknown };

function chainOf(error: unknown): Told[] {
  const chain: Told[] = [];
  for (let at = error as Told | null | undefined; at && chain.length < 5; at = at.cause as Told | undefined)
    chain.push(at);
  return chain;
}
