// How a channel does, as the contract shows it.
import type { CanaryRun, CatchUp, ChannelFault, ChannelHealthView } from '#api';
import { careOf } from '#channels';
import type { CanaryRunRow, CatchUpRow, ChannelFaultRow, ChannelHealthRecord } from '#store';

export function channelHealthView(row: ChannelHealthRecord): ChannelHealthView {
  const { health, fault } = row;
  const care = careOf(row);
  return {
    channelId: row.channelId,
    key: row.key,
    name: row.name,
    kind: row.kind,
    departmentId: row.departmentId,
    departmentKey: row.departmentKey,
    departmentName: row.departmentName,
    state: row.enabled ? (health.state ?? 'starting') : 'paused',
    problem: row.enabled ? (health.problem ?? null) : null,
    since: health.since ?? null,
    lastOkAt: row.lastOkAt?.toISOString() ?? null,
    retryAt: row.enabled ? (health.retryAt ?? null) : null,
    watched: care.watches,
    holder: row.holder,
    backlog: {
      pending: row.pending,
      oldestAt: row.oldestPendingAt?.toISOString() ?? null,
      outbound: row.outbound,
    },
    rate: { lastHour: row.lastHour, lastDay: row.lastDay, lastAt: row.lastMessageAt?.toISOString() ?? null },
    errors: { held: row.held, unsent: row.unsent },
    canary: {
      hindrance: care.canary,
      everyMinutes: row.everyMinutes,
      nextAt: row.enabled ? (row.nextCanaryAt?.toISOString() ?? null) : null,
    },
    cannotCatchUp: care.catchUp,
    fault: fault && { problem: fault.problem, openedAt: new Date(fault.openedAt).toISOString() },
  };
}

export const canaryRunView = ({ begunAt, handedAt, arrivedAt, ...rest }: CanaryRunRow): CanaryRun => ({
  ...rest,
  begunAt: begunAt.toISOString(),
  handedAt: handedAt?.toISOString() ?? null,
  arrivedAt: arrivedAt?.toISOString() ?? null,
});

export const faultView = ({ openedAt, closedAt, ...rest }: ChannelFaultRow): ChannelFault => ({
  ...rest,
  openedAt: openedAt.toISOString(),
  closedAt: closedAt?.toISOString() ?? null,
});

export const catchUpView = ({ channelId: _, askedAt, endedAt, ...rest }: CatchUpRow): CatchUp => ({
  ...rest,
  askedAt: askedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
