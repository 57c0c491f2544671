import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from './env.js';

const refusal = (variables: Record<string, string>): string => {
  try {
    readEnvironment(variables);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('the settings', () => {
  it('have a default each, so that a fresh machine needs none', () => {
    const settings = readEnvironment({});
    expect(settings).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      SMTP_IN_PORT: 2525,
      KAFKA_BROKERS: [],
      ROLES: ['connectors', 'convert', 'relay', 'outbound'],
      TRUST_PROXY: false,
      NODE_ENV: 'development',
      FAILPOINTS: [],
    });
    expect(settings.DATABASE_URL).toBeUndefined();
    expect(settings.CONVERTER_THREADS).toBeGreaterThanOrEqual(1);
  });

  it('keep the key file in the data folder unless told otherwise', () => {
    expect(readEnvironment({ DATA_DIR: '/srv/rail' }).SECRET_KEY_FILE).toBe('/srv/rail/secret-keys.json');
    expect(readEnvironment({ DATA_DIR: '/srv/rail', SECRET_KEY_FILE: '/run/keys.json' }).SECRET_KEY_FILE).toBe(
      '/run/keys.json',
    );
  });

  it('take an empty value as not set', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ PORT: 3000 });
  });

  it('read lists, ports and flags', () => {
    const settings = readEnvironment({
      KAFKA_BROKERS: 'one:9092, [::1]:9093,one:9092',
      ROLES: 'relay,outbound',
      SMTP_IN_PORT: 'off',
      PORT: '0',
      PUBLIC_URL: 'https://rail.example.com/',
    });
    expect(settings).toMatchObject({
      KAFKA_BROKERS: ['one:9092', '[::1]:9093'],
      ROLES: ['relay', 'outbound'],
      SMTP_IN_PORT: null,
      PORT: 0,
      PUBLIC_URL: 'https://rail.example.com',
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['SMTP_IN_PORT', 'on'],
    ['DATABASE_URL', 'mysql://host/rail'],
    ['KAFKA_BROKERS', 'broker'],
    ['KAFKA_BROKERS', 'broker:0'],
    ['ROLES', 'relay,cook'],
    ['ROLES', ','],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'rail.example.com'],
    ['CONVERTER_THREADS', '0'],
    ['INSTANCE_ID', 'a b'],
    ['KAFKA_ALLOW_PLAINTEXT', 'yes'],
    ['NODE_ENV', 'staging'],
    ['FAILPOINTS', 'raw.pre_commit:explode'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['WEBHOOK_PRIVATE_HOSTS', 'tracker.intern,http://10.1.2.3'],
    ['WEBHOOK_PRIVATE_HOSTS', '10.1.2.3:99999'],
    ['CHANNEL_PRIVATE_HOSTS', 'mail intern'],
  ])('refuse %s=%s in one line that names it', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} `));
    expect(message).not.toContain('\n');
  });

  it('never repeat a wrong value, since it may hold a password', () => {
    expect(refusal({ DATABASE_URL: 'http://user:canary-pw@host' })).not.toContain('canary-pw');
  });

  it('name every wrong variable at once', () => {
    expect(refusal({ PORT: 'x', LOG_LEVEL: 'x' })).toMatch(/PORT .*; LOG_LEVEL /);
  });

  it('trust the listed networks, and nobody by default', () => {
    expect(readEnvironment({ TRUST_PROXY: '10.0.0.0/8, ::1' }).TRUST_PROXY).toEqual(['10.0.0.0/8', '::1']);
  });

  it('open no host of the own network to webhooks, but for those that are named', () => {
    expect(readEnvironment({}).WEBHOOK_PRIVATE_HOSTS).toEqual([]);
    expect(readEnvironment({ WEBHOOK_PRIVATE_HOSTS: 'Tracker.intern, 10.1.2.3:8080' }).WEBHOOK_PRIVATE_HOSTS).toEqual([
      { host: 'tracker.intern', port: null },
      { host: '10.1.2.3', port: 8080 },
    ]);
  });

  it('open no host of the own network to tests of channels, but for those that are named', () => {
    expect(readEnvironment({}).CHANNEL_PRIVATE_HOSTS).toEqual([]);
    expect(readEnvironment({ CHANNEL_PRIVATE_HOSTS: 'mail.intern:993' }).CHANNEL_PRIVATE_HOSTS).toEqual([
      { host: 'mail.intern', port: 993 },
    ]);
  });

  it('refuse failpoints and unannounced plaintext Kafka in production', () => {
    const production = { NODE_ENV: 'production' };
    expect(refusal({ ...production, FAILPOINTS: 'raw.pre_commit:kill' })).toMatch(/^FAILPOINTS /);
    expect(refusal({ ...production, KAFKA_BROKERS: 'a:9092' })).toMatch(/^KAFKA_BROKERS .*KAFKA_ALLOW_PLAINTEXT/);
    expect(refusal({ ...production, KAFKA_BROKERS: 'a:9092', KAFKA_ALLOW_PLAINTEXT: 'true' })).toBe('accepted');
  });

  it('give each start another instance id, so that a restarted process does not pass for the one before', () => {
    expect(readEnvironment({}).INSTANCE_ID).not.toBe(readEnvironment({}).INSTANCE_ID);
  });
});
