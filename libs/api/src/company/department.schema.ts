// A department's calendar and limits. GET, PUT /departments/:id/settings · POST /departments/:id/settings/check (admin) · GET /holiday-regions
import { z } from 'zod';
import { FieldFault } from '../flow/kind.schema.js';

const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day like 2026-12-24');
const TIME = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be a time like 08:00');
const Hours = z.array(z.tuple([TIME, TIME])).max(12);
const WorkHours = z.strictObject({
  mon: Hours.optional(),
  tue: Hours.optional(),
  wed: Hours.optional(),
  thu: Hours.optional(),
  fri: Hours.optional(),
  sat: Hours.optional(),
  sun: Hours.optional(),
});

export const DepartmentSettings = z.object({
  departmentId: z.int(),
  version: z.int(),
  name: z.string(),
  timeZone: z.string(),
  workHours: z.record(z.string(), z.array(z.array(z.string()))),
  /** As in GET /holiday-regions; null: none. */
  holidayRegion: z.string().nullable(),
  closures: z.array(z.object({ from: z.string(), to: z.string(), name: z.string() })),
  /** Tickets in hand: of one person, on the rail, and by kind on the rail. */
  claimLimit: z.int(),
  railLimit: z.int(),
  kindLimits: z.record(z.string(), z.int()),
  /** How many tickets may be lifted to the top a day. */
  expediteBudget: z.int(),
  /** Days off in the next twelve months. */
  daysOff: z.array(z.object({ day: z.string(), name: z.string() })),
});
export type DepartmentSettings = z.infer<typeof DepartmentSettings>;

/** Open tickets keep the working time that they have left; their due times are counted anew. 412 DEPARTMENT.STALE for an old `version`. */
export const SaveDepartmentSettings = z.strictObject({
  version: z.int(),
  timeZone: z.string().min(1).max(60),
  workHours: WorkHours,
  holidayRegion: z.string().max(40).nullable(),
  closures: z.array(z.strictObject({ from: DAY, to: DAY, name: z.string().min(1).max(80) })).max(200),
  claimLimit: z.int().min(1).max(1000),
  railLimit: z.int().min(1).max(100_000),
  kindLimits: z.record(z.string().max(61), z.int().min(1).max(100_000)),
  expediteBudget: z.int().min(0).max(10_000),
});
export type SaveDepartmentSettings = z.infer<typeof SaveDepartmentSettings>;

/** What saving would do; nothing is saved. */
export const SettingsReport = z.object({
  faults: z.array(FieldFault),
  daysOff: z.array(z.object({ day: z.string(), name: z.string() })),
  /** Running tickets whose due time would change, and some of them. */
  moved: z.int(),
  examples: z.array(z.object({ ticketId: z.int(), subject: z.string(), before: z.string(), after: z.string() })),
});
export type SettingsReport = z.infer<typeof SettingsReport>;

export const HolidayRegion = z.object({ code: z.string(), name: z.string() });
