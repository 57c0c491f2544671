// What a template's variables stand for on one ticket. Guarantee: values are laid in once and are never read as template themselves.
import { Injectable } from '@nestjs/common';
import type { RenderedTemplate } from '#api';
import { Database, DefinitionLibrary, DepartmentStore, type PromiseNotice, type TicketRow, templatesOf } from '#store';
import { renderTemplate, ticketValues } from '#tickets';
import { type Actor } from '../access/actor.js';

/** Where a department keeps no words of its own for a promised date that changed. */
const PROMISE_CHANGED = `Hello {{requester.firstName|there}},

the date that we promised you has changed. It was {{promised.before|open}}; it is now {{promised.after|not known yet}}.
We are sorry for the change. Please tell us if this does not work for you.

Kind regards,
{{agent.name}}`;

@Injectable()
export class StandardTexts {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly definitions: DefinitionLibrary,
  ) {}

  async render(body: string, ticket: TicketRow, actor: Actor, notice?: PromiseNotice): Promise<RenderedTemplate> {
    const department = await this.departments.byId(this.database, ticket.departmentId);
    const library = await this.definitions.read();
    const timeZone = department?.timeZone ?? 'UTC';
    const names = { kind: library.kindOf(ticket).title, department: department?.name, agent: actor.name };
    return renderTemplate(body, {
      timeZone,
      values: {
        ...ticketValues(ticket, names, timeZone),
        'promised.before': notice?.before,
        'promised.after': notice?.after,
      },
    });
  }

  /** The department's own words for a promised date that changed, or ours. */
  async promiseNotice(notice: PromiseNotice, ticket: TicketRow, actor: Actor): Promise<RenderedTemplate> {
    const own = (await templatesOf(this.database, ticket.departmentId))
      .filter(one => one.purpose === 'promise-changed' && (one.kind === null || one.kind === ticket.kind))
      // The nearest first: for this kind before for all, of the department before of the company.
      .sort((a, b) => rank(b) - rank(a));
    return this.render(own[0]?.body ?? PROMISE_CHANGED, ticket, actor, notice);
  }
}

const rank = (template: { kind: string | null; departmentId: number | null }): number =>
  (template.kind === null ? 0 : 2) + (template.departmentId === null ? 0 : 1);
