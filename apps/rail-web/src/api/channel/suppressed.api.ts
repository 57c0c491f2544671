// What rules have left out, and the way out of it.
import type { Page, ReleaseMessage, SuppressedMessage, SuppressedRule } from '#api';
import { call } from '../http.js';

export const suppressedKey = ['suppressed'] as const;

export const readSuppressed = (rule: string, cursor: string | null): Promise<Page<SuppressedMessage>> =>
  call<Page<SuppressedMessage>>(
    'GET',
    `/suppressed?limit=30${rule ? `&rule=${encodeURIComponent(rule)}` : ''}${cursor ? `&cursor=${cursor}` : ''}`,
  );

export const readSuppressedRules = (): Promise<SuppressedRule[]> => call<SuppressedRule[]>('GET', '/suppressed/rules');

export const releaseMessage = (messageId: number, body: ReleaseMessage, intent: string): Promise<unknown> =>
  call<unknown>('POST', `/messages/${messageId}/release`, { body, intent });
