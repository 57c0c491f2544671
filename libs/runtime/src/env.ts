// THE ONLY reader of process.env. Guarantees: read and checked once, at boot; a wrong value stops the start with one line
// that names the variable; an empty value counts as not set. .env.example lists every name (a test compares).
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { availableParallelism, hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Failpoint, parseFailpoints } from './failpoints.js';
import { Fault } from './fault.js';
import { LOG_LEVELS } from './logger.js';
import { type PrivateHost, readPrivateHost } from './outside/outside.url.js';

export const PROCESS_ROLES = ['connectors', 'convert', 'relay', 'outbound'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

const port = (label: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, label)
    .transform(Number)
    .refine(value => value <= 65_535, label);
const flag = z.enum(['true', 'false'], 'must be true or false').transform(value => value === 'true');
const url = (protocols: string[]) => (value: string) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);
const list = (value: string) => [...new Set(value.split(',').map(item => item.trim()))].filter(item => item !== '');

const privateHosts = (examples: string) =>
  z
    .string()
    .transform(value => list(value).map(readPrivateHost))
    .refine(
      (hosts): hosts is PrivateHost[] => hosts.every(host => host !== null),
      `must be hosts of your own network, like ${examples}, several separated by commas`,
    )
    .default([]);

/** Each setting with its check and default. A default that depends on another setting is filled in by readEnvironment. */
const SETTINGS = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  DATABASE_URL: z
    .string()
    .refine(url(['postgres:', 'postgresql:']), 'must be a URL like postgres://user:password@host:5432/database')
    .optional(),
  KAFKA_BROKERS: z
    .string()
    .transform(list)
    .refine(brokers => brokers.every(isHostAndPort), 'must be host:port, several separated by commas')
    .default([]),
  KAFKA_ALLOW_PLAINTEXT: flag.default(false),
  HOST: z.string().default('127.0.0.1'),
  PORT: port('must be a port from 0 to 65535, 0 for any free one').default(3000),
  PUBLIC_URL: z
    .string()
    .refine(url(['http:', 'https:']), 'must be a URL like https://rail.example.com')
    .transform(value => value.replace(/\/+$/, ''))
    .optional(),
  DATA_DIR: z
    .string()
    .transform(path => resolve(path))
    .default(() => resolve('data')),
  SECRET_KEY_FILE: z
    .string()
    .transform(path => resolve(path))
    .optional(),
  SMTP_IN_HOST: z.string().default('127.0.0.1'),
  SMTP_IN_PORT: z
    .union(
      [z.literal('off').transform(() => null), port('')],
      'must be off, or a port from 0 to 65535, 0 for any free one',
    )
    .default(2525),
  ROLES: z
    .string()
    .transform(list)
    .pipe(
      z
        .array(z.enum(PROCESS_ROLES), `must be one or more of ${PROCESS_ROLES.join(',')}`)
        .min(1, `must be one or more of ${PROCESS_ROLES.join(',')}`),
    )
    .default([...PROCESS_ROLES]),
  CONVERTER_THREADS: z
    .string()
    .regex(/^[1-9]\d?$/, 'must be a number from 1 to 99')
    .transform(Number)
    // One core stays with the main thread, which talks to the sources and to the database.
    .default(() => Math.max(1, availableParallelism() - 1)),
  TRUST_PROXY: z
    .string()
    .transform((value, context) => parseTrust(value, text => context.addIssue({ code: 'custom', message: text })))
    .default(false),
  WEBHOOK_PRIVATE_HOSTS: privateHosts('tracker.intern or 10.1.2.3:8080'),
  CHANNEL_PRIVATE_HOSTS: privateHosts('mail.intern or 10.1.2.3:993'),
  // Left out: info for the processes of a server, warn for the one that a person starts and reads.
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional(),
  INSTANCE_ID: z
    .string()
    .regex(/^[\w.-]{1,80}$/, 'must be 1 to 80 letters, digits, dots, dashes or underscores')
    // A restarted process is another holder of leases: its id must differ from that of the one before it.
    .default(() => `${hostname().slice(0, 60)}-${randomBytes(4).toString('hex')}`),
  FAILPOINTS: z
    .string()
    .transform((value, context): Failpoint[] => {
      try {
        return parseFailpoints(value);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    })
    .default([]),
});

export type Environment = z.output<typeof SETTINGS> & { SECRET_KEY_FILE: string };

/** Every variable that the product reads. */
export const ENVIRONMENT_NAMES: readonly string[] = Object.keys(SETTINGS.shape);

/**
 * Reads and checks all settings.
 * @param source  variables by name; the process's own when left out
 * @throws Fault `ENV.INVALID` with one line: `PORT must be …`, several joined by `; `. Values are never repeated: they may be secrets.
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(
    ENVIRONMENT_NAMES.map(name => [name, source[name]?.trim()]).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );
  const read = SETTINGS.safeParse(given);
  if (!read.success) {
    throw new Fault(
      'ENV.INVALID',
      read.error.issues.map(issue => `${String(issue.path[0])} ${issue.message}`).join('; '),
    );
  }
  const settings = read.data;
  if (settings.NODE_ENV === 'production') refuseInProduction(settings);
  return { ...settings, SECRET_KEY_FILE: settings.SECRET_KEY_FILE ?? join(settings.DATA_DIR, 'secret-keys.json') };
}

function refuseInProduction(settings: z.output<typeof SETTINGS>): void {
  if (settings.FAILPOINTS.length > 0) throw new Fault('ENV.INVALID', 'FAILPOINTS must not be set in production');
  if (settings.KAFKA_BROKERS.length > 0 && !settings.KAFKA_ALLOW_PLAINTEXT) {
    throw new Fault(
      'ENV.INVALID',
      'KAFKA_BROKERS are spoken to without TLS: in production set KAFKA_ALLOW_PLAINTEXT=true if that network is your own',
    );
  }
}

function isHostAndPort(broker: string): boolean {
  const match = /^(?:[\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(broker);
  return match !== null && Number(match[1]) > 0 && Number(match[1]) <= 65_535;
}

/**
 * false: forwarded headers are ignored. A list: addresses or networks of the proxies in front.
 * `true` (trust anybody) is not offered: any client could then choose its own address (A42, A43). A number of proxies neither: it
 * does not tell a proxy from a client that comes past it.
 */
function parseTrust(value: string, refuse: (message: string) => void): false | string[] {
  if (value === 'false') return false;
  const networks = list(value);
  if (networks.length > 0 && networks.every(isNetwork)) return networks;
  refuse('must be false, or the addresses of the proxies in front, like 10.0.0.0/8,::1');
  return false;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
