// A macro: several steps of standard work as one. Guarantee: all of its steps, or none (one transaction); each is refused as it would be by hand. A
// reply is not sent: its text is laid into the composer, and a person reads it. What becomes of the ticket is then said with that reply.
import { Injectable } from '@nestjs/common';
import { MacroSteps } from '#api';
import {
  addNote,
  Database,
  DefinitionLibrary,
  DepartmentStore,
  finishTicket,
  type MacroRow,
  setFields,
  snoozeTicket,
  type TicketOutcome,
  type TicketRequest,
  type TicketRow,
  type Tx,
  tickItem,
} from '#store';
import { addWorkingMinutes } from '#tickets';
import { notFound } from '../http/request.fault.js';
import { houseOf } from '../rail/house.js';

type Step = (request: TicketRequest) => Promise<TicketOutcome>;

@Injectable()
export class MacroAction {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly definitions: DefinitionLibrary,
  ) {}

  async run(tx: Tx, request: TicketRequest, macro: MacroRow, ticket: TicketRow): Promise<TicketOutcome> {
    let { expectedVersion } = request;
    for (const step of await this.#steps(tx, request, macro, ticket)) {
      const done = await step({ ...request, expectedVersion });
      if (done.outcome !== 'changed') return done;
      expectedVersion = done.version;
    }
    return { outcome: 'changed', version: expectedVersion };
  }

  async #steps(tx: Tx, { now }: TicketRequest, macro: MacroRow, ticket: TicketRow): Promise<Step[]> {
    const { reply, note, fields, tick, then } = MacroSteps.parse(macro.steps);
    const steps: Step[] = [];
    if (Object.keys(fields).length > 0) steps.push(request => setFields(tx, { ...request, fields }));
    for (const item of tick) steps.push(request => tickItem(tx, { ...request, item, done: true }));
    if (note.trim() !== '') steps.push(request => addNote(tx, { ...request, text: note }));
    if (reply !== null || then.state === 'keep') return steps;
    if (then.state === 'done')
      return [...steps, request => finishTicket(tx, { ...request, outcome: then.outcome, note: '' })];
    const until = then.workingHours === null ? null : await this.#workingHoursFrom(now, then.workingHours, ticket);
    return [...steps, request => snoozeTicket(tx, { ...request, reason: 'customer', until, note: '' })];
  }

  async #workingHoursFrom(now: Date, hours: number, ticket: TicketRow): Promise<Date> {
    const department = await this.departments.byId(this.database, ticket.departmentId);
    if (!department) throw notFound();
    const { calendar } = houseOf(department, await this.definitions.read());
    return addWorkingMinutes(now, Math.round(hours * 60), calendar);
  }
}
