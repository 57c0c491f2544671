// From the store's figures to the sheet that the meeting reads. Pure.
import type { FlowDepartment, OnTimeRow } from '#api';
import type { BusinessRow, FlowFigures, Library, OnTimeCounts } from '#store';
import type { Business } from '#tickets';
import { defectTitles } from './defect.words.js';

const LEGS = {
  own: 'Own tickets',
  acceptance: 'Accepting a handoff',
  work: 'Finishing a handoff',
  returned: 'Correcting a returned handoff',
} as const;

export function flowView(figures: FlowFigures, library: Library): FlowDepartment {
  const { department, queues, pace } = figures;
  const title = (kind: string) => library.kinds.titleOf(kind);
  return {
    departmentId: department.id,
    departmentKey: department.key,
    name: department.name,
    queues: queues.map(({ departmentId: _, ...queue }) => ({ ...queue, kindTitle: title(queue.kind) })),
    hours: figures.hours.map(({ hour, arrived, finished }) => ({ hour: hour.toISOString(), arrived, finished })),
    onTime: days(figures.onTime),
    onTimeByKind: figures.onTimeByKind
      .map(row => onTimeRow(row.kind, title(row.kind), row))
      .sort((a, b) => b.days30.finished - a.days30.finished || a.title.localeCompare(b.title)),
    onTimeByLeg: figures.onTimeByLeg.map(row => onTimeRow(row.leg, LEGS[row.leg], row)),
    pacePerHour: pace === null ? null : Math.round(pace * 100) / 100,
    likelyLate: figures.likelyLate.map(row => ({
      ticketId: row.ticketId,
      subject: row.subject,
      kind: row.kind,
      dueAt: row.dueAt.toISOString(),
      position: row.position,
      expectedAt: row.expectedAt?.toISOString() ?? null,
      holder: row.holderName,
    })),
    late: queues.reduce((sum, queue) => sum + queue.late, 0),
    inHand: department.inHand,
    oldest: department.oldest && {
      ticketId: department.oldest.ticketId,
      receivedAt: department.oldest.receivedAt.toISOString(),
    },
    handoffs: department.handoffs,
    defects: figures.defects.map(group => {
      const titles = defectTitles(group, library);
      const { kind, reason, sender, count } = group;
      return {
        kind,
        reason,
        reasonTitle: titles.reason,
        sender,
        contract: titles.contract,
        field: titles.field,
        count,
      };
    }),
    business: businessView(figures.business),
  };
}

const days = (counts: OnTimeCounts): FlowDepartment['onTime'] => ({
  days7: share(counts.onTime7, counts.finished7),
  days30: share(counts.onTime30, counts.finished30),
});

const onTimeRow = (key: string, title: string, counts: OnTimeCounts): OnTimeRow => ({ key, title, ...days(counts) });

/** One digit behind the point, cut: 99.95 % must not read as 100 %. */
const share = (onTime: number, finished: number) => ({
  onTime,
  finished,
  percent: finished === 0 ? null : Math.floor((1000 * onTime) / finished) / 10,
});

function businessView(rows: readonly BusinessRow[]): FlowDepartment['business'] {
  const of = (business: Business) => {
    const { arrived = 0, finished = 0, handedToSales = 0 } = rows.find(row => row.business === business) ?? {};
    return { arrived, finished, handedToSales };
  };
  const { arrived, finished } = of('repeat');
  return { repeat: { arrived, finished }, new: of('new'), stranger: of('stranger') };
}
