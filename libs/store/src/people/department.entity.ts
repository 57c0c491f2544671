// A department: it owns one rail, its own calendar and its own limits.
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Closure } from '#tickets';

@Entity('department')
export class DepartmentRow {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  key: string;

  @Column('text')
  name: string;

  /** IANA name, e.g. Europe/Berlin. */
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  /** { "mon": [["08:00","12:00"], …], … } in the department's own time zone. */
  @Column('jsonb', { name: 'work_hours' })
  workHours: object;

  @Column('integer', { name: 'claim_limit', default: 5 })
  claimLimit: number;

  /** Tickets in hand on this rail at once, whoever holds them. */
  @Column('integer', { name: 'rail_limit', default: 200 })
  railLimit: number;

  /** As date-holidays names it: DE-NW; null: no public holidays. */
  @Column('text', { name: 'holiday_region', nullable: true })
  holidayRegion: string | null;

  /** Local days, both inclusive. */
  @Column('jsonb', { default: '[]' })
  closures: Closure[];

  /** Tickets of a kind in hand on this rail at once. */
  @Column('jsonb', { name: 'kind_limits', default: '{}' })
  kindLimits: Record<string, number>;

  /** Tickets that may be lifted to the top in one day. */
  @Column('integer', { name: 'expedite_budget', default: 5 })
  expediteBudget: number;

  @Column('integer', { default: 1 })
  version: number;
}
