// Departments as the API shows them. They change rarely; who may see which is decided by the caller.
import { In } from 'typeorm';
import type { WorkHours } from '#tickets';
import { type Database, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';
import { DepartmentRow } from './department.entity.js';

export interface NewDepartment {
  key: string;
  name: string;
  timeZone: string;
  workHours: WorkHours;
}

export type DepartmentCreated = { outcome: 'saved'; id: number } | { outcome: 'key-taken' } | { outcome: 'name-taken' };

export class DepartmentStore {
  /** By name. `ids` null: all. */
  async list(on: Database, ids: number[] | null): Promise<DepartmentRow[]> {
    return on.source
      .getRepository(DepartmentRow)
      .find({ where: ids === null ? {} : { id: In(ids) }, order: { name: 'ASC', id: 'ASC' } });
  }

  async byId(on: Database, id: number): Promise<DepartmentRow | null> {
    return on.source.getRepository(DepartmentRow).findOneBy({ id });
  }

  /** With the usual limits and no days off. A name that another one has would make two rails that nobody tells apart. */
  async create(tx: Tx, values: NewDepartment): Promise<DepartmentCreated> {
    // Of two who make one at once, the second waits here and then sees the first.
    await rows(tx, 'LOCK TABLE department IN SHARE ROW EXCLUSIVE MODE');
    const [taken] = await rows<{ key: string }>(
      tx,
      'SELECT key FROM department WHERE key = $1 OR lower(name) = lower($2) ORDER BY key = $1 DESC LIMIT 1',
      [values.key, values.name],
    );
    if (taken) return { outcome: taken.key === values.key ? 'key-taken' : 'name-taken' };
    const [made] = await rows<{ id: number }>(
      tx,
      'INSERT INTO department (key, name, time_zone, work_hours) VALUES ($1, $2, $3, $4) RETURNING id',
      [values.key, storableText(values.name), values.timeZone, JSON.stringify(values.workHours)],
    );
    return { outcome: 'saved', id: made!.id };
  }

  async rename(tx: Tx, id: number, name: string): Promise<DepartmentCreated | { outcome: 'unknown' }> {
    await rows(tx, 'LOCK TABLE department IN SHARE ROW EXCLUSIVE MODE');
    const [taken] = await rows(tx, 'SELECT 1 FROM department WHERE lower(name) = lower($2) AND id <> $1', [id, name]);
    if (taken) return { outcome: 'name-taken' };
    const changed = await rows(tx, 'UPDATE department SET name = $2 WHERE id = $1 RETURNING id', [
      id,
      storableText(name),
    ]);
    return changed.length > 0 ? { outcome: 'saved', id } : { outcome: 'unknown' };
  }
}
