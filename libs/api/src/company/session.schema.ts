// Sign-in. POST /session {email,password} · POST /session/link {token} · GET /session · DELETE /session · PUT /session/password
import { z } from 'zod';

export const RoleName = z.enum(['admin', 'supervisor', 'agent', 'sales']);

export const SignIn = z.strictObject({ email: z.string().min(3).max(254), password: z.string().min(1).max(1024) });
export const SignInByLink = z.strictObject({ token: z.string().min(20).max(200) });
export const ChangePassword = z.strictObject({
  /** May be absent where the session says so: see needsOldPassword. */
  oldPassword: z.string().max(1024).optional(),
  newPassword: z.string().min(12).max(1024),
});

export const Membership = z.object({
  departmentId: z.int(),
  departmentKey: z.string(),
  departmentName: z.string(),
  role: RoleName,
});

export const Session = z.object({
  user: z.object({ id: z.int(), name: z.string(), email: z.string(), initials: z.string(), isAdmin: z.boolean() }),
  memberships: z.array(Membership),
  hasPassword: z.boolean(),
  /** False right after a one-time link: a new password can then be set without the old one. */
  needsOldPassword: z.boolean(),
});
export type Session = z.infer<typeof Session>;
export type Membership = z.infer<typeof Membership>;

/** POST /api-keys (admin): answered once with the secret `rt_<id>_<secret>`. GET /api-keys · DELETE /api-keys/:id */
export const CreateApiKey = z.strictObject({
  name: z.string().min(1).max(80),
  departmentId: z.int().nullable(),
  role: RoleName,
  expiresAt: z.iso.datetime().nullable(),
});
export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  departmentId: z.int().nullable(),
  role: RoleName,
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
export const CreatedApiKey = ApiKey.extend({ secret: z.string() });
export type ApiKey = z.infer<typeof ApiKey>;
