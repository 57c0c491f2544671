import type { Environment } from '#runtime';
import { type Database, DepartmentStore, SignInLinkStore, UserStore } from '#store';
import { withDatabase } from './open.database.js';

const ROLES = ['supervisor', 'agent', 'sales'] as const;
type Role = (typeof ROLES)[number];

export async function addUser(
  email: string,
  name: string,
  options: { admin?: boolean; department: string[] },
): Promise<number> {
  return withDatabase(async (database, env) => {
    const departments = await new DepartmentStore().list(database, null);
    const memberships = options.department.map(text => {
      const [key, role] = text.split(':') as [string, Role];
      const department = departments.find(one => one.key === key);
      if (!department)
        throw new Error(`There is no department "${key}"; there are: ${departments.map(one => one.key).join(', ')}`);
      if (!ROLES.includes(role)) throw new Error(`"${role}" is no role; there are: ${ROLES.join(', ')}`);
      return { departmentId: department.id, role };
    });
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error(`"${email}" is no email address`);
    if (!options.admin && memberships.length === 0)
      throw new Error('Name a department with --department key:role, or give --admin');
    const users = new UserStore();
    await database.transaction(async tx => {
      const { id } = await users.create(tx, { email, name, isAdmin: options.admin ?? false });
      for (const { departmentId, role } of memberships) await users.setMembership(tx, id, departmentId, role);
    });
    process.stdout.write(`${name} may sign in: ${await makeLink(database, env, email)}\n`);
    return 0;
  });
}

export async function linkUser(email: string): Promise<number> {
  return withDatabase(async (database, env) => {
    process.stdout.write(`${await makeLink(database, env, email)}\n`);
    return 0;
  });
}

async function makeLink(database: Database, env: Environment, email: string): Promise<string> {
  const known = await new UserStore().credentialsOf(database, email);
  if (!known) throw new Error(`Nobody with the address ${email} may sign in`);
  const token = await database.transaction(tx => new SignInLinkStore().make(tx, known.userId));
  return signInLink(env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`, token);
}

/** The token stands behind the # so that it reaches no server's log. */
export const signInLink = (base: string, token: string): string => `${base}/sign-in#token=${token}`;
