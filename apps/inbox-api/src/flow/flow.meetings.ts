// The flow meeting as one reader sees it. Guarantee: nothing of a department whose rail the reader does not work, in today's figures and in records.
import { Injectable } from '@nestjs/common';
import type { EarlierDepartment, FlowDepartment, FlowMeeting } from '#api';
import { Database, DefinitionLibrary, DepartmentStore, type EarlierRecordRow, earlierRecords, readFlow } from '#store';
import { type Actor, workedDepartments } from '../access/actor.js';
import { flowView } from './flow.view.js';

@Injectable()
export class FlowMeetings {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly definitions: DefinitionLibrary,
  ) {}

  /** Ids of the departments whose meeting the actor holds. */
  async departmentsOf(actor: Actor): Promise<number[]> {
    const worked = workedDepartments(actor);
    return worked ?? (await this.departments.list(this.database, null)).map(department => department.id);
  }

  async figures(departmentIds: number[], now: Date): Promise<FlowDepartment[]> {
    const [found, library] = await Promise.all([readFlow(this.database, departmentIds, now), this.definitions.read()]);
    return found.map(figures => flowView(figures, library));
  }

  async meeting(actor: Actor, now: Date): Promise<FlowMeeting> {
    const departmentIds = await this.departmentsOf(actor);
    const [departments, earlier] = await Promise.all([
      this.figures(departmentIds, now),
      earlierRecords(this.database, departmentIds, now),
    ]);
    return { at: now.toISOString(), departments, previous: previousOf(earlier) };
  }
}

/** The newest of the records gives the head; each department brings its own. */
function previousOf(earlier: readonly EarlierRecordRow[]): FlowMeeting['previous'] {
  const newest = earlier.reduce<EarlierRecordRow | null>((best, row) => (best && best.id > row.id ? best : row), null);
  return (
    newest && {
      id: newest.id,
      heldAt: newest.heldAt.toISOString(),
      heldBy: newest.heldByName,
      remarks: newest.remarks,
      // As it was frozen: by us, in the shape of that day.
      departments: earlier.map(
        ({ id, heldAt, figures }) => ({ ...figures, recordId: id, heldAt: heldAt.toISOString() }) as EarlierDepartment,
      ),
    }
  );
}
