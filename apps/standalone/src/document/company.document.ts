// What a company's document may hold: the shapes of the API's own requests, so that a document cannot say what the API would refuse. Numbers and versions
// of rows have no place in it: departments, kinds, contracts, channels and partners go by their key, templates and macros by department and title, rules and
// webhooks by their name, people by their address. Neither has a secret: passwords, keys and tokens are entered where they are needed.
import { z } from 'zod';
import {
  CheckKind,
  CreateDepartment,
  CreateWebhook,
  MacroSteps,
  MemberRole,
  RoutingRule,
  RuleConditions,
  RuleEffect,
  SaveChannel,
  SaveCompany,
  SaveContract,
  SaveDepartmentSettings,
  SaveKind,
  SaveMacro,
  SaveMember,
  SavePartner,
  SaveTemplate,
} from '#api';

/** Key of a department; null: of the whole company. */
const DEPARTMENT = z.string().max(61).nullable();
const TITLE = SaveTemplate.shape.title;

export const TemplateName = z.strictObject({ department: DEPARTMENT, title: TITLE });
export type TemplateName = z.output<typeof TemplateName>;

const Template = SaveTemplate.omit({ basedOn: true, departmentId: true }).extend({ department: DEPARTMENT });
const Macro = SaveMacro.omit({ basedOn: true, departmentId: true }).extend({
  department: DEPARTMENT,
  steps: MacroSteps.extend({ reply: TemplateName.nullable().default(null) }),
});
const Settings = SaveDepartmentSettings.omit({ version: true }).extend({
  /** Makes the department where there is none of this key. */
  name: CreateDepartment.shape.name.optional(),
});
const DEPARTMENT_KEY = z.string().max(61);
const Channel = SaveChannel.omit({ key: true, departmentId: true, secrets: true }).extend({
  department: DEPARTMENT_KEY,
  enabled: z.boolean().default(true),
});
const Rule = RoutingRule.omit({ id: true, departmentId: true }).extend({
  department: DEPARTMENT,
  /** `partner`: the key of the trading partner who sent it. */
  conditions: RuleConditions.extend({ partner: SavePartner.shape.key.optional() }),
  /** `department`: the key of the one on whose rail it hangs. */
  effect: RuleEffect.omit({ departmentId: true }).extend({ department: DEPARTMENT_KEY.optional() }),
  enabled: z.boolean().default(true),
});
const Webhook = CreateWebhook.omit({ name: true, departmentId: true }).extend({
  department: DEPARTMENT,
  enabled: z.boolean().default(true),
});
const Member = SaveMember.omit({ version: true, email: true, memberships: true }).extend({
  departments: z.record(DEPARTMENT_KEY, MemberRole).default({}),
  deactivated: z.boolean().default(false),
});
const Kind = SaveKind.omit({ basedOn: true });
const Contract = SaveContract.omit({ basedOn: true });
const Partner = SavePartner.omit({ key: true });

/**
 * A part that is left out, and a row that is not named, stays as it is: a document never deletes. Only the rules, whose order decides, are one list: given,
 * they stand in place of all that were there.
 */
export const CompanyDocument = z.strictObject({
  company: SaveCompany.partial({ timeZone: true }).optional(),
  departments: z.record(z.string().max(61), Settings).default({}),
  kinds: z.record(CheckKind.shape.key, Kind).default({}),
  contracts: z.record(CheckKind.shape.key, Contract).default({}),
  templates: z.array(Template).max(2000).default([]),
  macros: z.array(Macro).max(2000).default([]),
  partners: z.record(SavePartner.shape.key, Partner).default({}),
  channels: z.record(SaveChannel.shape.key, Channel).default({}),
  rules: z.array(Rule).max(300).optional(),
  webhooks: z.record(CreateWebhook.shape.name, Webhook).default({}),
  members: z.record(SaveMember.shape.email, Member).default({}),
});
export type CompanyDocument = z.output<typeof CompanyDocument>;
export type DocumentSettings = z.output<typeof Settings>;
export type DocumentTemplate = z.output<typeof Template>;
export type DocumentMacro = z.output<typeof Macro>;
export type DocumentPartner = z.output<typeof Partner>;
export type DocumentChannel = z.output<typeof Channel>;
export type DocumentRule = z.output<typeof Rule>;
export type DocumentWebhook = z.output<typeof Webhook>;
export type DocumentMember = z.output<typeof Member>;

/** How people and faults name a template or a macro: it has no key of its own. */
export const nameOf = ({ department, title }: TemplateName): string =>
  department === null ? `"${title}" of the company` : `"${title}" of ${department}`;
