// The tables that are read and written one row at a time, as TypeORM entities. The hot path speaks SQL in its stores.
import { ApiKeyRow } from './people/api-key.entity.js';
import { DepartmentRow } from './people/department.entity.js';
import { UserAccount } from './people/user-account.entity.js';

export const entities: (new () => object)[] = [UserAccount, ApiKeyRow, DepartmentRow];
