// The meeting's figures as tables, one line for each thing that was counted. Pure. Business has a line for each of its three, and no line for all.
import type { FlowDepartment, OnTimeRow } from '#api';
import type { Cell, CsvTable } from './csv.js';

interface TableShape {
  head: readonly string[];
  rows(department: FlowDepartment): Cell[][];
}

const ON_TIME_HEAD = [
  'finished_7_days',
  'on_time_7_days',
  'percent_7_days',
  'finished_30_days',
  'on_time_30_days',
  'percent_30_days',
];
const onTimeCells = ({ days7, days30 }: Pick<OnTimeRow, 'days7' | 'days30'>): Cell[] =>
  [days7, days30].flatMap(({ finished, onTime, percent }) => [finished, onTime, percent]);

const TABLES = {
  'queues.csv': {
    head: [
      'kind',
      'title',
      'open',
      'in_hand',
      'waiting',
      'late',
      'under_1_day',
      '1_to_2_days',
      '2_to_4_days',
      '4_to_8_days',
      'older',
    ],
    rows: ({ queues }) =>
      queues.map(queue => [
        queue.kind,
        queue.kindTitle,
        queue.open,
        queue.claimed,
        queue.waiting,
        queue.late,
        ...queue.ages,
      ]),
  },
  'on-time.csv': {
    head: ['by', 'key', 'title', ...ON_TIME_HEAD],
    rows: ({ onTime, onTimeByKind, onTimeByLeg }) => [
      ['all', '', 'All finished tickets', ...onTimeCells(onTime)],
      ...onTimeByKind.map(row => ['kind', row.key, row.title, ...onTimeCells(row)]),
      ...onTimeByLeg.map(row => ['leg', row.key, row.title, ...onTimeCells(row)]),
    ],
  },
  'defects.csv': {
    head: ['defect', 'reason', 'reason_title', 'sender', 'contract', 'field', 'count'],
    rows: ({ defects }) =>
      defects.map(row => [row.kind, row.reason, row.reasonTitle, row.sender, row.contract, row.field, row.count]),
  },
  'likely-late.csv': {
    head: ['ticket', 'subject', 'kind', 'position', 'due_at', 'expected_at', 'in_hand_of'],
    rows: ({ likelyLate }) =>
      likelyLate.map(row => [row.ticketId, row.subject, row.kind, row.position, row.dueAt, row.expectedAt, row.holder]),
  },
  'hours.csv': {
    head: ['hour', 'arrived', 'finished'],
    rows: ({ hours }) => hours.map(({ hour, arrived, finished }) => [hour, arrived, finished]),
  },
  'business.csv': {
    head: ['business', 'arrived_30_days', 'finished_30_days', 'handed_to_sales_30_days'],
    rows: ({ business }) => [
      ['repeat', business.repeat.arrived, business.repeat.finished, null],
      ['new', business.new.arrived, business.new.finished, business.new.handedToSales],
      ['stranger', business.stranger.arrived, business.stranger.finished, business.stranger.handedToSales],
    ],
  },
} as const satisfies Record<string, TableShape>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

export const tableNamed = (name: string): TableName | null => TABLE_NAMES.find(known => known === name) ?? null;

/** The department's name stands in the first column. */
export function flowTable(name: TableName, departments: readonly FlowDepartment[]): CsvTable {
  const shape: TableShape = TABLES[name];
  return {
    head: ['department', ...shape.head],
    rows: departments.flatMap(department => shape.rows(department).map(row => [department.name, ...row])),
  };
}
