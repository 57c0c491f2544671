// What went wrong with a topic, as a code and one plain sentence for ops. Pure.
import type { KafkaSettings } from './kafka.settings.js';

export type KafkaProblemCode =
  | 'KAFKA.AUTH'
  | 'KAFKA.NOT_ALLOWED'
  | 'KAFKA.NO_TOPIC'
  | 'KAFKA.TLS'
  | 'KAFKA.UNREACHABLE';

export function topicProblem(
  error: unknown,
  { kafka, topic }: Pick<KafkaSettings, 'kafka' | 'topic'>,
): { code: KafkaProblemCode; problem: string } {
  const said = wordsOf(error);
  if (/SASL|authentication/i.test(said))
    return {
      code: 'KAFKA.AUTH',
      problem: `The brokers do not accept the sign-in as ${kafka.user ?? 'nobody'}. Enter the password again.`,
    };
  if (/AUTHORIZATION_FAILED|not authorized/i.test(said))
    return {
      code: 'KAFKA.NOT_ALLOWED',
      problem: `We may not read the topic "${topic}" in this consumer group. Ask who runs the cluster.`,
    };
  if (/UNKNOWN_TOPIC|does not host this topic/i.test(said))
    return {
      code: 'KAFKA.NO_TOPIC',
      problem: `There is no topic "${topic}" on this cluster. It is read as soon as it is there.`,
    };
  if (/certificate|self.signed|CERT_|wrong version number|SSL|TLS/i.test(said))
    return { code: 'KAFKA.TLS', problem: `No secure connection to the brokers could be made: ${said.slice(0, 200)}` };
  return {
    code: 'KAFKA.UNREACHABLE',
    problem: `The brokers (${kafka.brokers.join(', ')}) cannot be reached: ${said.slice(0, 200)}`,
  };
}

/** Of the error and of what it was caused by: the client library puts the telling one at different depths. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (
    let at = error as { message?: unknown; type?: unknown; cause?: unknown } | null | undefined;
    at && words.length < 5;
    at = at.cause as typeof at
  )
    words.push([at.type, at.message].filter(word => typeof word === 'string').join(' '));
  return words.join('; ').replace(/\s+/g, ' ');
}
