// A channel as it stands in its form, and what is sent of it. Pure.
import type { ChannelKindView, ChannelView } from '#api';
import type { ChannelValues } from '../../api/channel/channel.api.js';
import { keyFrom } from '../partners/partner.draft.js';
import { firstData, readSettings } from './form/settings.data.js';
import type { Settings } from './form/settings.schema.js';

export type ChannelDraft = { name: string; key: string; departmentId: number | null; data: Settings };
/** Not yet fit to be saved: the department may still be chosen. */
export type TypedChannel = Omit<ChannelValues, 'departmentId'> & { departmentId: number | null };

export const firstDraft = (kind: ChannelKindView, departmentId: number | null): ChannelDraft => ({
  name: '',
  key: '',
  departmentId,
  data: firstData(kind),
});

export const channelDraft = ({ name, key, departmentId, settings }: ChannelView): ChannelDraft => ({
  name,
  key,
  departmentId,
  data: settings,
});

export const readChannel = (kind: ChannelKindView, draft: ChannelDraft): TypedChannel => ({
  kind: kind.kind,
  name: draft.name.trim(),
  key: draft.key.trim(),
  departmentId: draft.departmentId,
  ...readSettings(kind, draft.data),
});

/** The key follows the name of a new channel until somebody writes one. */
export const renamed = (draft: ChannelDraft, name: string): ChannelDraft => ({
  ...draft,
  name,
  key: draft.key === keyFrom(draft.name) ? keyFrom(name) : draft.key,
});
