// Reply templates and macros of a department.
import type { Macro, RenderedTemplate, TemplateList, Ticket } from '#api';
import { call } from './http.js';

export const readTemplates = (departmentId: number): Promise<TemplateList> =>
  call<TemplateList>('GET', `/departments/${departmentId}/templates`);

/** Its text for this ticket; what the ticket has no value for is named. */
export const renderTemplate = (ticketId: number, template: number): Promise<RenderedTemplate> =>
  call<RenderedTemplate>('POST', `/tickets/${ticketId}/templates/${template}`);

export type MacroList = { macros: Macro[] } | Macro[];
export const readMacros = async (departmentId: number): Promise<Macro[]> => {
  const list = await call<MacroList>('GET', `/departments/${departmentId}/macros`);
  return Array.isArray(list) ? list : list.macros;
};

export type MacroAnswer = { ticket: Ticket; reply: RenderedTemplate | null };
export const runMacro = (
  ticketId: number,
  macro: number,
  options: { version: number; intent: string },
): Promise<MacroAnswer> => call<MacroAnswer>('POST', `/tickets/${ticketId}/macros/${macro}`, options);
