// Random sequences of everything that people of three departments do with tickets and handoffs, one after another and two at once, against the real
// store. After each of them the books must be right: never two owners, never none, no illegal state, and no clock that runs while it is paused.
// On failure the seed and the shortest sequence that was found are printed.
import fc from 'fast-check';
import { type House, openHouse } from '../database/tickets.factory.js';
import { type Answer, HANDOFF_ACTS, type Ready, type Roll, ready, TICKET_ACTS } from './handoff.acts.js';
import { brokenLaws } from './handoff.books.js';
import { clockFaults } from './handoff.clock.js';
import { addQuestionContract, arrive, makeWorld, type Standing, standingOf, type World } from './handoff.world.js';

let house: House;
beforeAll(async () => {
  house = await openHouse(6);
  await addQuestionContract(house.database);
});
afterAll(() => house.close());

/** Of each act: how often it did something, and how often it was refused with which code. */
const happened = new Map<string, number>();
const refusals = new Map<string, number>();
const count = (of: Map<string, number>, name: string) => of.set(name, (of.get(name) ?? 0) + 1);
const DID_SOMETHING = new Set(['changed', 'begun', 'discarded', 'claimed']);

/** States that a handoff may go to, written down a second time: draft to returned, say, is no way. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  draft: ['offered', 'gone'],
  offered: ['accepted', 'returned', 'cancelled'],
  accepted: ['completed', 'cancelled'],
  returned: ['offered', 'cancelled'],
  completed: [],
  cancelled: [],
};

interface Model {
  steps: number;
}

class Step implements fc.AsyncCommand<Model, { world: World }> {
  constructor(
    readonly rolls: readonly Roll[],
    readonly minutes: number,
  ) {}

  check = () => true;

  async run(model: Model, { world }: { world: World }): Promise<void> {
    model.steps += 1;
    world.now = new Date(world.now.getTime() + this.minutes * 60_000);
    const acts: Ready[] = [];
    for (const roll of this.rolls) {
      const act = ready(world, roll, acts[0]);
      if (act) acts.push(act);
    }
    const before = world.standing;
    const answers = await Promise.all(acts.map(act => world.database.transaction(act.run)));
    world.standing = await standingOf(world);
    const faults = [
      ...acts.flatMap((act, i) => answerFaults(act, answers[i]!)),
      ...raceFaults(acts, answers),
      ...wayFaults(before, world.standing, acts, answers),
      ...clockFaults({
        before,
        after: world.standing,
        now: world.now,
        rails: world.rails,
        repromised: repromisedBy(before, world.standing),
      }),
      ...(await brokenLaws(world)),
    ];
    expect(faults).toEqual([]);
  }

  toString(): string {
    return `after ${this.minutes} min: ${this.rolls.map(roll => JSON.stringify(roll)).join(' beside ')}`;
  }
}

/** New terms for a contract: whoever has begun under the old ones must look at them first. */
class Revise implements fc.AsyncCommand<Model, { world: World }> {
  constructor(readonly contract: string) {}
  check = () => true;
  async run(_: Model, { world }: { world: World }): Promise<void> {
    await world.database.rows(
      `INSERT INTO handoff_contract (key, version, definition)
       SELECT key, version + 1, jsonb_set(definition::jsonb, '{acceptMinutes}', to_jsonb(60 + (version * 17) % 400))::json
         FROM handoff_contract WHERE key = $1 ORDER BY version DESC LIMIT 1`,
      [this.contract],
    );
  }
  toString = () => `${this.contract} gets new terms`;
}

class Arrive implements fc.AsyncCommand<Model, { world: World }> {
  constructor(readonly rail: number) {}
  check = () => true;
  async run(_: Model, { world }: { world: World }): Promise<void> {
    await arrive(world, world.rails[this.rail]!.id, 'order');
    world.standing = await standingOf(world);
  }
  toString = () => `an order arrives on rail ${this.rail}`;
}

function answerFaults({ roll, on }: Ready, answer: Answer): string[] {
  const did = DID_SOMETHING.has(answer.outcome);
  if (did) count(happened, roll.act);
  if (answer.outcome === 'refused') count(refusals, answer.code!);
  const where = `${roll.act} on ${JSON.stringify(on)}`;
  if (did && roll.stale && roll.act !== 'next' && roll.act !== 'begin')
    return [`${where} acted on what it had not seen`];
  if (answer.outcome === 'refused' && (!/^(TICKET|HANDOFF)\.[A-Z_]+$/.test(answer.code!) || !answer.detail))
    return [`${where} was refused without a reason`];
  return [];
}

/** Of two who act on the same thing as they saw it, one at most has his way. */
function raceFaults(acts: Ready[], answers: Answer[]): string[] {
  const [one, other] = acts;
  if (!one || !other) return [];
  const same =
    one.on.handoff !== undefined
      ? one.on.handoff === other.on.handoff
      : one.on.ticket !== undefined && one.on.ticket === other.on.ticket;
  // Beginning a draft changes nothing of the ticket.
  const isFree = acts.some(act => act.roll.act === 'begin');
  return same && !isFree && answers.every(answer => DID_SOMETHING.has(answer.outcome))
    ? [`${one.roll.act} and ${other.roll.act} both won`]
    : [];
}

/** Handoffs go only where their ways lead, and only where an act has led them. */
function wayFaults(before: Standing, after: Standing, acts: Ready[], answers: Answer[]): string[] {
  const faults: string[] = [];
  const led = new Map<number, string>();
  acts.forEach(({ roll, on }, i) => {
    const to = HANDOFF_ACTS[roll.act]?.to;
    if (to && on.handoff !== undefined && DID_SOMETHING.has(answers[i]!.outcome)) led.set(on.handoff, to);
  });
  for (const handoff of before.handoffs.values()) {
    const state = after.handoffs.get(handoff.id)?.state ?? 'gone';
    const expected = led.get(handoff.id) ?? handoff.state;
    if (state !== expected) faults.push(`handoff ${handoff.id} is ${state}, not ${expected}`);
    if (state !== handoff.state && !WAYS[handoff.state]!.includes(state))
      faults.push(`handoff ${handoff.id} went from ${handoff.state} to ${state}`);
  }
  for (const handoff of after.handoffs.values())
    if (!before.handoffs.has(handoff.id) && handoff.state !== 'draft')
      faults.push(`handoff ${handoff.id} began as ${handoff.state}`);
  return faults;
}

/** Moved to another rail, or merged into: these have a new promise by right. */
function repromisedBy(before: Standing, after: Standing): Set<number> {
  const given = new Set<number>();
  for (const ticket of after.tickets.values()) {
    const was = before.tickets.get(ticket.id);
    if (was && was.departmentId !== ticket.departmentId) given.add(ticket.id);
    if (was && was.state !== 'merged' && ticket.state === 'merged')
      for (const one of after.tickets.values()) if (one.departmentId === ticket.departmentId) given.add(one.id);
  }
  return given;
}

const anyRoll = (acts: readonly [number, string][]): fc.Arbitrary<Roll> =>
  fc.record({
    act: fc.oneof(...acts.map(([weight, act]) => ({ weight, arbitrary: fc.constant(act) }))),
    target: fc.nat(999),
    who: fc.nat(999),
    dice: fc.nat(9_999),
    asHolder: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    wild: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    stale: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });

const STEPS: [number, string][] = [
  [8, 'edit'],
  [2, 'adopt'],
  [12, 'offer'],
  [8, 'accept'],
  [5, 'return'],
  [6, 'complete'],
  [2, 'cancel'],
  [1, 'discard'],
];
const ACTS: [number, string][] = [
  ...Object.keys(TICKET_ACTS).map((act): [number, string] => [
    act === 'begin' ? 10 : act === 'merge' || act === 'move' ? 1 : act === 'done' ? 2 : 3,
    act,
  ]),
  [3, 'next'],
];
const anyMinutes = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 4 * 1440 }));
const commands = [
  fc.tuple(anyRoll([...STEPS, ...ACTS]), anyMinutes).map(([roll, minutes]) => new Step([roll], minutes)),
  fc.tuple(anyRoll([...STEPS, ...ACTS]), anyMinutes).map(([roll, minutes]) => new Step([roll], minutes)),
  fc
    .tuple(anyRoll(STEPS), anyRoll([...STEPS, ...STEPS, ...ACTS]), anyMinutes)
    .map(([one, other, minutes]) => new Step([one, other], minutes)),
  fc.tuple(anyRoll(ACTS), anyRoll(ACTS), anyMinutes).map(([one, other, minutes]) => new Step([one, other], minutes)),
  fc.oneof(
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('design-request', 'quote-support', 'sales-opportunity')
        .map(contract => new Revise(contract)),
    },
    { weight: 1, arbitrary: fc.nat(2).map(rail => new Arrive(rail)) },
    { weight: 18, arbitrary: fc.tuple(anyRoll(STEPS), anyMinutes).map(([roll, minutes]) => new Step([roll], minutes)) },
  ),
];

const RUNS = Number(process.env.RAIL_MODEL_RUNS ?? 60);

it('whatever people do with tickets and handoffs, each has one owner, one state and one clock', async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 100, size: 'max' }), async sequence => {
      const model = { steps: 0 };
      const world = await makeWorld(house.database);
      await fc.asyncModelRun(() => ({ model, real: { world } }), sequence);
      steps += model.steps;
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: true },
  );
  if (process.env.RAIL_MODEL_SAY) console.log(steps, happened, refusals);
  // It was a walk through all of it: thousands of steps, every act took place, and what must be refused was.
  expect(steps).toBeGreaterThan(RUNS * 30);
  expect(
    [...Object.keys(HANDOFF_ACTS), ...Object.keys(TICKET_ACTS), 'next'].filter(
      act => (happened.get(act) ?? 0) < RUNS / 10,
    ),
  ).toEqual([]);
  expect(Object.keys(Object.fromEntries(refusals))).toEqual(
    expect.arrayContaining([
      'HANDOFF.INCOMPLETE',
      'HANDOFF.CONTRACT_CHANGED',
      'HANDOFF.CYCLE',
      'HANDOFF.WRONG_STATE',
      'TICKET.NOT_READY',
      'TICKET.CLAIM_LIMIT',
    ]),
  );
}, 240_000);
