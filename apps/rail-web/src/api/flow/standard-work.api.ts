// Reply templates and macros of a department.
import type { Macro, RenderedTemplate, ReplyTemplate, SaveMacro, SaveTemplate, TemplateList, Ticket } from '#api';
import { call } from '../http.js';

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

/** `id` null makes a new one. */
export const saveTemplate = (id: number | null, body: SaveTemplate, intent: string): Promise<ReplyTemplate> =>
  id === null
    ? call<ReplyTemplate>('POST', '/templates', { body, intent })
    : call<ReplyTemplate>('PUT', `/templates/${id}`, { body });

export const deleteTemplate = (id: number): Promise<void> => call<void>('DELETE', `/templates/${id}`);

/** `id` null makes a new one. */
export const saveMacro = (id: number | null, body: SaveMacro, intent: string): Promise<Macro> =>
  id === null ? call<Macro>('POST', '/macros', { body, intent }) : call<Macro>('PUT', `/macros/${id}`, { body });

export const deleteMacro = (id: number): Promise<void> => call<void>('DELETE', `/macros/${id}`);
