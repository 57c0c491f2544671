// A handoff as one reader may see it. Guarantees: the number of a ticket on a rail that the reader does not work is never told; files that could go along
// are the sender's to see; what a reader may do is told by the same table that the store enforces.
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Handoff, HandoffLeg, HandoffOffer, HandoffSummary } from '#api';
import {
  Database,
  DefinitionLibrary,
  DepartmentStore,
  filesOf,
  filesOfOrigin,
  type HandoffLine,
  type HandoffRow,
  type HandoffTerms,
  handoffById,
  handoffLine,
  handoffsOfTicket,
  type LegRow,
  type Library,
  legsOf,
  readinessOf,
  receivedHandoff,
  type TicketRow,
  termsOf,
} from '#store';
import { contractDifferences, HANDOFF_ACTIONS, HANDOFF_MOVES, kindDifferences, workingMsBetween } from '#tickets';
import { type Actor, worksIn } from '../access/actor.js';
import { notFound } from '../http/request.fault.js';
import { houseOf } from '../rail/house.js';

type Offer = z.output<typeof HandoffOffer>;

@Injectable()
export class HandoffViewer {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly definitions: DefinitionLibrary,
  ) {}

  /** The caller has checked that the reader works one of its sides. */
  async read(id: number, actor: Actor): Promise<Handoff> {
    const handoff = await handoffById(this.database, id);
    const line = await handoffLine(this.database, id);
    if (!handoff || !line) throw notFound();
    const terms = await termsOf(this.database, handoff);
    const files = await filesOf(this.database, id);
    const isSender = worksIn(actor, handoff.fromDepartmentId);
    const [summary, legs] = await this.#withLegs([line], actor);
    const isOpen = handoff.state === 'draft' || handoff.state === 'returned';
    const { faults, completeness } = readinessOf(terms, handoff, files);
    const { contract, kind } = terms;
    const reason = contract.returnReasons.find(one => one.code === handoff.returnReason);
    return {
      ...summary[0]!,
      contractVersion: handoff.contractVersion,
      contractCurrentVersion: terms.contractCurrentVersion,
      kind: handoff.kind,
      kindTitle: kind.title,
      kindVersion: handoff.kindVersion,
      kindCurrentVersion: terms.kindCurrentVersion,
      changed: isOpen && isSender ? this.#changed(terms, await this.definitions.read()) : [],
      acceptanceCriteria: [...contract.acceptanceCriteria],
      acceptMinutes: contract.acceptMinutes,
      finishMinutes: contract.finishMinutes,
      schema: { ...kind.schema },
      resultSchema: { ...contract.resultSchema },
      attachmentRules: kind.attachments.map(rule => ({ ...rule, endings: [...rule.endings] })),
      returnReasons: contract.returnReasons.map(one => ({ ...one })),
      fields: handoff.fields,
      note: handoff.note,
      attachments: files,
      available: isSender && isOpen ? await filesOfOrigin(this.database, handoff.originTicketId) : [],
      faults: isOpen ? faults : [],
      completeness,
      legs: legs.get(id) ?? [],
      offeredBy: handoff.offeredByName,
      acceptedBy: handoff.acceptedByName,
      acceptedAt: iso(handoff.acceptedAt),
      returned:
        handoff.state === 'returned'
          ? {
              reason: handoff.returnReason ?? '',
              title: reason?.title ?? handoff.returnReason ?? '',
              note: handoff.returnNote,
              faults: handoff.returnFaults,
              by: handoff.returnedByName ?? '',
              at: iso(handoff.returnedAt) ?? '',
            }
          : null,
      result: handoff.result,
      resultNote: handoff.resultNote,
      cancelReason: handoff.cancelReason,
      endedBy: handoff.endedByName,
      actions: actionsFor(handoff, actor),
    };
  }

  async summaries(lines: HandoffLine[], actor: Actor): Promise<HandoffSummary[]> {
    return (await this.#withLegs(lines, actor))[0];
  }

  /** What a ticket has to do with handoffs, for its page. */
  async ofTicket(row: TicketRow, actor: Actor, library: Library) {
    const lines = await handoffsOfTicket(this.database, row.id);
    const received = await receivedHandoff(this.database, row.id);
    return {
      handoffs: await this.summaries(lines, actor),
      received: received === null ? null : await this.read(received, actor),
      offers: await this.#offers(row, library),
    };
  }

  async #offers(row: TicketRow, library: Library): Promise<Offer[]> {
    if (row.state === 'done' || row.state === 'merged') return [];
    if (row.handoff && row.handoff.state !== 'accepted') return [];
    const departments = await this.departments.list(this.database, null);
    const from = departments.find(department => department.id === row.departmentId);
    // New business is not repeated with by who serves it: it is sales' to win.
    const isNew = row.business === 'new' || (row.business === 'stranger' && library.kindOf(row).business === 'new');
    return [...library.contracts.values()]
      .flatMap(contract => {
        const to = departments.find(department => department.key === contract.toDepartment);
        const isOurs = contract.fromDepartment === null || contract.fromDepartment === from?.key;
        if (!to || !from || !isOurs || to.id === from.id) return [];
        const suggested = isNew && contract.kind === 'sales-opportunity';
        return [{ contract: contract.key, title: contract.title, toDepartmentName: to.name, suggested }];
      })
      .sort((a, b) => Number(b.suggested) - Number(a.suggested) || a.title.localeCompare(b.title));
  }

  #changed(terms: HandoffTerms, library: Library): Handoff['changed'] {
    const contract = library.contracts.get(terms.contract.key);
    const kind = library.kinds.has(terms.kind.key) ? library.kinds.current(terms.kind.key) : undefined;
    return [
      ...(contract && contract.version !== terms.contract.version ? contractDifferences(terms.contract, contract) : []),
      ...(kind && kind.version !== terms.kind.version ? kindDifferences(terms.kind, kind) : []),
    ];
  }

  async #withLegs(lines: HandoffLine[], actor: Actor): Promise<[HandoffSummary[], Map<number, HandoffLeg[]>]> {
    const rows = await legsOf(
      this.database,
      lines.map(line => line.id),
    );
    const library = await this.definitions.read();
    const departments = await this.departments.list(this.database, null);
    const now = new Date();
    const view = (leg: LegRow): HandoffLeg => {
      const department = departments.find(one => one.id === leg.departmentId);
      const left =
        leg.leftMs ?? (department ? workingMsBetween(now, leg.dueAt, houseOf(department, library).calendar) : 0);
      return {
        leg: leg.leg,
        departmentName: leg.departmentName,
        beganAt: leg.beganAt.toISOString(),
        dueAt: leg.dueAt.toISOString(),
        minutesAllowed: leg.minutesAllowed,
        minutesLeft: leg.endedAt === null ? Math.trunc(left / 60_000) || 0 : null,
        endedAt: iso(leg.endedAt),
        onTime: leg.onTime,
      };
    };
    const legs = new Map<number, HandoffLeg[]>();
    for (const row of rows) legs.set(row.handoffId, [...(legs.get(row.handoffId) ?? []), view(row)]);
    return [lines.map(line => summaryOf(line, legs.get(line.id) ?? [], actor)), legs];
  }
}

function summaryOf(line: HandoffLine, legs: HandoffLeg[], actor: Actor): HandoffSummary {
  const from = { id: line.fromDepartmentId, name: line.fromName };
  const to = { id: line.toDepartmentId, name: line.toName };
  return {
    id: line.id,
    version: line.version,
    state: line.state,
    contract: line.contract,
    title: line.title,
    from,
    to,
    owner: line.ownerDepartmentId === to.id ? to : from,
    originTicketId: worksIn(actor, from.id) ? line.originTicketId : null,
    ticketId: worksIn(actor, to.id) ? line.ticketId : null,
    subject: line.subject,
    rounds: line.rounds,
    leg: legs.find(leg => leg.endedAt === null) ?? null,
    returnTitle: line.returnTitle ?? line.returnReason,
    offeredAt: iso(line.offeredAt),
    endedAt: iso(line.endedAt),
  };
}

function actionsFor(handoff: HandoffRow, actor: Actor): Handoff['actions'] {
  return HANDOFF_ACTIONS.filter(action => {
    const { from, side } = HANDOFF_MOVES[action];
    return (
      from.includes(handoff.state) &&
      worksIn(actor, side === 'sender' ? handoff.fromDepartmentId : handoff.toDepartmentId)
    );
  });
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
