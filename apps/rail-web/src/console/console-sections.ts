// The sections of the console, and who finds which. Pure. What a person may only read is not listed, but opens by its address.
import type { Session } from '#api';

export type Section = { id: string; title: string; path: string; who: 'admin' | 'supervisor' };

export const SECTIONS: readonly Section[] = [
  { id: 'start', title: 'Getting started', path: '/console/start', who: 'admin' },
  { id: 'channels', title: 'Channels', path: '/console/channels', who: 'admin' },
  { id: 'kinds', title: 'Ticket kinds', path: '/console/kinds', who: 'admin' },
  { id: 'rules', title: 'Rules', path: '/console/rules', who: 'admin' },
  { id: 'contracts', title: 'Handoff contracts', path: '/console/contracts', who: 'admin' },
  { id: 'departments', title: 'Departments', path: '/console/departments', who: 'admin' },
  { id: 'members', title: 'Members', path: '/console/members', who: 'admin' },
  { id: 'templates', title: 'Templates and macros', path: '/console/templates', who: 'supervisor' },
  { id: 'partners', title: 'Partners', path: '/console/partners', who: 'supervisor' },
  { id: 'health', title: 'Health', path: '/console/health', who: 'supervisor' },
  { id: 'quarantine', title: 'Quarantine', path: '/console/quarantine', who: 'supervisor' },
  { id: 'suppressed', title: 'Left out', path: '/console/suppressed', who: 'supervisor' },
  { id: 'ledger', title: 'Ledger', path: '/console/ledger', who: 'supervisor' },
  { id: 'webhooks', title: 'Webhooks', path: '/console/webhooks', who: 'admin' },
  { id: 'keys', title: 'API keys', path: '/console/keys', who: 'admin' },
  { id: 'audit', title: 'Audit log', path: '/console/audit', who: 'admin' },
];

export const isSupervisor = (session: Session): boolean =>
  session.memberships.some(membership => membership.role === 'supervisor' || membership.role === 'admin');

/** Those that are this person's to keep, and the one that is open. */
export function sectionsOf(session: Session, open = ''): Section[] {
  const { isAdmin } = session.user;
  return SECTIONS.filter(
    section =>
      isAdmin ||
      (section.who === 'supervisor' && isSupervisor(session)) ||
      open === section.path ||
      open.startsWith(`${section.path}/`),
  );
}
