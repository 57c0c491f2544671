// On whose rail a call is decided, and how urgent it is. Pure. The rule table decides it as of every message; what kind of ticket it makes is no matter of
// rules: a missed call stays a promise to call back.
import type { Calendar } from '../clock/calendar.js';
import type { TicketDraft } from '../draft.js';
import type { TicketKind } from '../kinds/kind.js';
import { businessOf } from '../routing/business.js';
import type { House } from '../routing/decide.js';
import { applyRules } from '../routing/rules.js';
import { type RuledTag, ruledTagWords } from '../tags/rule.tags.js';
import type { Business, Priority } from '../ticket.js';

export type CallRoute =
  | {
      outcome: 'routed';
      departmentId: number;
      calendar: Calendar;
      priority: Priority;
      business: (kind: TicketKind) => Business;
      /** Of the ticket, where the call opens one. */
      tags: RuledTag[];
      why: string[];
    }
  | { outcome: 'suppressed'; rule: string }
  | { outcome: 'quarantined'; reason: string; detail: string };

export const callRail = (draft: TicketDraft, departmentId: number, existingCustomer: boolean, house: House): number =>
  applyRules(house, draft, departmentId, { partnerId: null, existingCustomer }).departmentId?.value ?? departmentId;

export function routeCall(
  draft: TicketDraft,
  ownDepartment: number,
  existingCustomer: boolean,
  house: House,
): CallRoute {
  const ruled = applyRules(house, draft, ownDepartment, { partnerId: null, existingCustomer });
  if (ruled.suppressedBy) return { outcome: 'suppressed', rule: ruled.suppressedBy };
  const departmentId = ruled.departmentId?.value ?? ownDepartment;
  const department = house.departments.get(departmentId);
  if (!department)
    return {
      outcome: 'quarantined',
      reason: 'routing.unknown-department',
      detail: `Rule "${ruled.departmentId?.rule}" names a department that is gone`,
    };
  const why = [
    ...(ruled.priority ? [`Priority by rule "${ruled.priority.rule}"`] : []),
    ...(ruled.departmentId ? [`On the rail of ${department.name} by rule "${ruled.departmentId.rule}"`] : []),
    ...(ruled.business ? [`Business by rule "${ruled.business.rule}"`] : []),
    ...ruledTagWords(ruled.tags).map(one => one.words),
  ];
  return {
    outcome: 'routed',
    departmentId,
    calendar: department.calendar,
    priority: ruled.priority?.value ?? 'normal',
    business: kind => businessOf({ existingCustomer, kind, rule: ruled.business?.value }),
    tags: ruled.tags,
    why,
  };
}
