// The flow meeting's figures. Guarantees: all of them are of one snapshot, so that they agree with each other; nine statements, however many
// departments and tickets there are.
import { calendarFrom } from '../calendar/department.calendar.js';
import type { Database, Tx } from '../database/database.js';
import { type BusinessRow, businessSplit } from './business.figures.js';
import { type DefectGroup, defects } from './defect.figures.js';
import { type FlowDepartmentRow, flowDepartments } from './flow.department.js';
import { type LikelyLateRow, likelyLate } from './forecast.reader.js';
import {
  addCounts,
  endedLegs,
  type FinishedRow,
  finishedByKind,
  type LegRow,
  NO_COUNTS,
  type OnTimeCounts,
} from './on-time.figures.js';
import { readPaces } from './pace.reader.js';
import { type HourRow, hours, type QueueRow, queues } from './queue.figures.js';

export interface FlowFigures {
  department: FlowDepartmentRow;
  queues: QueueRow[];
  /** The last 48, the oldest first. */
  hours: HourRow[];
  /** All finished tickets. */
  onTime: OnTimeCounts;
  onTimeByKind: (OnTimeCounts & { kind: string })[];
  /** Tickets that are no handoffs, and the legs of handoffs whose clock was the department's. */
  onTimeByLeg: (OnTimeCounts & { leg: 'own' | LegRow['leg'] })[];
  /** Finishes per working hour; null: too little history. */
  pace: number | null;
  likelyLate: LikelyLateRow[];
  defects: DefectGroup[];
  business: BusinessRow[];
}

/** By the departments' names. */
export function readFlow(database: Database, departmentIds: readonly number[], now: Date): Promise<FlowFigures[]> {
  return database.snapshot(async tx => {
    return figuresOf(tx, departmentIds, now);
  });
}

async function figuresOf(tx: Tx, ids: readonly number[], now: Date): Promise<FlowFigures[]> {
  const departments = await flowDepartments(tx, ids);
  const queued = await queues(tx, ids, now);
  const hourly = await hours(tx, ids, now);
  const finished = await finishedByKind(tx, ids, now);
  const legs = await endedLegs(tx, ids, now);
  const defected = await defects(tx, ids, now);
  const business = await businessSplit(tx, ids, now);
  const worked = departments.map(({ id, calendar }) => ({ id, calendar: calendarFrom(calendar) }));
  const paces = await readPaces(tx, worked, now);
  const paced = worked.map(one => ({ ...one, pace: paces.get(one.id) ?? null }));
  const late = await likelyLate(tx, paced, now);
  return departments.map(department => {
    const here = <R extends { departmentId: number }>(rows: R[]) =>
      rows.filter(row => row.departmentId === department.id);
    return {
      department,
      queues: here(queued),
      hours: here(hourly),
      onTime: total(here(finished)),
      onTimeByKind: byKind(here(finished)),
      onTimeByLeg: [
        { leg: 'own' as const, ...total(here(finished).filter(row => !row.isHandoff)) },
        ...inOrder(here(legs)),
      ],
      pace: paces.get(department.id) ?? null,
      likelyLate: here(late),
      defects: here(defected),
      business: here(business),
    };
  });
}

const total = (rows: readonly OnTimeCounts[]): OnTimeCounts => rows.reduce(addCounts, NO_COUNTS);

function byKind(rows: readonly FinishedRow[]): (OnTimeCounts & { kind: string })[] {
  const kinds = [...new Set(rows.map(row => row.kind))];
  return kinds.map(kind => ({ kind, ...total(rows.filter(row => row.kind === kind)) }));
}

const inOrder = (rows: readonly LegRow[]): (OnTimeCounts & { leg: LegRow['leg'] })[] =>
  (['acceptance', 'work', 'returned'] as const).map(leg => ({ leg, ...total(rows.filter(row => row.leg === leg)) }));
