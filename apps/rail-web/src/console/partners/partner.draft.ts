// A trading partner as it stands in the form, and what is sent of it. Pure.
import type { PartnerView, SavePartner } from '#api';
import type { Fault } from '../../form/field.shape.js';

export type Identity = { qualifier: string; id: string };
export type Unit = 'minutes' | 'hours' | 'days';
export type PartnerDraft = Pick<
  SavePartner,
  'name' | 'key' | 'enabled' | 'standard' | 'accepts' | 'errors' | 'acknowledge'
> & {
  identities: Identity[];
  ownIdentities: Identity[];
  /** One after the other, with commas or blanks between them. */
  versions: string;
  /** '': as their files say. */
  charset: string;
  days: string;
  deadline: string;
  deadlineUnit: Unit;
  ackAddress: string;
};

const MINUTES: Record<Unit, number> = { minutes: 1, hours: 60, days: 1440 };

export const emptyPartner: PartnerDraft = {
  name: '',
  key: '',
  enabled: true,
  standard: 'x12',
  accepts: 'production',
  errors: 'reject',
  acknowledge: '997',
  identities: [{ qualifier: '', id: '' }],
  ownIdentities: [],
  versions: '',
  charset: '',
  days: '90',
  deadline: '24',
  deadlineUnit: 'hours',
  ackAddress: '',
};

export function partnerDraft(partner: PartnerView): PartnerDraft {
  const { name, key, enabled, standard, accepts, errors, acknowledge, ackDeadlineMinutes } = partner;
  const unit = (['days', 'hours'] as const).find(one => ackDeadlineMinutes % MINUTES[one] === 0) ?? 'minutes';
  // A day is said as 24 hours, as people say it.
  const deadlineUnit = unit === 'days' && ackDeadlineMinutes === MINUTES.days ? 'hours' : unit;
  return {
    name,
    key,
    enabled,
    standard,
    accepts,
    errors,
    acknowledge,
    identities: partner.identities.map(one => ({ ...one })),
    ownIdentities: partner.ownIdentities.map(one => ({ ...one })),
    versions: partner.versions.join(', '),
    charset: partner.charset ?? '',
    days: String(partner.duplicateWindowDays),
    deadline: String(ackDeadlineMinutes / MINUTES[deadlineUnit]),
    deadlineUnit,
    ackAddress: partner.ackAddress ?? '',
  };
}

/** Another standard is answered in another way. */
export const withStandard = (standard: PartnerDraft['standard']): Pick<PartnerDraft, 'standard' | 'acknowledge'> => ({
  standard,
  acknowledge: standard === 'x12' ? '997' : 'contrl',
});

export function readPartner(draft: PartnerDraft): { values: SavePartner; faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (pointer: string, detail: string): void => void faults.push({ pointer, detail });
  if (draft.name.trim() === '') fault('/name', 'Give them a name.');
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(draft.key)) fault('/key', KEY_WORDS);
  draft.identities.forEach((one, i) => {
    if (one.id.trim() === '') fault(`/identities/${i}/id`, 'Enter the identifier.');
  });
  if (draft.identities.length === 0) fault('/identities', 'Enter at least one, or nothing of theirs is recognised.');
  draft.ownIdentities.forEach((one, i) => {
    if (one.id.trim() === '') fault(`/ownIdentities/${i}/id`, 'Enter the identifier, or take the line out.');
  });
  const days = wholeOf(draft.days);
  if (days === null || days < 1 || days > 3650) fault('/duplicateWindowDays', 'A whole number from 1 to 3650.');
  const minutes = (wholeOf(draft.deadline) ?? 0) * MINUTES[draft.deadlineUnit];
  if (minutes < 5 || minutes > 43_200) fault('/ackDeadlineMinutes', 'From 5 minutes to 30 days, in whole numbers.');
  return {
    values: {
      name: draft.name.trim(),
      key: draft.key,
      enabled: draft.enabled,
      standard: draft.standard,
      accepts: draft.accepts,
      errors: draft.errors,
      acknowledge: draft.acknowledge,
      identities: draft.identities.map(trimmed),
      ownIdentities: draft.ownIdentities.map(trimmed),
      versions: draft.versions.split(/[\s,;]+/).filter(Boolean),
      charset: draft.charset || null,
      duplicateWindowDays: days ?? 0,
      ackDeadlineMinutes: minutes,
      ackAddress: draft.ackAddress.trim() || null,
    },
    faults,
  };
}

export const KEY_WORDS = 'Small letters, digits and hyphens; it begins with a letter or digit.';

const trimmed = ({ qualifier, id }: Identity): Identity => ({ qualifier: qualifier.trim(), id: id.trim() });
const wholeOf = (text: string): number | null => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : null);

/** A key from a name: `Åkerlund & Söner AB` gives `akerlund-soner-ab`. */
export const keyFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
