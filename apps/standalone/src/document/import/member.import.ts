// People of a document, with what they may do where. Nobody gets a way in by it: a new person is invited by a link, in the console or with `rail user link`.
import { type DepartmentRow, type MemberOutcome, type MemberRow, MemberStore, memberFaults, type Tx } from '#store';
import { type Difference, type FieldFault, valueDifference } from '#tickets';
import type { DocumentMember } from '../company.document.js';
import { type Findings, refuseLost } from '../document.change.js';
import { pointerOf } from '../document.place.js';
import { documentMember } from '../source.reader.js';

const store = new MemberStore();

export async function importMembers(
  tx: Tx,
  members: Readonly<Record<string, DocumentMember>>,
  departments: readonly DepartmentRow[],
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  // Rights are given before others are taken: a document may hand the administration over.
  const inOrder = Object.entries(members).sort(([, a], [, b]) => Number(ruling(b)) - Number(ruling(a)));
  for (const [email, given] of inOrder) {
    const place = pointerOf(['members', email]);
    const faults = placeFaults(given, departments);
    const row = faults.length > 0 ? null : await store.byEmail(tx, email);
    const before = row && documentMember(row);
    const differences = before ? differencesOf(before, given) : [];
    const isOther = faults.length === 0 && (!before || differences.length > 0);
    if (isOther) faults.push(...(await save(tx, email, given, row, departments)));
    found.faults.push(...faults.map(({ pointer, detail }) => ({ pointer: `${place}${pointer}`, detail })));
    if (!isOther || faults.length > 0) continue;
    found.changes.push({
      title: `member ${email}${before ? '' : ' is new'}`,
      lines: before ? differences.map(one => one.words) : [`Invite them with: rail user link ${email}`],
    });
  }
  return found;
}

const ruling = ({ isAdmin, deactivated }: DocumentMember): boolean => isAdmin && !deactivated;

function placeFaults(
  { isAdmin, departments: rights }: DocumentMember,
  departments: readonly DepartmentRow[],
): FieldFault[] {
  const unknown = Object.keys(rights).filter(key => !departments.some(one => one.key === key));
  const faults = unknown.map(key => ({
    pointer: pointerOf(['departments', key]),
    detail: `There is no department "${key}"`,
  }));
  if (Object.keys(rights).length === 0)
    faults.push(
      ...memberFaults({ isAdmin, memberships: [] }).map(({ detail }) => ({ pointer: '/departments', detail })),
    );
  return faults;
}

async function save(
  tx: Tx,
  email: string,
  given: DocumentMember,
  row: MemberRow | null,
  departments: readonly DepartmentRow[],
): Promise<FieldFault[]> {
  const { name, isAdmin } = given;
  const memberships = Object.entries(given.departments).map(([key, role]) => ({
    departmentId: departments.find(one => one.key === key)!.id,
    role,
  }));
  // The address as it is known: it differs by case at most.
  const values = { email: row?.email ?? email, name, isAdmin, memberships };
  const saved = row ? await store.change(tx, row.id, row.version, values) : await store.create(tx, values);
  const refused = refusal(saved, email);
  if (refused.length > 0 || saved.outcome !== 'saved') return refused;
  if (given.deactivated === (row?.disabledAt != null)) return [];
  const turned = given.deactivated ? await store.deactivate(tx, saved.id) : await store.reactivate(tx, saved.id);
  return refusal(turned, email);
}

function refusal(outcome: MemberOutcome, email: string): FieldFault[] {
  if (outcome.outcome === 'last-admin')
    return [{ pointer: '', detail: 'Is the last administrator: nobody could change anything any more' }];
  refuseLost(outcome, `member ${email}`);
  return [];
}

const differencesOf = (before: DocumentMember, after: DocumentMember): Difference[] => [
  ...valueDifference('/name', 'Name', before.name, after.name),
  ...valueDifference('/isAdmin', 'Administrator', before.isAdmin, after.isAdmin),
  ...valueDifference('/departments', 'Departments', before.departments, after.departments),
  ...valueDifference('/deactivated', 'Deactivated', before.deactivated, after.deactivated),
];
