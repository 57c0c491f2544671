// Ticket kinds and handoff contracts as versioned data. Kinds: GET /kinds · GET /kinds/:key/versions · POST /kinds/check · PUT /kinds/:key (admin)
// Contracts: the same below /contracts. A version is never changed: saving adds one.
import { z } from 'zod';

const KEY = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,60}$/, 'must be small letters, digits and dashes, and begin with a letter');
const TITLE = z.string().min(1).max(80);
const MINUTES = z.int().min(1).max(525_600);
/** A JSON Schema (2020-12) object; the server checks it. */
const JsonSchema = z.record(z.string(), z.unknown());

export const FieldFault = z.object({ pointer: z.string(), detail: z.string() });
export type FieldFault = z.infer<typeof FieldFault>;

export const Difference = z.object({
  pointer: z.string(),
  what: z.enum(['added', 'removed', 'changed']),
  before: z.unknown(),
  after: z.unknown(),
  /** "Field Flow rate is required now" */
  words: z.string(),
});
export type Difference = z.infer<typeof Difference>;

export const ChecklistItem = z.object({ key: z.string(), title: z.string(), required: z.boolean() });
/** `endings`: lower case, without the dot; none: any file. */
export const AttachmentRule = z.object({
  key: z.string(),
  title: z.string(),
  endings: z.array(z.string()),
  required: z.boolean(),
});
export type AttachmentRule = z.infer<typeof AttachmentRule>;
export const Outcome = z.object({ code: z.string(), title: z.string() });

export const Kind = z.object({
  key: z.string(),
  version: z.int(),
  title: z.string(),
  /** Working minutes from receipt to finish. */
  toleranceMinutes: z.int(),
  /** Fields: JSON Schema of an object; units as `x-unit`, names of choices as `x-enumTitles`. */
  schema: JsonSchema,
  checklist: z.array(ChecklistItem),
  attachments: z.array(AttachmentRule),
  requiredToClose: z.array(z.string()),
  /** Template; '' sends no acknowledgement. */
  acknowledgement: z.string(),
  outcomes: z.array(Outcome),
  business: z.enum(['repeat', 'new']),
  createdAt: z.string(),
  /** Null: it came with the product. */
  createdBy: z.string().nullable(),
});
export type Kind = z.infer<typeof Kind>;

/** `basedOn`: the version that the editor saw, 0 for a new kind. 409 KIND.CHANGED_MEANWHILE where another was saved since. */
export const SaveKind = z.strictObject({
  basedOn: z.int().min(0),
  title: TITLE,
  toleranceMinutes: MINUTES,
  schema: JsonSchema,
  checklist: z.array(z.strictObject({ key: KEY, title: TITLE, required: z.boolean() })).max(50),
  attachments: z
    .array(
      z.strictObject({
        key: KEY,
        title: TITLE,
        endings: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(20),
        required: z.boolean(),
      }),
    )
    .max(20),
  requiredToClose: z.array(z.string().max(60)).max(100),
  acknowledgement: z.string().max(4000),
  outcomes: z
    .array(z.strictObject({ code: KEY, title: TITLE }))
    .min(1)
    .max(30),
  business: z.enum(['repeat', 'new']),
});
export type SaveKind = z.infer<typeof SaveKind>;
/** POST /kinds/check, POST /contracts/check: nothing is saved. */
export const CheckKind = SaveKind.extend({ key: KEY });

export const Contract = z.object({
  key: z.string(),
  version: z.int(),
  title: z.string(),
  /** Department keys; null: any department may send it. */
  fromDepartment: z.string().nullable(),
  toDepartment: z.string(),
  toDepartmentName: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  acceptanceCriteria: z.array(z.string()),
  /** Working minutes of the receiver; to correct: of the sender. */
  acceptMinutes: z.int(),
  finishMinutes: z.int(),
  correctMinutes: z.int(),
  returnReasons: z.array(Outcome),
  resultSchema: JsonSchema,
  prefill: z.record(z.string(), z.string()),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
});
export type Contract = z.infer<typeof Contract>;

export const SaveContract = z.strictObject({
  basedOn: z.int().min(0),
  title: TITLE,
  fromDepartment: z.string().max(61).nullable(),
  toDepartment: z.string().max(61),
  kind: KEY,
  acceptanceCriteria: z.array(z.string().min(1).max(300)).max(30),
  acceptMinutes: MINUTES,
  finishMinutes: MINUTES,
  correctMinutes: MINUTES,
  returnReasons: z
    .array(z.strictObject({ code: KEY, title: TITLE }))
    .min(1)
    .max(30),
  resultSchema: JsonSchema,
  prefill: z.record(z.string().max(60), z.string().max(120)),
});
export type SaveContract = z.infer<typeof SaveContract>;
export const CheckContract = SaveContract.extend({ key: KEY });

/** What is wrong with a definition, and what it changes. */
export const DefinitionReport = z.object({
  faults: z.array(FieldFault),
  currentVersion: z.int(),
  differences: z.array(Difference),
});
export type DefinitionReport = z.infer<typeof DefinitionReport>;
