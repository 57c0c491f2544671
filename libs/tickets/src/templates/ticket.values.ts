// What the variables of a text stand for on one ticket: the same in a reply, a promise notice and an acknowledgement. Pure.
import type { TicketState } from '../ticket.js';
import { momentWords, type TemplateContext } from './template.js';

export interface TextTicket {
  id: number;
  subject: string;
  requesterName: string;
  company: string | null;
  state: TicketState;
  dueAt: Date;
  /** Null while the clock runs. */
  leftMs: number | null;
  fields: Readonly<Record<string, unknown>>;
}

export interface TextNames {
  kind: string;
  department: string | undefined;
  /** Who writes. */
  agent: string;
}

/** There is no promise while the clock stands, or when the ticket is over. */
export function ticketValues(ticket: TextTicket, names: TextNames, timeZone: string): TemplateContext['values'] {
  const isRunning = ticket.leftMs === null && ticket.state !== 'done' && ticket.state !== 'merged';
  return {
    'ticket.number': ticket.id,
    'ticket.subject': ticket.subject,
    'ticket.kind': names.kind,
    'requester.name': ticket.requesterName,
    'requester.firstName': firstNameOf(ticket.requesterName),
    'requester.company': ticket.company,
    'department.name': names.department,
    'agent.name': names.agent,
    'promise.due': isRunning ? ticket.dueAt : null,
    'promise.words': isRunning ? `by ${momentWords(ticket.dueAt, timeZone)}` : null,
    ...fieldsOf(ticket.fields),
  };
}

/** What stands where a text would say the sender's own words and gives none of its own. */
const NEUTRAL: TemplateContext['values'] = { 'requester.name': 'customer', 'requester.firstName': 'customer' };

/**
 * As ticketValues(), without a word that came from outside: an automatic mail goes to an address that anybody can have written into a From line, and
 * must not carry what he would like to say to its owner (RFC 3834, section 3.1.5).
 * @returns `values` for the first pass, `neutral` for what it leaves open
 */
export function impersonalValues(ticket: TextTicket, names: TextNames, timeZone: string) {
  const unsaid = { subject: `#${ticket.id}`, requesterName: '', company: null, fields: {} };
  return { values: ticketValues({ ...ticket, ...unsaid }, names, timeZone), neutral: NEUTRAL };
}

/** An address or "Lastname, Firstname" gives none: better no name than a wrong one. */
function firstNameOf(name: string): string | null {
  if (/[@,]/.test(name)) return null;
  return name.trim().split(/\s+/)[0] || null;
}

function fieldsOf(fields: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const scalar = Object.entries(fields).filter(
    (field): field is [string, string | number] => typeof field[1] === 'string' || typeof field[1] === 'number',
  );
  return Object.fromEntries(scalar.map(([name, value]) => [`fields.${name}`, value]));
}
