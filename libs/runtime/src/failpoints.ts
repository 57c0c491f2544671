// Named places where a test can break the process. Guarantees: without FAILPOINTS a pass costs one comparison; an unknown
// name, an unknown action, or any failpoint in production is refused at boot (see env.ts).
import { Fault } from './fault.js';

/** One name per place that docs/operating.md promises to survive. A new place is added here first. */
export const FAILPOINT_NAMES = [
  'imap.fetched',
  'raw.pre_commit',
  'raw.post_commit',
  'imap.pre_flag',
  'imap.post_flag',
  'cursor.pre_commit',
  'conv.claimed',
  'conv.parsed',
  'conv.pre_commit',
  'conv.post_commit',
  'ob.claimed',
  'ob.pre_send',
  'ob.sent_unmarked',
  'ob.marked',
  'smtp.claimed',
  'smtp.post_rcpt',
  'smtp.data_started',
  'smtp.dot_no_reply',
  'smtp.250_uncommitted',
  'smtp.done',
  'handoff.pre_commit',
  'handoff.post_commit',
  'http.committed_no_reply',
  'kafka.stored_not_committed',
  'edi.stored_not_renamed',
] as const;
export type FailpointName = (typeof FAILPOINT_NAMES)[number];

/** kill: SIGKILL to this process. throw: a retryable Fault. hang: never resolves. stop: SIGSTOP, until somebody sends SIGCONT. */
export const FAILPOINT_ACTIONS = ['kill', 'throw', 'hang', 'stop'] as const;
export type FailpointAction = (typeof FAILPOINT_ACTIONS)[number];

/** Acts once, at the `pass`-th time (from 1) that the place is passed in this process. */
export interface Failpoint {
  name: FailpointName;
  action: FailpointAction;
  pass: number;
}

let armed: Map<FailpointName, { plan: Failpoint[]; passes: number }> | null = null;
const PASSED = Promise.resolve();

/**
 * Reads `name:action[:n]`, several separated by commas; n is the pass that fails, 1 when left out.
 * @throws Fault `FAILPOINT.INVALID` naming the part that cannot be read.
 */
export function parseFailpoints(text: string): Failpoint[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(parseOne);
}

function parseOne(part: string): Failpoint {
  const [name, action, pass = '1', ...rest] = part.split(':');
  const knownName = FAILPOINT_NAMES.find(known => known === name);
  const knownAction = FAILPOINT_ACTIONS.find(known => known === action);
  if (!knownName) throw new Fault('FAILPOINT.INVALID', `"${part}" names no failpoint`);
  if (!knownAction) throw new Fault('FAILPOINT.INVALID', `"${part}" needs an action: ${FAILPOINT_ACTIONS.join(', ')}`);
  if (rest.length > 0 || !/^[1-9]\d{0,8}$/.test(pass))
    throw new Fault('FAILPOINT.INVALID', `"${part}" must end in the pass that fails, from 1`);
  return { name: knownName, action: knownAction, pass: Number(pass) };
}

/** Called once at boot, in the main thread and in each worker that passes failpoints. An empty list disarms. */
export function armFailpoints(failpoints: readonly Failpoint[]): void {
  armed = null;
  for (const failpoint of failpoints) {
    armed ??= new Map();
    const place = armed.get(failpoint.name) ?? { plan: [], passes: 0 };
    place.plan.push(failpoint);
    armed.set(failpoint.name, place);
  }
}

/** Marks a place. Await it: a hang must hold the caller up, and a throw must reach it. */
export function failpoint(name: FailpointName): Promise<void> {
  return armed === null ? PASSED : pass(name);
}

async function pass(name: FailpointName): Promise<void> {
  const place = armed?.get(name);
  if (!place) return;
  place.passes += 1;
  const due = place.plan.find(entry => entry.pass === place.passes);
  if (!due) return;
  switch (due.action) {
    case 'throw':
      throw new Fault('FAILPOINT.THROWN', `failpoint ${name} was told to throw at pass ${due.pass}`, {
        retryable: true,
      });
    case 'hang':
      return new Promise<never>(() => undefined);
    case 'stop':
      process.kill(process.pid, 'SIGSTOP');
      return;
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      // The signal is delivered by the kernel a moment later: nothing after this place may run in that moment.
      return new Promise<never>(() => undefined);
  }
}
