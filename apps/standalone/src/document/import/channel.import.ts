// Channels of a document, saved by the same action as the console's. Guarantees: what has a secret keeps it, sealed anew; where the secret would go to
// another server, the change is refused, since a document cannot bring the secret along.
import { channelKinds } from '#channels';
import { SaveChannel } from '#inbox-api';
import { Fault, type SecretBox } from '#runtime';
import { type ChannelRow, ChannelStore, type DepartmentRow, type Tx } from '#store';
import { type Difference, type FieldFault, valueDifference } from '#tickets';
import type { DocumentChannel } from '../company.document.js';
import type { Findings } from '../document.change.js';
import { pointerOf } from '../document.place.js';
import { documentChannel, wholeSettings } from '../source.reader.js';

const store = new ChannelStore();

export async function importChannels(
  tx: Tx,
  channels: Readonly<Record<string, DocumentChannel>>,
  departments: readonly DepartmentRow[],
  secrets: SecretBox,
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  const action = new SaveChannel(store, secrets);
  // A mailbox may name the EDI channel that its files are passed on to.
  const inOrder = Object.entries(channels).sort(([, a], [, b]) => Number(b.kind === 'edi') - Number(a.kind === 'edi'));
  for (const [key, given] of inOrder) {
    const place = pointerOf(['channels', key]);
    const department = departments.find(one => one.key === given.department);
    if (!department) {
      found.faults.push({ pointer: `${place}/department`, detail: `There is no department "${given.department}"` });
      continue;
    }
    const before = await store.byKey(tx, key);
    const differences = before ? differencesOf(before, given, departments) : [];
    if (before && differences.length === 0) continue;
    const { kind, name, settings, enabled } = given;
    const change = { key, kind, name, settings, departmentId: department.id, secrets: {} };
    const refused = await refusalOf(async () => {
      const isOther = !before || differences.some(one => one.pointer !== '/enabled');
      if (isOther && before) await action.update(tx, before.id, change);
      const id = before?.id ?? (await action.create(tx, change));
      await store.setEnabled(tx, id, enabled);
    });
    found.faults.push(...refused.map(({ pointer, detail }) => ({ pointer: `${place}${pointer}`, detail })));
    if (refused.length > 0) continue;
    const lines = before ? differences.map(one => one.words) : secretLines(kind);
    found.changes.push({ title: `channel ${key}${before ? '' : ' is new'}`, lines });
  }
  return found;
}

/** What stands against it, at its place in the channel; none where it was saved. Other failures are thrown on. */
async function refusalOf(save: () => Promise<void>): Promise<FieldFault[]> {
  try {
    await save();
    return [];
  } catch (error) {
    const faults = error instanceof Fault ? (error as Fault & { errors?: FieldFault[] }).errors : undefined;
    if (!faults || faults.length === 0) throw error;
    if (error instanceof Fault && error.code === 'CHANNEL.SECRET_NEEDED')
      return faults.map(({ pointer }) => ({
        pointer: '/settings',
        detail: `The server changed: do it in the console, where ${pointer.replace('/secrets/', '')} is entered again`,
      }));
    return faults;
  }
}

const secretLines = (kind: string): string[] => {
  const names = channelKinds.find(one => one.kind === kind)?.secretNames ?? [];
  return names.length === 0 ? [] : [`Enter its secrets in the console, as far as it needs them: ${names.join(', ')}`];
};

function differencesOf(row: ChannelRow, given: DocumentChannel, departments: readonly DepartmentRow[]): Difference[] {
  const before = documentChannel(row, departments);
  const [old, fresh] = [before.settings, wholeSettings(given.kind, given.settings)];
  return [
    ...valueDifference('/kind', 'Kind', before.kind, given.kind),
    ...valueDifference('/name', 'Name', before.name, given.name),
    ...valueDifference('/department', 'Department', before.department, given.department),
    ...[...new Set([...Object.keys(old), ...Object.keys(fresh)])]
      .sort()
      .flatMap(name => valueDifference(`/settings/${name}`, `Setting ${name}`, old[name], fresh[name])),
    ...valueDifference('/enabled', 'Switched on', before.enabled, given.enabled),
  ];
}
