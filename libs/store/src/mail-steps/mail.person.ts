// Who answers by mail, with what they may do now: as a session would have it, read with each step, so that a changed role or a disabled account holds.
import { type Database, query, type Tx } from '../database/database.js';

export interface MailPerson {
  userId: number;
  name: string;
  email: string;
  isDisabled: boolean;
  /** Rails that they work; null: all of them. Salespeople work none. */
  departmentIds: number[] | null;
}

/** Null where there is no such person any more. */
export async function mailPerson(on: Database | Tx, userId: number): Promise<MailPerson | null> {
  const [person] = await query<MailPerson>(
    on,
    `SELECT u.id AS "userId", u.name, u.email, u.disabled_at IS NOT NULL AS "isDisabled",
            CASE WHEN NOT u.is_admin THEN ARRAY(SELECT m.department_id FROM membership m
              WHERE m.user_id = u.id AND m.role IN ('agent', 'supervisor') ORDER BY m.department_id) END AS "departmentIds"
       FROM user_account u WHERE u.id = $1`,
    [userId],
  );
  return person ?? null;
}

export const worksRail = (person: Pick<MailPerson, 'departmentIds'>, departmentId: number): boolean =>
  person.departmentIds === null || person.departmentIds.includes(departmentId);
