// A configured channel as decide() sees it. Pure.
import type { RoutingChannel, WayIn } from '#tickets';
import { emailSettings } from './email/email.settings.js';

/** Of the kinds that are named as their way; other ones are systems. */
const WAYS_IN: Record<string, WayIn> = { edi: 'edi', phone: 'phone', form: 'form', colleague: 'colleague' };

/** @param row settings as they are stored: what another way stored has no defaults filled in */
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
