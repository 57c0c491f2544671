// Standard work. GET /departments/:id/templates · POST /templates · PUT, DELETE /templates/:id (supervisor) · POST /tickets/:id/templates/:template
// Macros: GET /departments/:id/macros · POST /macros · PUT, DELETE /macros/:id (supervisor) · POST /tickets/:id/macros/:macro (If-Match)
import { z } from 'zod';

export const TemplateVariable = z.object({
  name: z.string(),
  type: z.enum(['text', 'number', 'date', 'moment', 'duration']),
  title: z.string(),
});
export const ReplyTemplate = z.object({
  id: z.int(),
  version: z.int(),
  /** Null: for all departments (admins keep those). */
  departmentId: z.int().nullable(),
  title: z.string(),
  purpose: z.enum(['reply', 'promise-changed']),
  /** Null: for every kind. */
  kind: z.string().nullable(),
  body: z.string(),
});
export type ReplyTemplate = z.infer<typeof ReplyTemplate>;
export const TemplateList = z.object({ templates: z.array(ReplyTemplate), variables: z.array(TemplateVariable) });
export type TemplateList = z.infer<typeof TemplateList>;
export const SaveTemplate = z.strictObject({
  /** The version that the editor saw; 0 for a new one. */
  basedOn: z.int().min(0),
  departmentId: z.int().positive().nullable(),
  title: z.string().min(1).max(80),
  purpose: z.enum(['reply', 'promise-changed']),
  kind: z.string().max(61).nullable(),
  body: z.string().min(1).max(10_000),
});
export type SaveTemplate = z.infer<typeof SaveTemplate>;
/** `missing`: variables for which the ticket has no value; their place is left open, so that nobody sends a gap unread. */
export const RenderedTemplate = z.object({ text: z.string(), missing: z.array(z.string()) });
export type RenderedTemplate = z.infer<typeof RenderedTemplate>;

export const MacroSteps = z.strictObject({
  /** A template whose text is laid into the reply; a person reads it before it leaves. */
  reply: z.int().positive().nullable().default(null),
  note: z.string().max(10_000).default(''),
  fields: z.record(z.string().max(60), z.unknown()).default({}),
  tick: z.array(z.string().max(61)).max(50).default([]),
  then: z
    .discriminatedUnion('state', [
      z.strictObject({ state: z.literal('keep') }),
      /** Working hours of the department from now; null: until the customer answers. */
      z.strictObject({ state: z.literal('waiting'), workingHours: z.number().positive().max(2000).nullable() }),
      z.strictObject({ state: z.literal('done'), outcome: z.string().max(60) }),
    ])
    .default({ state: 'keep' }),
});
export type MacroSteps = z.infer<typeof MacroSteps>;
export const Macro = z.object({
  id: z.int(),
  version: z.int(),
  departmentId: z.int().nullable(),
  title: z.string(),
  kind: z.string().nullable(),
  steps: z.object({
    reply: z.int().nullable(),
    note: z.string(),
    fields: z.record(z.string(), z.unknown()),
    tick: z.array(z.string()),
    then: z.object({ state: z.string() }).loose(),
  }),
});
export type Macro = z.infer<typeof Macro>;
export const SaveMacro = z.strictObject({
  basedOn: z.int().min(0),
  departmentId: z.int().positive().nullable(),
  title: z.string().min(1).max(80),
  kind: z.string().max(61).nullable(),
  steps: MacroSteps,
});
export type SaveMacro = z.infer<typeof SaveMacro>;
