// Structured logs: one JSON object per line on stdout. Guarantees: values under secret-sounding names and passwords inside
// URLs are masked at any depth, in fields, in error texts and in the message itself (A52).
import {
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type LogFn,
  type LoggerOptions,
  type Logger as PinoLogger,
  pino,
} from 'pino';

export type Logger = PinoLogger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export const MASK = '[secret]';
const SECRET_NAME = /pass(word|phrase|wd)?$|secrets?$|token$|authorization$|cookie$|api[-_]?key$|private[-_]?key$/i;
// The user part stays: it tells which account was tried.
const URL_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi;
const DEEPEST = 8;

/**
 * @param options.name  which process writes, e.g. `router`
 * @param options.destination  where lines go; stdout when left out
 */
export function createLogger(options: {
  level: LogLevel;
  name: string;
  instance?: string;
  destination?: DestinationStream;
}): Logger {
  const settings: LoggerOptions = {
    level: options.level,
    base: { name: options.name, ...(options.instance ? { instance: options.instance } : {}) },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }), log: maskFields },
    // Errors were described by maskFields already; pino's own description would drop their code and cause.
    serializers: { err: described => described },
    hooks: {
      logMethod(args, method) {
        method.apply(this, maskArguments(args) as Parameters<LogFn>);
      },
    },
  };
  const logger = options.destination ? pino(settings, options.destination) : pino(settings);
  return maskChildren(logger);
}

// pino formats what a child always says outside of the formatters. Children inherit this method from the logger they come from.
function maskChildren(logger: Logger): Logger {
  const child: (this: Logger, fields: Bindings, options?: ChildLoggerOptions) => unknown = logger.child;
  return Object.assign(logger, {
    child(this: Logger, fields: Bindings, options?: ChildLoggerOptions) {
      return child.call(this, maskFields(fields), options);
    },
  });
}

// pino takes the message of a bare error as the line's message, after the hook: it is said here, masked, before that.
function maskArguments(args: unknown[]): unknown[] {
  const [first] = args;
  const said = first instanceof Error && args.length === 1 ? [first, first.message] : args;
  return said.map((arg, position) => (position === 0 && typeof arg === 'object' ? arg : maskValue(arg, 0, new Set())));
}

/** Replaces the password in every `scheme://user:password@host` of a text. */
export function maskText(text: string): string {
  return text.replace(URL_PASSWORD, `$1:${MASK}@`);
}

function maskFields(fields: Record<string, unknown>): Record<string, unknown> {
  return maskValue(fields, 0, new Set()) as Record<string, unknown>;
}

function maskValue(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  // Bytes are mail content or keys: their length is all that a log may say.
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= DEEPEST || above.has(value)) return '[cut]';
  const path = new Set(above).add(value);
  if (value instanceof Error) return describeError(value, depth, path);
  if (Array.isArray(value)) return value.map(item => maskValue(item, depth + 1, path));
  return maskEntries(Object.entries(value), depth, path);
}

function maskEntries(entries: [string, unknown][], depth: number, path: Set<object>): Record<string, unknown> {
  return Object.fromEntries(
    entries.map(([name, item]) => {
      const secret = SECRET_NAME.test(name) && item !== null && item !== undefined && typeof item !== 'boolean';
      return [name, secret ? MASK : maskValue(item, depth + 1, path)];
    }),
  );
}

// `detail` and the like of a database's error carry row values: only the fields that locate a failure are kept.
function describeError(error: Error, depth: number, path: Set<object>): Record<string, unknown> {
  const kept = ['code', 'retryable', 'syscall', 'address', 'port', 'constraint', 'table', 'responseCode'] as const;
  const fields = kept
    .filter(name => name in error)
    .map(name => [name, (error as unknown as Record<string, unknown>)[name]]);
  return {
    type: error.name,
    message: maskText(error.message),
    stack: error.stack === undefined ? undefined : maskText(error.stack),
    ...maskEntries(fields as [string, unknown][], depth, path),
    ...(error.cause === undefined ? {} : { cause: maskValue(error.cause, depth + 1, path) }),
  };
}
