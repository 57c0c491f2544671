// The company of this database: whether there is one, and making one whole.
import type { RoutingRule, WorkHours } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';
import { RuleStore } from '../rules/rule.store.js';

export interface NewCompany {
  name: string;
  demo: boolean;
  /** Left out: nobody has said it yet. */
  timeZone?: string;
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

export interface CompanyRow {
  name: string;
  /** What new departments begin with; null: nobody has said it yet. */
  timeZone: string | null;
  demo: boolean;
}

export async function companyOf(on: Database | Tx): Promise<CompanyRow | null> {
  const [company] = await query<CompanyRow>(on, 'SELECT name, time_zone AS "timeZone", demo FROM company');
  return company ?? null;
}

/** Makes it where there is none yet. @param timeZone  null: it stays as it is */
export async function saveCompany(
  tx: Tx,
  { name, timeZone }: { name: string; timeZone: string | null },
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO company (name, time_zone) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, time_zone = coalesce(excluded.time_zone, company.time_zone)`,
    [storableText(name), timeZone],
  );
}

/** First of two that set up the same database wins; the other is refused by the table's single key (STORE.DUPLICATE). */
export async function createCompany(tx: Tx, company: NewCompany): Promise<{ adminId: number }> {
  await rows(tx, 'INSERT INTO company (name, demo, time_zone) VALUES ($1, $2, $3)', [
    company.name,
    company.demo,
    company.timeZone ?? null,
  ]);
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
  const rules = company.rules.map(rule => ({ ...rule, id: null, departmentId: null, enabled: true }));
  await new RuleStore().save(tx, rules, { basedOn: null, note: '', userId: null });
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
