// Departments as the API shows them. They change rarely; who may see which is decided by the caller.
import { In } from 'typeorm';
import type { Database } from '../database/database.js';
import { DepartmentRow } from './department.entity.js';

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
}
