// What waits to be sent. Guarantees: it is kept on the phone before anything is sent; each has one key for all its tries, so it arrives once; only its writer's
// own is sent; what the server refuses stays, with the reason, until its writer mends it or throws it away.
import type { Forward } from '#api';
import { newIntent, ProblemError } from '../../api/http.js';
import { problemWords } from '../../api/problem-words.js';
import { tellForward } from '../../api/ticket/forward.api.js';
import { bodyOf, type Telling } from '../telling/telling.js';
import { allKept, forget, keep } from './phone-store.js';

export type Waiting = {
  intent: string;
  userId: number;
  at: number;
  telling: Telling;
  /** What the server said against it; null: only the line is missing. */
  refusal: string | null;
};

type State = { waiting: Waiting[]; sending: boolean };
type News = { sent: Forward } | { signedOut: true };

let state: State = { waiting: [], sending: false };
const listeners = new Set<() => void>();
const hearers = new Set<(news: News) => void>();
const RETRY = new Set([0, 408, 409, 425, 429]);

export const outboxState = (): State => state;
export function onOutbox(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export function onNews(hearer: (news: News) => void): () => void {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

function set(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const tell of listeners) tell();
}

const replace = (intent: string, next: Waiting | null): void =>
  set({ waiting: state.waiting.flatMap(one => (one.intent === intent ? (next ? [next] : []) : [one])) });

/** What an earlier visit left. */
export async function readOutbox(userId: number): Promise<void> {
  const own = (await allKept<Waiting>('outbox')).filter(one => one.userId === userId);
  const known = new Set(state.waiting.map(one => one.intent));
  const left = own.filter(one => !known.has(one.intent));
  set({ waiting: [...state.waiting.filter(one => one.userId === userId), ...left].sort((a, b) => a.at - b.at) });
}

/** Resolves when it is kept, or when the browser keeps nothing: then it waits in this tab. */
export async function enqueue(userId: number, telling: Telling): Promise<void> {
  const entry: Waiting = { intent: newIntent(), userId, at: Date.now(), telling, refusal: null };
  await keep('outbox', entry.intent, entry).catch(notKept);
  set({ waiting: [...state.waiting, entry] });
}

export async function drop(intent: string): Promise<void> {
  replace(intent, null);
  await forget('outbox', intent).catch(notKept);
}

/** Tries what waits, the oldest first. One at a time, in one tab. */
export async function flush(): Promise<void> {
  if (state.sending || !state.waiting.some(one => one.refusal === null)) return;
  set({ sending: true });
  try {
    await alone(async () => {
      for (const entry of state.waiting.filter(one => one.refusal === null)) if (!(await send(entry))) break;
    });
  } finally {
    set({ sending: false });
  }
}

/** False: the others need not be tried now. */
async function send(entry: Waiting): Promise<boolean> {
  try {
    const sent = await tellForward(await bodyOf(entry.telling), entry.intent);
    await drop(entry.intent);
    for (const hear of hearers) hear({ sent });
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.status === 401) for (const hear of hearers) hear({ signedOut: true });
    if (error.status === 401 || error.status >= 500 || RETRY.has(error.status)) return false;
    const { errors } = error.problem;
    const words = errors?.map(one => one.detail).join('. ') || problemWords(error.problem).title;
    const refused = { ...entry, refusal: words };
    replace(entry.intent, refused);
    await keep('outbox', entry.intent, refused).catch(notKept);
    return true;
  }
}

/** Where the browser has no locks, the key still keeps the server from taking anything twice. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request('rail-forward-outbox', { ifAvailable: true }, lock => (lock ? work() : undefined));
}

const notKept = (error: unknown): void =>
  console.warn('This browser keeps nothing: the forward waits in this tab only', error);
