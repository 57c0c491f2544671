// Keys of other systems, and the log of what was changed.
import type { ApiKey, AuditChain, AuditEntry, Page } from '#api';
import { call } from '../http.js';

export type NewKey = { name: string; departmentId: number | null; role: ApiKey['role']; expiresAt: string | null };

export const apiKeysKey = ['api-keys'] as const;
export const auditKey = (words: string, thing: string) => ['audit', words, thing] as const;
export const auditChainKey = ['audit-chain'] as const;

export const readKeys = (): Promise<ApiKey[]> => call<ApiKey[]>('GET', '/api-keys');

/** The secret is told in this one answer. */
export const createKey = (body: NewKey, intent: string): Promise<ApiKey & { secret: string }> =>
  call('POST', '/api-keys', { body, intent });

export const revokeKey = (id: string): Promise<void> => call<void>('DELETE', `/api-keys/${id}`);

/** @param thing  what was changed; '': everything */
export function readAudit(words: string, thing: string, cursor: string | null): Promise<Page<AuditEntry>> {
  const query = new URLSearchParams({ limit: '50', q: words });
  if (thing) query.set('thing', thing);
  if (cursor) query.set('cursor', cursor);
  return call<Page<AuditEntry>>('GET', `/audit?${query}`);
}

export const readChain = (): Promise<AuditChain> => call<AuditChain>('GET', '/audit/chain');
