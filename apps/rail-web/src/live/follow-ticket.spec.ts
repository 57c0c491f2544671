// What is read again because of events: one ticket after the other, and nothing more once the page is left.
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import type { LiveTicket } from '#api';
import { ticketKey } from '../api/query-keys.js';
import { followTickets } from './follow-ticket.js';

const before = { fetch: globalThis.fetch, window: globalThis.window };
let asked: string[];
let answer: (() => void) | null;

beforeEach(() => {
  asked = [];
  answer = null;
  globalThis.window = globalThis as never;
  globalThis.fetch = ((url: string, { signal }: RequestInit) => {
    asked.push(url);
    return new Promise<Response>((resolve, reject) => {
      answer = () => resolve(new Response(null, { status: 204 }));
      signal?.addEventListener('abort', () => reject(new DOMException('Left', 'AbortError')));
    });
  }) as typeof fetch;
});
afterEach(() => {
  globalThis.fetch = before.fetch;
  globalThis.window = before.window;
});

const until = async (done: () => boolean) => {
  for (let look = 0; look < 400 && !done(); look += 1) await new Promise(resolve => setTimeout(resolve, 5));
  expect(done()).toBe(true);
};
const changed = (ticketId: number) => ({ type: 'ticket.changed', ticketId, departmentId: 1, version: 2 }) as LiveTicket;

it('reads no more once the page is left, also of a burst that is half read', async () => {
  const client = new QueryClient();
  for (const id of [7, 8, 9]) client.setQueryData(ticketKey(id), { id, version: 1 });
  const follow = followTickets(client, () => undefined);
  for (const id of [7, 8, 9]) follow.onTicket(changed(id));
  await until(() => asked.length === 1);
  follow.stop();
  answer?.();
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(asked).toEqual([expect.stringMatching(/tickets\/7$/)]);
  client.clear();
});
