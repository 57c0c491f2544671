// Which tags are in use on a rail, and how often: for suggestions while somebody types.
import { type Database, query, type Tx } from '../database/database.js';

export interface TagInUse {
  tag: string;
  tickets: number;
}

/** So many of the newest tagged tickets are counted: the time that it takes does not grow with the rail. */
const COUNTED = 5_000;
const LISTED = 200;

/** The statement, apart from the reading so that a test can look at its plan. */
export const tagsInUseStatement = (departmentId: number): { text: string; values: unknown[] } => ({
  text: `SELECT tag, count(*)::int AS tickets
           FROM (SELECT t.tags FROM ticket t
                  WHERE t.department_id = $1 AND t.tags <> '{}' AND t.state IN ('open', 'claimed', 'waiting')
                  ORDER BY t.id DESC LIMIT ${COUNTED}) AS newest, unnest(newest.tags) AS tag
          GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${LISTED}`,
  values: [departmentId],
});

/** Of tickets that are not over, the most frequent first; at most 200. */
export function tagsInUse(on: Database | Tx, departmentId: number): Promise<TagInUse[]> {
  const { text, values } = tagsInUseStatement(departmentId);
  return query<TagInUse>(on, text, values);
}
