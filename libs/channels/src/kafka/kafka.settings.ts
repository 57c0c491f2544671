// What ops configure on a Kafka channel: where the topic is, and how we sign in. What cannot work, or would show a password, is refused here.
import { z } from 'zod';

/** Names of the encrypted values; they are never part of the settings. */
export const KAFKA_SECRET_NAMES = ['kafka.password', 'kafka.key'] as const;

const isLoopback = (broker: string): boolean => /^(?:localhost|127(?:\.\d+){3}):/.test(broker);
const pem = z
  .string()
  .max(50_000, 'is longer than 50,000 characters')
  .regex(/^\s*-----BEGIN CERTIFICATE-----/, 'is a certificate in PEM form');
const name = z.string().regex(/^[\w.-]{1,249}$/, 'has 1 to 249 letters, digits, dots, dashes or underscores');

export const kafkaSettings = z.object({
  kafka: z
    .object({
      brokers: z
        // The client library takes what stands before the first colon for the host: an address of IPv6 would be cut in two.
        .array(z.string().regex(/^[\w.-]+:\d{1,5}$/, 'is host:port, with a name in place of an address of IPv6'))
        .min(1, 'needs one broker at least')
        .max(20, 'takes at most 20 brokers'),
      tls: z.enum(['required', 'none']).default('required'),
      /** Of an authority of one's own. */
      ca: pem.optional(),
      /** Shows who we are; its key is the secret kafka.key. */
      certificate: pem.optional(),
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
      user: z.string().min(1, 'needs a user name').max(200).optional(),
    })
    .refine(({ mechanism, user }) => (mechanism === undefined) === (user === undefined), {
      path: ['user'],
      message: 'and mechanism go together',
    })
    .refine(({ tls, mechanism, brokers }) => tls === 'required' || mechanism !== 'plain' || brokers.every(isLoopback), {
      path: ['tls'],
      message: 'is needed where the password is sent as it is (mechanism plain)',
    }),
  topic: name,
  /** Left out: ticket-rail.<channel key>. Two installations on one cluster need two, or they share the topic between them. */
  group: name.optional(),
  /** Of tickets whose envelope names no kind. */
  kind: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'is the key of a ticket kind')
    .default('inquiry'),
  /** A larger record is held, with its beginning. */
  maxMegabytes: z.number().min(0.001, 'is at least 0.001').max(64, 'is at most 64').default(10),
});
export type KafkaSettings = z.output<typeof kafkaSettings>;
