import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestStep } from '#channels/contract';
import { phoneSettings } from '../phone.settings.js';
import { sampleOf } from './phone.sample.js';
import { tryPhone } from './phone.trial.js';

const ports = {
  reach: async () => ({ outcome: 'unknown' as const, words: '', next: '' }),
  signal: new AbortController().signal,
};
const LOG =
  'startedAt,from,to,outcome\n2026-03-02T09:00:00Z,+4930111222,+49305550,missed\n2026-03-02T09:05:00Z,+4930111333,+49305550,missed\n';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phone-trial-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = (over: object = {}) =>
  phoneSettings.parse({
    ...{ country: 'DE', timeZone: 'Europe/Berlin', source: 'generic-csv', files: [join(folder, 'calls.csv')] },
    ...{ columns: { startedAt: 'startedAt', from: 'from', to: 'to', outcome: 'outcome' } },
    ...{ ours: { extensions: [], numbers: ['+4930555*'] }, ...over },
  });
async function steps(over: object = {}, secrets = {}): Promise<Record<string, TestStep>> {
  const channel = {
    id: 0,
    key: 'calls',
    kind: 'phone',
    name: 'Calls',
    departmentId: 1,
    settings: settings(over),
    secrets,
  };
  return Object.fromEntries((await tryPhone(channel, ports)).map(one => [one.step, one]));
}

describe('a test of a phone log', () => {
  it('says that the file is not there, and tries nothing more', async () => {
    const tried = await steps({ files: [join(folder, 'missing.csv')] });
    expect(Object.values(tried).find(one => one.state === 'failed')).toMatchObject({
      words: expect.stringContaining('is not there'),
      next: expect.stringContaining('path'),
    });
    expect(tried['phone.message']?.state).toBe('skipped');
  });

  it('hears the last call of the log', async () => {
    await writeFile(join(folder, 'calls.csv'), LOG);
    const tried = await steps();
    expect(tried['phone.message']).toMatchObject({ state: 'ok', words: expect.stringMatching(/^Line 3 .*missed/) });
  });

  it('names the line that is no call', async () => {
    await writeFile(join(folder, 'calls.csv'), `${LOG}yesterday,+4930111222,+49305550,missed\n`);
    expect((await steps())['phone.message']).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('Line 4'),
    });
  });

  it('of a system that posts asks for the secret that proves its posts', async () => {
    const twilio = { source: 'twilio', files: undefined, columns: undefined };
    expect((await steps(twilio))['phone.posts']).toMatchObject({
      state: 'failed',
      next: expect.stringContaining('twilio.authToken'),
    });
    expect((await steps(twilio, { 'twilio.authToken': 'x' }))['phone.posts']?.state).toBe('skipped');
  });
});

it('a dropped log is as many samples as it has rows, up to the limit', () => {
  const file = { bytes: Buffer.from(LOG) };
  expect(sampleOf(file, settings(), 10).map(one => one.transport.line)).toEqual([2, 3]);
  expect(sampleOf(file, settings(), 1)).toHaveLength(1);
});
