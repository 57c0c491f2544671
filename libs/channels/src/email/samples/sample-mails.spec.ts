// The demo mails: readable, for every department, and fresh.

import { DEFAULT_LIMITS } from '../convert/convert.limits.js';
import { convertOne } from '../convert/convert.worker.js';
import { sampleMails } from './sample-mails.js';

const read = (raw: Buffer) =>
  convertOne({ raw, transport: {}, organisationDomains: ['nordwerk.example'] }, DEFAULT_LIMITS).drafts[0]!;
/** A Monday morning, before work began. */
const MONDAY = new Date(2026, 10, 23, 7, 30);

it('serves four departments, customer service most of all', async () => {
  const drafts = (await sampleMails(MONDAY)).map(read);
  const departments = drafts.map(draft => draft.deliveredTo[0]!.split('@')[0]!);
  expect([...new Set(departments)].sort()).toEqual(['engineering', 'operations', 'sales', 'support']);
  expect(departments.filter(department => department === 'support').length).toBeGreaterThanOrEqual(6);
  expect(drafts.flatMap(draft => draft.warnings)).toEqual([]);
});

it('dates them over the last working day, in order', async () => {
  const dates = (await sampleMails(MONDAY)).map(raw => new Date(read(raw).sentAt!));
  const friday = new Date(2026, 10, 20).toDateString();
  expect(new Set(dates.map(date => date.toDateString()))).toEqual(new Set([friday]));
  expect([...dates].sort((a, b) => a.getTime() - b.getTime())).toEqual(dates);
});

it('dates none after now', async () => {
  const noon = new Date(2026, 10, 24, 12, 0);
  const dates = (await sampleMails(noon)).map(raw => new Date(read(raw).sentAt!).getTime());
  expect(Math.max(...dates)).toBeLessThan(noon.getTime());
  expect(new Date(dates[0]!).toDateString()).toBe(noon.toDateString());
});

it('are the same bytes on every call', async () => {
  expect(await sampleMails(MONDAY)).toEqual(await sampleMails(MONDAY));
});
