// A person as they stand in the form, and what is sent of it. Pure.
import type { InviteMember, Member } from '#api';
import type { Fault } from '../../form/field.shape.js';

type Role = InviteMember['memberships'][number]['role'];
export type MemberDraft = { email: string; name: string; isAdmin: boolean; roles: Readonly<Record<number, Role>> };

export const emptyMember: MemberDraft = { email: '', name: '', isAdmin: false, roles: {} };

export const memberDraft = ({ email, name, isAdmin, memberships }: Member): MemberDraft => ({
  email,
  name,
  isAdmin,
  roles: Object.fromEntries(memberships.map(({ departmentId, role }) => [departmentId, role as Role])),
});

/** Without a role: no part in that department. */
export function withRole(draft: MemberDraft, departmentId: number, role: Role | ''): MemberDraft {
  const { [departmentId]: _, ...others } = draft.roles;
  return { ...draft, roles: role === '' ? others : { ...others, [departmentId]: role } };
}

export function readMember({ email, name, isAdmin, roles }: MemberDraft): { values: InviteMember; faults: Fault[] } {
  const faults: Fault[] = [];
  if (name.trim() === '') faults.push({ pointer: '/name', detail: 'Write their name.' });
  if (!/^[^\s@]+@[^\s@]+$/.test(email.trim()))
    faults.push({ pointer: '/email', detail: 'Write their email address, like ada@example.com.' });
  const memberships = Object.entries(roles).map(([id, role]) => ({ departmentId: Number(id), role }));
  if (!isAdmin && memberships.length === 0)
    faults.push({ pointer: '/memberships', detail: 'Choose a department, or make them an administrator.' });
  return { values: { email: email.trim(), name: name.trim(), isAdmin, memberships }, faults };
}
