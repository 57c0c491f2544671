import { describe, expect, it } from '@jest/globals';
import { Fault } from './fault.js';
import { createLogger, MASK } from './logger.js';

const CANARY = 'canary-7f3a';

function captured() {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    name: 'test',
    instance: 'one',
    destination: { write: line => void lines.push(line) },
  });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown> };
}

describe('a log line', () => {
  it('is one JSON object with a level by name, a time, the process and the fields', () => {
    const { logger, last } = captured();
    logger.info({ messageId: 7, size: 10n }, 'stored');
    expect(last()).toMatchObject({
      level: 'info',
      name: 'test',
      instance: 'one',
      messageId: 7,
      size: '10',
      msg: 'stored',
    });
    expect(String(last().time)).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it.each([
    ['a field', { password: CANARY }],
    ['a nested field', { channel: { secrets: { 'imap.password': CANARY } } }],
    ['a list', { tries: [{ token: CANARY }] }],
    ['a header', { headers: { authorization: `Bearer ${CANARY}`, 'set-cookie': CANARY } }],
    ['a URL', { url: `postgres://rail:${CANARY}@db/rail` }],
    ['bytes', { raw: Buffer.from(CANARY) }],
    ['an error', { err: new Error(`cannot reach imap://u:${CANARY}@host`) }],
    ['a cause', { err: new Fault('X.Y', 'failed', { cause: { password: CANARY } }) }],
    ["a database error's detail", { err: Object.assign(new Error('duplicate'), { detail: `(key)=(${CANARY})` }) }],
  ])('hides a secret in %s', (_where, fields) => {
    const { logger, lines } = captured();
    logger.error(fields, 'failed');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(CANARY);
  });

  it('hides a secret in its text, in what is put into the text, in a bare error, and in what a child always says', () => {
    const { logger, lines } = captured();
    logger.warn(`amqp://u:${CANARY}@host is away`);
    logger.warn('%o is away', { password: CANARY });
    logger.error(new Error(`https://u:${CANARY}@host`));
    logger.child({ apiKey: CANARY }).info('hello');
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toContain(CANARY);
    expect(lines[0]).toContain(`amqp://u:${MASK}@host`);
  });

  it('keeps what locates a failure', () => {
    const { logger, last } = captured();
    logger.error({ err: new Fault('LEASE.LOST', 'gone', { retryable: true, cause: new Error('below') }) }, 'stopped');
    expect(last().err).toMatchObject({
      type: 'Fault',
      code: 'LEASE.LOST',
      retryable: true,
      cause: { message: 'below' },
    });
  });

  it('survives a field that contains itself', () => {
    const { logger, lines } = captured();
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    logger.info({ loop }, 'round');
    expect(lines).toHaveLength(1);
  });

  it('keeps flags about secrets, which are no secrets', () => {
    const { logger, last } = captured();
    logger.info({ hasPassword: true }, 'account');
    expect(last().hasPassword).toBe(true);
  });
});
