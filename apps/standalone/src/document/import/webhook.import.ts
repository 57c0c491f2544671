// Webhooks of a document. A new one has no secret and sends nothing until one is made in the console, where it is shown.
import { TICKET_EVENTS } from '#events';
import { type PrivateHost, readOutsideUrl } from '#runtime';
import { type DepartmentRow, type Tx, WebhookStore } from '#store';
import { type Difference, type FieldFault, valueDifference } from '#tickets';
import type { DocumentWebhook } from '../company.document.js';
import type { Findings } from '../document.change.js';
import { pointerOf } from '../document.place.js';
import { documentWebhook, webhooksByName } from '../source.reader.js';

const store = new WebhookStore();

export async function importWebhooks(
  tx: Tx,
  webhooks: Readonly<Record<string, DocumentWebhook>>,
  departments: readonly DepartmentRow[],
  privateHosts: readonly PrivateHost[],
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  if (Object.keys(webhooks).length === 0) return found;
  const known = await webhooksByName(tx);
  for (const [name, given] of Object.entries(webhooks)) {
    const row = known.get(name);
    const before = row && documentWebhook(row, departments);
    const department = departments.find(one => one.key === given.department);
    const read = readOutsideUrl(given.url, privateHosts);
    const faults: FieldFault[] = [];
    if (given.department !== null && !department)
      faults.push({ pointer: '/department', detail: `There is no department "${given.department}"` });
    if (read.outcome === 'refused') faults.push({ pointer: '/url', detail: `The address ${read.why}` });
    else if (before && row.secrets.length > 0 && read.url.href !== before.url)
      faults.push({
        pointer: '/url',
        detail: 'A secret belongs to one address: change it in the console, where a new one is made',
      });
    given.events.forEach((event, i) => {
      if (!(TICKET_EVENTS as readonly string[]).includes(event))
        faults.push({ pointer: `/events/${i}`, detail: `There is no event "${event}"` });
    });
    found.faults.push(
      ...faults.map(({ pointer, detail }) => ({ pointer: `${pointerOf(['webhooks', name])}${pointer}`, detail })),
    );
    if (read.outcome === 'refused' || faults.length > 0) continue;
    const { enabled, events } = given;
    const values = { name, url: read.url.href, departmentId: department?.id ?? null, events };
    const differences = before ? differencesOf(before, { ...given, url: read.url.href }) : [];
    if (before && differences.length === 0) continue;
    const id = row ? row.id : await store.create(tx, values, null);
    await store.lock(tx, id);
    await store.update(tx, id, { ...values, enabled });
    found.changes.push({
      title: `webhook ${name}${before ? '' : ' is new'}`,
      lines: before ? differences.map(one => one.words) : ['It sends nothing until its secret is made in the console'],
    });
  }
  return found;
}

const differencesOf = (before: DocumentWebhook, after: DocumentWebhook): Difference[] => [
  ...valueDifference('/url', 'Address', before.url, after.url),
  ...valueDifference('/department', 'Department', before.department, after.department),
  ...valueDifference('/events', 'Events', before.events, after.events),
  ...valueDifference('/enabled', 'Switched on', before.enabled, after.enabled),
];
