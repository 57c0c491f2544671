// What a person must know, and how it is acknowledged; by mail too, as the person chooses.

import type { z } from 'zod';
import type { AlertPage, Digest } from '#api';
import { call } from '../http.js';

export type DigestChoice = z.infer<typeof Digest>['digest'];

export const readAlerts = (signal?: AbortSignal): Promise<AlertPage> =>
  call<AlertPage>('GET', '/alerts?state=open&limit=200', { signal });

export const acknowledge = (id: number, intent: string): Promise<unknown> =>
  call('POST', `/alerts/${id}/acknowledge`, { intent });

/** At most 200 at once. */
export const acknowledgeAll = (ids: readonly number[], intent: string): Promise<{ acknowledged: number }> =>
  call('POST', '/alerts/acknowledge', { body: { ids }, intent });

export const readDigest = async (): Promise<DigestChoice> =>
  (await call<{ digest: DigestChoice }>('GET', '/me/digest')).digest;

export const setDigest = (digest: DigestChoice): Promise<unknown> => call('PUT', '/me/digest', { body: { digest } });
