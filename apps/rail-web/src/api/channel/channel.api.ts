// Channels: what they are, whether one could be saved, how a test of one goes, and what a message would become.
import type {
  ChannelCheck,
  ChannelKindView,
  ChannelPreview,
  ChannelSample,
  ChannelTest,
  ChannelView,
  PreviewChannel,
  TestChannel,
} from '#api';
import { call } from '../http.js';

export type ChannelValues = {
  key: string;
  kind: string;
  name: string;
  departmentId: number;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** Of a new channel: the sign-in whose secrets become its own. */
  signInId?: number;
};

export const channelsKey = ['channels'] as const;
export const channelKindsKey = ['channel-kinds'] as const;
export const samplesKey = (channelId: number) => ['channel-samples', channelId] as const;

export const readChannels = (): Promise<ChannelView[]> => call<ChannelView[]>('GET', '/channels');

export const readChannelKinds = (): Promise<ChannelKindView[]> => call<ChannelKindView[]>('GET', '/channel-kinds');

export const createChannel = (body: ChannelValues, intent: string): Promise<ChannelView> =>
  call<ChannelView>('POST', '/channels', { body, intent });

export const changeChannel = (id: number, body: ChannelValues): Promise<ChannelView> =>
  call<ChannelView>('PUT', `/channels/${id}`, { body });

export const turnChannel = (id: number, to: 'pause' | 'resume', intent: string): Promise<ChannelView> =>
  call<ChannelView>('POST', `/channels/${id}/${to}`, { intent });

/** What saving would refuse; nothing is saved. */
export const checkChannel = (
  channelId: number | null,
  values: Omit<ChannelValues, 'departmentId'> & { departmentId: number | null },
  signal?: AbortSignal,
): Promise<ChannelCheck> => call<ChannelCheck>('POST', '/channels/check', { body: { channelId, ...values }, signal });

export const testChannel = (body: TestChannel): Promise<ChannelTest> =>
  call<ChannelTest>('POST', '/channel-tests', { body });

export const previewChannel = (body: PreviewChannel): Promise<ChannelPreview> =>
  call<ChannelPreview>('POST', '/channel-previews', { body });

export const readSamples = (channelId: number): Promise<ChannelSample[]> =>
  call<ChannelSample[]>('GET', `/channels/${channelId}/samples`);
