// A channel as admins see it. Secrets are named, never shown.
import type { ChannelView } from '#api';
import type { ChannelRow } from '#store';

export function channelView(row: ChannelRow): ChannelView {
  const { health, lastOkAt, version: _, enabled, ...rest } = row;
  return {
    ...rest,
    enabled,
    health: { ...health, state: enabled ? health.state : 'paused', lastOkAt: lastOkAt?.toISOString() ?? null },
  };
}
