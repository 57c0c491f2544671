// The company, its departments and people, for administrators. GET, PUT /company · POST /departments · PUT /departments/:id/name · GET, POST /members · PUT /members/:id ·
// POST /members/:id/link|deactivate|reactivate
import { z } from 'zod';
import { Membership } from './session.schema.js';

const KEY = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'must be small letters, digits and hyphens');
const NAME = z.string().trim().min(1).max(80);

export const Company = z.object({
  name: z.string(),
  /** What new departments begin with; null: nobody has said it yet. */
  timeZone: z.string().nullable(),
  /** The made-up company that a first start shows. */
  demo: z.boolean(),
});
export type Company = z.infer<typeof Company>;
export const SaveCompany = z.strictObject({ name: NAME, timeZone: z.string().min(1).max(60) });
export type SaveCompany = z.infer<typeof SaveCompany>;

/** Works office hours, with the usual limits; change them under PUT /departments/:id/settings. */
export const CreateDepartment = z.strictObject({ key: KEY, name: NAME, timeZone: z.string().min(1).max(60) });
export type CreateDepartment = z.infer<typeof CreateDepartment>;
export const RenameDepartment = z.strictObject({ name: NAME });

/** Administrators are above departments: see isAdmin. */
export const MemberRole = z.enum(['supervisor', 'agent', 'sales']);
export type MemberRole = z.infer<typeof MemberRole>;

export const Member = z.object({
  id: z.int(),
  email: z.string(),
  name: z.string(),
  isAdmin: z.boolean(),
  /** invited: has no password, and no session. */
  state: z.enum(['active', 'invited', 'deactivated']),
  hasPassword: z.boolean(),
  memberships: z.array(Membership),
  lastSeenAt: z.string().nullable(),
  /** Until then the newest link can be used; null: there is none. */
  linkExpiresAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.int(),
});
export type Member = z.infer<typeof Member>;

const values = {
  email: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+$/, 'is no email address'),
  name: NAME,
  isAdmin: z.boolean(),
  memberships: z.array(z.strictObject({ departmentId: z.int().positive(), role: MemberRole })).max(500),
};
export const InviteMember = z.strictObject(values);
export type InviteMember = z.infer<typeof InviteMember>;
/** 412 MEMBER.STALE for an old `version`; 409 MEMBER.LAST_ADMIN where nobody would be left to rule. */
export const SaveMember = z.strictObject({ ...values, version: z.int() });
export type SaveMember = z.infer<typeof SaveMember>;
/** The link signs in once, within 24 hours. Shown once: another one ends it. */
export const InvitedMember = z.object({ member: Member, link: z.string() });
export type InvitedMember = z.infer<typeof InvitedMember>;
