// A department: it owns one rail, its own calendar and its own limits.
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

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

  @Column('integer', { name: 'rail_limit', default: 200 })
  railLimit: number;
}
