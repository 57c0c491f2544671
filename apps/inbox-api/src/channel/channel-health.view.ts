// How a channel does, as the contract shows it. What its kind can do for whoever looks after it is asked of the kind, with the settings as they are stored.
import type { CanaryRun, CatchUp, ChannelFault, ChannelHealthView } from '#api';
import { channelKinds } from '#channels';
import type { CanaryRunRow, CatchUpRow, ChannelFaultRow, ChannelHealthRecord } from '#store';

const NO_CANARY = 'A test message of this kind would have to come from its sender: none can be sent from here.';
const NO_SECOND_LOOK = 'This kind of source keeps nothing that could be looked at again.';
const NOT_READABLE = 'Its settings cannot be used: save the channel anew.';

export interface Care {
  /** One sentence why it cannot be; null where it can. */
  canary: string | null;
  catchUp: string | null;
}

export function careOf({ kind, settings }: Pick<ChannelHealthRecord, 'kind' | 'settings'>): Care {
  const known = channelKinds.find(one => one.kind === kind);
  const read = known?.settings.safeParse(settings);
  if (!read?.success) return { canary: NOT_READABLE, catchUp: NOT_READABLE };
  const { care } = known ?? {};
  return {
    canary: care?.canary ? care.canary.hindrance(read.data) : NO_CANARY,
    catchUp: care?.cannotCatchUp ? care.cannotCatchUp(read.data) : NO_SECOND_LOOK,
  };
}

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
