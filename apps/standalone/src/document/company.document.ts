// What a company's document may hold: the shapes of the API's own requests, so that a document cannot say what the API would refuse. Numbers and versions
// of rows have no place in it: departments, kinds, contracts and partners go by their key, templates and macros by department and title.
import { z } from 'zod';
import {
  CheckKind,
  MacroSteps,
  SaveContract,
  SaveDepartmentSettings,
  SaveKind,
  SaveMacro,
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
const Settings = SaveDepartmentSettings.omit({ version: true });
const Kind = SaveKind.omit({ basedOn: true });
const Contract = SaveContract.omit({ basedOn: true });
const Partner = SavePartner.omit({ key: true });

/** A part that is left out, and a row that is not named, stays as it is: a document never deletes. */
export const CompanyDocument = z.strictObject({
  departments: z.record(z.string().max(61), Settings).default({}),
  kinds: z.record(CheckKind.shape.key, Kind).default({}),
  contracts: z.record(CheckKind.shape.key, Contract).default({}),
  templates: z.array(Template).max(2000).default([]),
  macros: z.array(Macro).max(2000).default([]),
  partners: z.record(SavePartner.shape.key, Partner).default({}),
});
export type CompanyDocument = z.output<typeof CompanyDocument>;
export type DocumentSettings = z.output<typeof Settings>;
export type DocumentTemplate = z.output<typeof Template>;
export type DocumentMacro = z.output<typeof Macro>;
export type DocumentPartner = z.output<typeof Partner>;

/** How people and faults name a template or a macro: it has no key of its own. */
export const nameOf = ({ department, title }: TemplateName): string =>
  department === null ? `"${title}" of the company` : `"${title}" of ${department}`;
