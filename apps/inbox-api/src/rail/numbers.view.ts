// The figures above a rail, as the contract shows them.
import type { RailNumbers } from '#api';
import type { RailNumbersRow } from '#store';

const STATES = ['starting', 'ok', 'standby', 'failing'] as const;

export function numbersView(row: RailNumbersRow): RailNumbers {
  const { finished, onTime } = row.week;
  return {
    departmentId: row.departmentId,
    // One digit behind the point: 99.95 % must not read as 100 %.
    onTime: { percent: finished === 0 ? null : Math.floor((1000 * onTime) / finished) / 10, onTime, finished },
    expedited: row.expedited,
    likelyLate: row.likelyLate,
    handoffs: row.handoffs,
    alerts: row.alerts,
    workInProgress: { open: row.open, claimed: row.claimed, waiting: row.waiting, limit: row.railLimit },
    oldest: row.oldest && { ticketId: row.oldest.ticketId, receivedAt: row.oldest.receivedAt.toISOString() },
    late: row.late,
    doneToday: row.doneToday,
    channels: row.channels.map(channel => ({
      id: channel.id,
      name: channel.name,
      state: channel.enabled ? (STATES.find(state => state === channel.health.state) ?? 'starting') : 'paused',
      problem: typeof channel.health.problem === 'string' ? channel.health.problem : null,
      lastOkAt: channel.lastOkAt?.toISOString() ?? null,
    })),
    quarantined: row.quarantined,
    pending: row.pending,
    callsWithoutTicket: row.callsWithoutTicket,
  };
}
