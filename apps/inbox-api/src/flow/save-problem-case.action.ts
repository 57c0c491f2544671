// Saving a problem case. Guarantees: it belongs to a rail that the writer works; its ticket hangs there, and whoever is named works there (or is an
// admin), so that no number and no name of a foreign department can be tried out.
import { Injectable } from '@nestjs/common';
import type { SaveProblemCase as Body } from '#api';
import {
  changeProblemCase,
  Database,
  departmentOf,
  openProblemCase,
  type ProblemCaseRow,
  problemCase,
  type Tx,
  UserStore,
} from '#store';
import { type FieldFault, invalid, notFound, RequestFault } from '../http/request.fault.js';

@Injectable()
export class SaveProblemCase {
  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
  ) {}

  /** Returns the new case's id. `userId` null: a key wrote it. */
  async open(tx: Tx, body: Body, userId: number | null): Promise<number> {
    if (body.version !== 0) throw invalid([{ pointer: '/version', detail: 'A new case has version 0' }]);
    await this.#check(tx, body, null);
    return openProblemCase(tx, { ...body, createdBy: userId }, new Date());
  }

  async change(tx: Tx, id: number, body: Body): Promise<void> {
    const now = new Date();
    const before = await problemCase(tx, id, now);
    if (!before) throw notFound();
    if (before.departmentId !== body.departmentId)
      throw invalid([{ pointer: '/departmentId', detail: 'A problem case stays with its department' }]);
    await this.#check(tx, body, before);
    const change = await changeProblemCase(tx, id, body.version, body, now);
    if (change.outcome === 'absent') throw notFound();
    if (change.outcome === 'stale')
      throw new RequestFault('PROBLEM.STALE', 'Somebody changed this problem case meanwhile', {
        currentVersion: change.currentVersion,
      });
  }

  /** What stood there before may stay: somebody who left the department, a ticket that moved on. */
  async #check(tx: Tx, body: Body, before: ProblemCaseRow | null): Promise<void> {
    const faults: FieldFault[] = [];
    if (body.ticketId !== null && body.ticketId !== before?.ticketId) {
      const owner = await departmentOf(this.database, 'ticket', body.ticketId);
      if (owner !== body.departmentId)
        faults.push({ pointer: '/ticketId', detail: `There is no ticket #${body.ticketId} on this rail` });
    }
    const known = new Set([before?.ownerId, ...(before?.actions ?? []).map(action => action.ownerId)]);
    const named = [
      { pointer: '/ownerId', id: body.ownerId },
      ...body.actions.map(({ ownerId }, place) => ({ pointer: `/actions/${place}/ownerId`, id: ownerId })),
    ];
    for (const { pointer, id } of named) {
      if (id === null || known.has(id)) continue;
      if (!isAccountId(id) || !(await this.users.isWorker(tx, body.departmentId, id)))
        faults.push({ pointer, detail: 'Works no ticket of this department' });
    }
    if (faults.length > 0) throw invalid(faults);
  }
}

/** Beyond int4 PostgreSQL would refuse the number itself. */
const isAccountId = (id: number): boolean => id <= 2_147_483_647;
