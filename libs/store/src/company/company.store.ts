// The company of this database: whether there is one, and making one whole.
import type { RoutingRule, WorkHours } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export interface NewCompany {
  name: string;
  demo: boolean;
  departments: { key: string; name: string; timeZone: string; workHours: WorkHours }[];
  people: {
    email: string;
    name: string;
    isAdmin: boolean;
    memberships: { departmentKey: string; role: 'supervisor' | 'agent' | 'sales' }[];
  }[];
  channels: { key: string; kind: string; name: string; departmentKey: string; settings: Record<string, unknown> }[];
  rules: Pick<RoutingRule, 'name' | 'conditions' | 'effect'>[];
}

export async function companyOf(on: Database | Tx): Promise<{ name: string; demo: boolean } | null> {
  const [company] = await query<{ name: string; demo: boolean }>(on, 'SELECT name, demo FROM company');
  return company ?? null;
}

export async function renameCompany(tx: Tx, name: string): Promise<void> {
  await rows(tx, 'UPDATE company SET name = $1', [storableText(name)]);
}

/** First of two that set up the same database wins; the other is refused by the table's single key (STORE.DUPLICATE). */
export async function createCompany(tx: Tx, company: NewCompany): Promise<{ adminId: number }> {
  await rows(tx, 'INSERT INTO company (name, demo) VALUES ($1, $2)', [company.name, company.demo]);
  const ids = new Map<string, number>();
  for (const { key, name, timeZone, workHours } of company.departments) {
    const [row] = await rows<{ id: number }>(
      tx,
      'INSERT INTO department (key, name, time_zone, work_hours) VALUES ($1, $2, $3, $4) RETURNING id',
      [key, name, timeZone, JSON.stringify(workHours)],
    );
    ids.set(key, row!.id);
  }
  let adminId = 0;
  for (const { email, name, isAdmin, memberships } of company.people) {
    const [row] = await rows<{ id: number }>(
      tx,
      'INSERT INTO user_account (email, name, is_admin) VALUES ($1, $2, $3) RETURNING id',
      [email, name, isAdmin],
    );
    if (isAdmin && !adminId) adminId = row!.id;
    for (const { departmentKey, role } of memberships) {
      await rows(tx, 'INSERT INTO membership (user_id, department_id, role) VALUES ($1, $2, $3)', [
        row!.id,
        ids.get(departmentKey),
        role,
      ]);
    }
  }
  for (const { key, kind, name, departmentKey, settings } of company.channels) {
    await rows(tx, 'INSERT INTO channel (key, kind, name, department_id, settings) VALUES ($1, $2, $3, $4, $5)', [
      key,
      kind,
      name,
      ids.get(departmentKey),
      JSON.stringify(settings),
    ]);
  }
  for (const [position, { name, conditions, effect }] of company.rules.entries()) {
    await rows(tx, 'INSERT INTO routing_rule (position, name, conditions, effect) VALUES ($1, $2, $3, $4)', [
      position + 1,
      name,
      JSON.stringify(conditions),
      JSON.stringify(effect),
    ]);
  }
  return { adminId };
}

/** The demo's replies go to a port of ours that is free at each start anew. */
export async function pointDemoMail(tx: Tx, port: number): Promise<void> {
  await rows(
    tx,
    `UPDATE channel SET settings = jsonb_set(settings, '{smtpOut,port}', to_jsonb($1::int)), version = version + 1
      WHERE settings #>> '{smtpOut,host}' = '127.0.0.1' AND (settings #>> '{smtpOut,port}')::int <> $1 AND (SELECT demo FROM company)`,
    [port],
  );
}

/** The first administrator that may sign in. */
export async function firstAdmin(on: Database | Tx): Promise<{ id: number; email: string } | null> {
  const [admin] = await query<{ id: number; email: string }>(
    on,
    'SELECT id, email FROM user_account WHERE is_admin AND disabled_at IS NULL ORDER BY id LIMIT 1',
  );
  return admin ?? null;
}
