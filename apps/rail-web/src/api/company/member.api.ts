// People who may sign in, new departments, and the company itself.
import type {
  Company,
  CreateDepartment,
  Department,
  InvitedMember,
  InviteMember,
  Member,
  SaveCompany,
  SaveMember,
} from '#api';
import { call } from '../http.js';

export const membersKey = ['members'] as const;
export const companyKey = ['company'] as const;

export const readMembers = (): Promise<Member[]> => call<Member[]>('GET', '/members');

/** The link is told in this one answer. */
export const inviteMember = (body: InviteMember, intent: string): Promise<InvitedMember> =>
  call<InvitedMember>('POST', '/members', { body, intent });

export const saveMember = (id: number, body: SaveMember): Promise<Member> =>
  call<Member>('PUT', `/members/${id}`, { body });

/** Ends the link before it. */
export const linkMember = (id: number, intent: string): Promise<InvitedMember> =>
  call<InvitedMember>('POST', `/members/${id}/link`, { intent });

export const turnMember = (id: number, to: 'deactivate' | 'reactivate', intent: string): Promise<Member> =>
  call<Member>('POST', `/members/${id}/${to}`, { intent });

export const createDepartment = (body: CreateDepartment, intent: string): Promise<Department> =>
  call<Department>('POST', '/departments', { body, intent });

export const renameDepartment = (id: number, name: string): Promise<Department> =>
  call<Department>('PUT', `/departments/${id}/name`, { body: { name } });

export const readCompany = (): Promise<Company> => call<Company>('GET', '/company');

export const saveCompany = (body: SaveCompany): Promise<Company> => call<Company>('PUT', '/company', { body });
