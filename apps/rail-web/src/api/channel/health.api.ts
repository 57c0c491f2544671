// How channels do, and what can be done for their health.
import type { CatchUp, ChannelHealthSheet, ChannelHealthView } from '#api';
import { call } from '../http.js';

export const healthKey = ['channel-health'] as const;

export const readHealth = (): Promise<ChannelHealthView[]> => call<ChannelHealthView[]>('GET', '/channel-health');

export const readHealthOf = (id: number): Promise<ChannelHealthSheet> =>
  call<ChannelHealthSheet>('GET', `/channels/${id}/health`);

/** Null: only when somebody sends one. */
export const scheduleCanary = (id: number, everyMinutes: number | null): Promise<ChannelHealthView> =>
  call<ChannelHealthView>('PUT', `/channels/${id}/canary`, { body: { everyMinutes } });

export const sendCanary = (id: number, intent: string): Promise<ChannelHealthView> =>
  call<ChannelHealthView>('POST', `/channels/${id}/canary/send`, { intent });

/** @param since `2026-11-01`; null: everything that the source holds */
export const askCatchUp = (id: number, since: string | null, intent: string): Promise<CatchUp> =>
  call<CatchUp>('POST', `/channels/${id}/catch-ups`, { body: { since }, intent });

export const cancelCatchUp = (id: number, catchUp: number): Promise<CatchUp> =>
  call<CatchUp>('POST', `/channels/${id}/catch-ups/${catchUp}/cancel`, {});
