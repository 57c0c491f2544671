import type { z } from 'zod';
import { PartnerFromMessage, SavePartner } from '#api';
import { channelKind } from '#channels';
import { type PartnerRefusal, PartnerStore, partnerOfSender, partnerPulses, type SenderReader } from '#store';
import { partnerFaults, type TradeIdentity, type TradeStandard, usualAgreement } from '#tickets';
import { withDatabase } from './open.database.js';

/** As the command line gives them; what is left out is the usual. */
export interface AgreementOptions {
  accepts?: string;
  errors?: string;
  acknowledge?: string;
  version?: string[];
  charset?: string;
  days?: number;
  deadline?: number;
  ackAddress?: string;
}

const store = new PartnerStore();
const nameOf = ({ qualifier, id }: TradeIdentity): string => (qualifier ? `${qualifier}:${id}` : id);

/** One line for each partner: key, name, standard, identities, when it was last heard of. */
export async function listPartners(): Promise<number> {
  const { partners, pulses } = await withDatabase(async database => ({
    partners: await store.list(database),
    pulses: await partnerPulses(database),
  }));
  const heads = ['key', 'name', 'standard', 'identities', 'last traffic'];
  const table = partners.map(({ id, key, name, standard, identities, enabled }) => [
    key,
    `${name}${enabled ? '' : ' (switched off)'}`,
    standard,
    identities.map(nameOf).join(' '),
    pulses.get(id)?.lastTrafficAt?.toISOString() ?? 'never',
  ]);
  const widths = heads.map((head, i) => Math.max(head.length, ...table.map(row => row[i]!.length)));
  for (const row of [heads, ...table])
    process.stdout.write(
      `${row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd()}\n`,
    );
  return 0;
}

/** `identities`, `own`: `QUALIFIER:ID`, or `ID` where there is no qualifier. */
export async function addPartner(
  key: string,
  name: string,
  options: AgreementOptions & { x12: string[]; edifact: string[]; own: string[] },
): Promise<number> {
  if ((options.x12.length === 0) === (options.edifact.length === 0))
    throw new Error('Say as what they send: --x12 QUALIFIER:ID or --edifact QUALIFIER:ID, one standard for a partner');
  const standard: TradeStandard = options.x12.length > 0 ? 'x12' : 'edifact';
  const values = checked({
    ...usualAgreement(standard),
    ...agreementOf(options),
    key,
    name,
    enabled: true,
    identities: [...options.x12, ...options.edifact].map(identityOf),
    ownIdentities: options.own.map(identityOf),
  });
  const outcome = await withDatabase(database => database.transaction(tx => store.create(tx, values)));
  if (outcome.outcome !== 'saved') throw new Error(refusalWords(outcome));
  process.stdout.write(`${name} is a partner now.\n`);
  return 0;
}

export async function partnerFromMessage(
  messageId: number,
  options: AgreementOptions & { key: string; name: string },
): Promise<number> {
  const { key, name } = options;
  const given = shaped(PartnerFromMessage, { ...agreementOf(options), key, name });
  const outcome = await withDatabase(database =>
    database.transaction(tx => partnerOfSender(tx, messageId, given, readSender)),
  );
  switch (outcome.outcome) {
    case 'saved': {
      const count = outcome.replayed === 1 ? '1 message is' : `${outcome.replayed} messages are`;
      process.stdout.write(`${name} is a partner now; ${count} on the way again.\n`);
      return 0;
    }
    case 'unknown-message':
      throw new Error(`There is no message ${messageId}`);
    case 'other-reason':
      throw new Error(
        outcome.reason === null
          ? `Message ${messageId} is not in quarantine`
          : `Message ${messageId} is held for another reason: ${outcome.reason}`,
      );
    case 'unreadable':
      throw new Error(`The header of message ${messageId} does not say who sent it`);
    case 'faulty':
      throw new Error(outcome.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '));
    default:
      throw new Error(refusalWords(outcome));
  }
}

const readSender: SenderReader = head => channelKind('edi').senderOf?.(head) ?? null;

/** Undefined values stay out, so that they do not hide what is usual. */
function agreementOf(options: AgreementOptions): Record<string, unknown> {
  const { accepts, errors, acknowledge, version, charset, days, deadline, ackAddress } = options;
  const given = {
    accepts,
    errors,
    acknowledge,
    versions: version?.length ? version : undefined,
    charset,
    duplicateWindowDays: days,
    ackDeadlineMinutes: deadline,
    ackAddress,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function identityOf(text: string): TradeIdentity {
  const colon = text.indexOf(':');
  return colon < 0 ? { qualifier: '', id: text } : { qualifier: text.slice(0, colon), id: text.slice(colon + 1) };
}

/** Throws with each place at fault. */
function shaped<S extends z.ZodType>(schema: S, values: unknown): z.output<S> {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  throw new Error(read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}

function checked(values: unknown): SavePartner {
  const partner = shaped(SavePartner, values);
  const faults = partnerFaults(partner);
  if (faults.length > 0) throw new Error(faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '));
  return partner;
}

const refusalWords = (refused: PartnerRefusal): string =>
  refused.outcome === 'key-taken'
    ? `${refused.name} has this key already`
    : `${nameOf(refused.identity)} is ${refused.name} already`;
