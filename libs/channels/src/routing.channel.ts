// A stored channel as decide() sees it: its way in, whose addresses are ours, and what it may answer. Pure.
import type { RoutingChannel } from '#tickets';
import { emailSettings } from './email/email.settings.js';

/** Of the kinds that are named as their way; other ones are systems. */
const WAYS_IN: Record<string, RoutingChannel['wayIn']> = {
  edi: 'edi',
  phone: 'phone',
  form: 'form',
  colleague: 'colleague',
};

/** Throws ZodError where a mailbox's settings are none. */
export function routingChannelOf(row: {
  id: number;
  departmentId: number;
  kind: string;
  settings: Record<string, unknown>;
}): RoutingChannel {
  const base = {
    id: row.id,
    departmentId: row.departmentId,
    organisationDomains: [] as string[],
    ownAddresses: [] as string[],
    reopenDays: 14,
  };
  if (row.kind !== 'email') return { ...base, wayIn: WAYS_IN[row.kind] ?? 'api' };
  const settings = emailSettings.parse(row.settings);
  return {
    ...base,
    wayIn: 'email',
    ownAddresses: settings.addresses.map(address => address.toLowerCase()),
    organisationDomains: settings.organisationDomains,
    reopenDays: settings.reopenDays,
    // What cannot send acknowledges nothing.
    acknowledges: settings.acknowledge && settings.smtpOut !== undefined,
    receipts: settings.forwardReceipts && settings.smtpOut !== undefined,
    authServers: settings.authServers,
  };
}
