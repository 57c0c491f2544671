// What a figure counted, as conditions on the rail: the list that a figure opens holds exactly what it counted.
import type { Business } from '#tickets';
import { daysAgo } from '../flow/local.days.js';

export interface RailFilter {
  now: Date;
  kind?: string;
  business?: Business;
  /** As it is kept. */
  tag?: string;
  /** Finished in time, late, or without a promise that counts. */
  onTime?: 'yes' | 'no' | 'none';
  /** Finished in the department's last so many days, today included. */
  days?: number;
  /** Past due at `now`, while the clock runs. */
  late?: boolean;
  /** Due before they can be reached, as the numbers count them. A forecast is no condition: the page asks for the tickets first. */
  likelyLate?: boolean;
}

const ON_TIME = { yes: 't.done_on_time', no: 'NOT t.done_on_time', none: 't.done_on_time IS NULL' } as const;

/** @param department place of the department's id in the statement; needs the ticket as `t` */
export function filterConditions(filter: RailFilter, department: string, bind: (value: unknown) => string): string[] {
  const conditions: string[] = [];
  if (filter.kind !== undefined) conditions.push(`t.kind = ${bind(filter.kind)}`);
  if (filter.business !== undefined) conditions.push(`t.business = ${bind(filter.business)}`);
  if (filter.tag !== undefined) conditions.push(tagged([filter.tag], bind));
  if (filter.onTime !== undefined) conditions.push(`t.state = 'done' AND ${ON_TIME[filter.onTime]}`);
  if (filter.days !== undefined)
    conditions.push(
      `t.state = 'done' AND t.done_at >= (SELECT ${daysAgo(bind(filter.now), `${bind(filter.days)}::int`)} FROM department d WHERE d.id = ${department})`,
    );
  if (filter.late)
    conditions.push(
      `t.state IN ('open', 'claimed', 'waiting') AND t.left_ms IS NULL AND t.due_at < ${bind(filter.now)}`,
    );
  return conditions;
}

/** Has all of these. The first half says what the index is kept for. */
export const tagged = (tags: readonly string[], bind: (value: unknown) => string): string =>
  `t.tags <> '{}' AND t.tags @> ${bind(tags)}::text[]`;
