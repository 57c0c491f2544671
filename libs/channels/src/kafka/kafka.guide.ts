// What the console says beside the settings of a Kafka channel.
import type { SettingsGuide } from '#channels/contract';

export const kafkaGuide: SettingsGuide = {
  about: 'Other systems put tickets on a Kafka topic.',
  fields: {
    kafka: { title: 'Cluster' },
    'kafka.brokers': { title: 'Brokers', help: 'One a line.', placeholder: 'kafka.example.com:9093' },
    'kafka.tls': { title: 'Encryption', choices: { required: 'TLS', none: 'None: clear text' } },
    'kafka.mechanism': {
      title: 'Sign in with',
      choices: { plain: 'PLAIN', 'scram-sha-256': 'SCRAM-SHA-256', 'scram-sha-512': 'SCRAM-SHA-512' },
    },
    'kafka.user': { title: 'User name' },
    'kafka.ca': { title: 'Certificate of an authority of your own', lines: true, more: true },
    'kafka.certificate': { title: 'Certificate that shows who we are', lines: true, more: true },
    topic: { title: 'Topic' },
    kind: { title: 'Ticket kind', help: 'Of envelopes that name none.' },
    group: { title: 'Group', help: 'Two installations on one cluster need two.', more: true },
    maxMegabytes: { title: 'Largest record', unit: 'MB', help: 'A larger one is held.', more: true },
  },
  secrets: {
    'kafka.password': { title: 'Password' },
    'kafka.key': { title: 'Key of the certificate', lines: true },
  },
};
