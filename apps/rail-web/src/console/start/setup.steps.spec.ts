import { describe, expect, it } from '@jest/globals';
import { madeChannels, type Setup, stepsOf } from './setup.steps.js';

const health = { state: 'starting', problem: null, code: null, lastOkAt: null, since: null, retryAt: null };
const channel = (more: object = {}) => ({ id: 1, kind: 'email', name: 'Support mail', enabled: true, health, ...more });
const setup = (more: object = {}): Setup =>
  ({
    company: { name: 'My company', timeZone: null, demo: false },
    departments: [],
    settings: [],
    channels: [],
    kinds: [
      { kind: 'email', byItself: false },
      { kind: 'colleague', byItself: true },
    ],
    members: [{ id: 1, state: 'active', isAdmin: true }],
    meId: 1,
    ...more,
  }) as unknown as Setup;
const done = (more: object) =>
  stepsOf(setup(more))
    .filter(step => step.done)
    .map(step => step.id);
const words = (id: string, more: object) => stepsOf(setup(more)).find(step => step.id === id)!.words;

const departments = [
  { id: 1, name: 'Service' },
  { id: 2, name: 'Sales' },
];

describe('the steps of setting up', () => {
  it('are none of them done in an empty company, and begin with the company', () => {
    expect(done({})).toEqual([]);
    expect(stepsOf(setup())[0]!.id).toBe('company');
  });

  it('are done by what is there, in whatever order it came', () => {
    expect(done({ company: { name: 'Nordwerk', timeZone: 'Europe/Berlin', demo: false } })).toEqual(['company']);
    expect(done({ departments })).toEqual(['departments']);
    expect(done({ members: [{ id: 1 }, { id: 2, state: 'invited' }] })).toEqual(['people']);
    expect(done({ members: [{ id: 1 }, { id: 2, state: 'deactivated' }] })).toEqual([]);
  });

  it('ask for the working hours of each department, and name those that nobody has looked at', () => {
    const settings = [
      { departmentId: 1, version: 2 },
      { departmentId: 2, version: 1 },
    ];
    expect(done({ departments, settings })).toEqual(['departments']);
    expect(words('calendar', { departments, settings })).toContain('set for Sales: ');
    expect(done({ departments, settings: settings.map(one => ({ ...one, version: 2 })) })).toEqual([
      'departments',
      'calendar',
    ]);
  });

  it('take a channel as done when it has worked, and say what is in its way', () => {
    expect(done({ channels: [channel()] })).toEqual([]);
    const failing = channel({ health: { ...health, state: 'failing', problem: 'the password is wrong' } });
    expect(words('channel', { channels: [failing] })).toBe('Support mail has not worked yet. The password is wrong.');
    expect(done({ channels: [channel({ health: { ...health, state: 'ok' } })] })).toEqual(['channel']);
    expect(done({ channels: [channel({ enabled: false, health: { ...health, state: 'ok' } })] })).toEqual([]);
  });

  it('do not count what the product makes by itself as a channel', () => {
    const { channels, kinds } = setup({ channels: [channel({ kind: 'colleague' }), channel()] });
    expect(madeChannels(channels, kinds).map(one => one.kind)).toEqual(['email']);
  });
});
