import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { ENVIRONMENT_NAMES, readEnvironment } from '#runtime';
import { COMPOSE_SCHEMA } from './compose.schema.js';
import { ROOT } from './modules.js';

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  deploy?: { replicas?: number };
  depends_on?: Record<string, { condition: string }>;
  healthcheck: { disable?: boolean };
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build !== undefined);
const validate = new Ajv({ strict: false, allErrors: true }).compile(COMPOSE_SCHEMA);

/** The build, which removes what it makes no more, has made it, or it stands in the repository. */
const madeOrThere = (file: string): boolean => file !== '' && existsSync(join(ROOT, file));

describe('docker-compose.yml', () => {
  it('is what Compose expects', () => {
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['an unknown key', { restarts: 'always' }],
    ['a moving tag', { image: 'postgres:latest' }],
    ['no tag', { image: 'postgres' }],
    ['a port open to the network', { ports: ['3000:3000'] }],
    ['a number where text is due', { environment: { PORT: 3000 } }],
    ['a duration without a unit', { stop_grace_period: '20' }],
  ])('would be refused with %s', (_what, change) => {
    const [, first] = services[0] as [string, Service];
    expect(validate({ name: 'x', services: { one: { ...first, ...change } } })).toBe(false);
  });

  it('runs PostgreSQL, Kafka, a mail server, and two of each of our processes', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'inbox-api',
      'kafka',
      'mail',
      'migrate',
      'postgres',
      'router',
    ]);
    expect(compose.services.router?.deploy?.replicas).toBe(2);
    expect(compose.services['inbox-api']?.deploy?.replicas).toBe(2);
  });

  it('gives each copy of a process a port of its own', () => {
    for (const [name, service] of services) {
      for (const port of service.ports ?? []) {
        const [, from = 0, to = from] = /:(\d+)(?:-(\d+))?:/.exec(port)?.map(Number) ?? [];
        const ports = (Number.isNaN(to) ? from : to) - from + 1;
        expect({ name, ports }).toEqual({ name, ports: service.deploy?.replicas ?? 1 });
      }
    }
  });

  it('names only services and volumes that are in it', () => {
    const dangling = services.flatMap(([name, service]) => [
      ...Object.keys(service.depends_on ?? {}).filter(other => !compose.services[other]),
      ...(service.volumes ?? [])
        .filter(volume => !(String(volume.split(':')[0]) in compose.volumes))
        .map(volume => `${name} ${volume}`),
    ]);
    expect(dangling).toEqual([]);
  });

  it('waits for what tells that it is ready', () => {
    for (const [, service] of services) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const endsByItself = compose.services[other]?.healthcheck.disable === true;
        expect(condition).toBe(endsByItself ? 'service_completed_successfully' : 'service_healthy');
      }
    }
  });

  it.each(ours)('gives %s settings that it knows and accepts', (_name, service) => {
    const given = Object.entries(service.environment ?? {}).map(([key, value]) => [
      key,
      value.replace(/\$\{[^}]+\}/g, 'secret1'),
    ]);
    expect(given.map(([key]) => key).filter(key => !ENVIRONMENT_NAMES.includes(String(key)))).toEqual([]);
    const settings = readEnvironment(Object.fromEntries(given) as Record<string, string>);
    expect(settings).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', KAFKA_BROKERS: ['kafka:9092'] });
  });

  it.each(ours)('starts %s from a file that the sources make', (_name, service) => {
    expect(madeOrThere(service.command?.[1] ?? '')).toBe(true);
  });
});

describe('the Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  it('runs on a long-term release of Node that package.json allows', () => {
    const versions = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(match => Number(match[1]));
    expect(versions.length).toBe(2);
    for (const version of versions) {
      expect(version % 2).toBe(0);
      expect(version).toBeGreaterThanOrEqual(20);
    }
  });

  it('does not run as root', () => {
    expect(dockerfile.match(/^USER .*$/gm)).toEqual(['USER node']);
  });

  it('copies files that are there, and leaves out what must not get in', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(match =>
      String(match[1]).split(' '),
    );
    expect(copied.filter(file => file !== '.' && !existsSync(join(ROOT, file)))).toEqual([]);
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', 'data', 'node_modules', '.git']));
  });

  it('starts and checks files that the sources make', () => {
    const files = [...dockerfile.matchAll(/CMD \["node", "([^"]+)"/g)].map(match => String(match[1]));
    expect(files.length).toBe(2);
    expect(files.filter(file => !madeOrThere(file))).toEqual([]);
  });
});
