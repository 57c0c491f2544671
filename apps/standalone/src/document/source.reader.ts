// Channels, rules, webhooks and people in the words of a document.
import type { z } from 'zod';
import { channelKinds } from '#channels';
import {
  type ChannelRow,
  ChannelStore,
  companyOf,
  type Database,
  type DepartmentRow,
  type MemberRow,
  MemberStore,
  PartnerStore,
  RuleStore,
  type Tx,
  type WebhookRow,
  WebhookStore,
} from '#store';
import type {
  CompanyDocument,
  DocumentChannel,
  DocumentMember,
  DocumentRule,
  DocumentWebhook,
} from './company.document.js';

type Departments = readonly DepartmentRow[];

/** Throws for two webhooks of one name: no document could say which of them it means. */
export async function readSources(
  database: Database,
  departments: Departments,
): Promise<Pick<z.input<typeof CompanyDocument>, 'company' | 'channels' | 'rules' | 'webhooks' | 'members'>> {
  const company = await companyOf(database);
  const webhooks = await webhooksByName(database);
  return {
    company: company ? { name: company.name, timeZone: company.timeZone ?? undefined } : undefined,
    channels: Object.fromEntries(
      (await new ChannelStore().list(database, null)).map(row => [row.key, documentChannel(row, departments)]),
    ),
    rules: await documentRules(database, departments),
    webhooks: Object.fromEntries([...webhooks].map(([name, row]) => [name, documentWebhook(row, departments)])),
    members: Object.fromEntries((await new MemberStore().list(database)).map(row => [row.email, documentMember(row)])),
  };
}

/** The key of a department that is there. */
export const keyOf = (departments: Departments, id: number | null): string | null =>
  departments.find(one => one.id === id)?.key ?? null;

/** Settings with what the kind fills in, so that one company always gives the same text. What cannot be read stays as it is. */
export const documentChannel = (row: ChannelRow, departments: Departments): DocumentChannel => ({
  kind: row.kind,
  name: row.name,
  department: keyOf(departments, row.departmentId) ?? '',
  enabled: row.enabled,
  settings: wholeSettings(row.kind, row.settings),
});

export function wholeSettings(kind: string, settings: Record<string, unknown>): Record<string, unknown> {
  const read = channelKinds.find(one => one.kind === kind)?.settings.safeParse(settings);
  return read?.success ? (read.data as Record<string, unknown>) : settings;
}

async function documentRules(on: Database, departments: Departments): Promise<DocumentRule[]> {
  const partners = await new PartnerStore().list(on);
  const { rules } = await new RuleStore().current(on);
  return rules.map(({ id: _, departmentId, conditions, effect, ...rest }) => {
    const { partner, ...others } = conditions;
    const { departmentId: to, ...does } = effect;
    const sender = partners.find(one => one.id === partner)?.key;
    const goesTo = keyOf(departments, to ?? null);
    return {
      ...rest,
      department: keyOf(departments, departmentId),
      conditions: { ...others, ...(sender === undefined ? {} : { partner: sender }) },
      effect: { ...does, ...(goesTo === null ? {} : { department: goesTo }) },
    };
  });
}

export const documentWebhook = (row: WebhookRow, departments: Departments): DocumentWebhook => ({
  url: row.url,
  department: keyOf(departments, row.departmentId),
  events: row.events,
  enabled: row.enabled,
});

export const documentMember = (row: MemberRow): DocumentMember => ({
  name: row.name,
  isAdmin: row.isAdmin,
  departments: Object.fromEntries(
    row.memberships.map(({ departmentKey, role }) => [departmentKey, role as DocumentMember['departments'][string]]),
  ),
  deactivated: row.disabledAt !== null,
});

export async function webhooksByName(on: Database | Tx): Promise<Map<string, WebhookRow>> {
  const found = new Map<string, WebhookRow>();
  for (const webhook of await new WebhookStore().list(on)) {
    if (found.has(webhook.name))
      throw new Error(`Two webhooks are called "${webhook.name}": give one of them another name first`);
    found.set(webhook.name, webhook);
  }
  return found;
}
