// Reply templates and macros of a department.
import type { Macro, RenderedTemplate, TemplateList, Ticket } from '#api';
import { call } from './http.js';

export const readTemplates = (departmentId: number): Promise<TemplateList> =>
  call<TemplateList>('GET', `/departments/${departmentId}/templates`);

/** Its text for this ticket; what the ticket has no value for is named. */
export const renderTemplate = (ticketId: number, template: number): Promise<RenderedTemplate> =>
  call<RenderedTemplate>('POST', `/tickets/${ticketId}/templates/${template}`);

export const readMacros = (departmentId: number): Promise<Macro[]> =>
  call<Macro[]>('GET', `/departments/${departmentId}/macros`);

/** All of its steps or none. Its reply is not sent: its template is rendered for the pad. */
export const runMacro = (
  ticketId: number,
  macro: number,
  options: { version: number; intent: string },
): Promise<Ticket> => call<Ticket>('POST', `/tickets/${ticketId}/macros/${macro}`, options);
