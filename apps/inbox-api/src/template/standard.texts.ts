// What a template's variables stand for on one ticket. Guarantee: values are laid in once and are never read as template themselves.
import { Injectable } from '@nestjs/common';
import type { RenderedTemplate } from '#api';
import { Database, DefinitionLibrary, DepartmentStore, type PromiseNotice, type TicketRow, templatesOf } from '#store';
import { momentWords, renderTemplate } from '#tickets';
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
    const name = ticket.requesterName;
    const isRunning = ticket.leftMs === null && ticket.state !== 'done' && ticket.state !== 'merged';
    return renderTemplate(body, {
      timeZone,
      values: {
        'ticket.number': ticket.id,
        'ticket.subject': ticket.subject,
        'ticket.kind': library.kindOf(ticket).title,
        'requester.name': name,
        'requester.firstName': firstNameOf(name),
        'requester.company': ticket.company,
        'department.name': department?.name,
        'agent.name': actor.name,
        'promise.due': isRunning ? ticket.dueAt : null,
        'promise.words': isRunning ? `by ${momentWords(ticket.dueAt, timeZone)}` : null,
        'promised.before': notice?.before,
        'promised.after': notice?.after,
        ...fieldsOf(ticket.fields),
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

/** An address or "Lastname, Firstname" gives none: better no name than a wrong one. */
function firstNameOf(name: string): string | null {
  if (/[@,]/.test(name)) return null;
  return name.trim().split(/\s+/)[0] || null;
}

function fieldsOf(fields: Record<string, unknown>): Record<string, string | number> {
  const scalar = Object.entries(fields).filter(
    (field): field is [string, string | number] => typeof field[1] === 'string' || typeof field[1] === 'number',
  );
  return Object.fromEntries(scalar.map(([name, value]) => [`fields.${name}`, value]));
}
