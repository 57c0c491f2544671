// EDI of the demo company: two partners, the folder that they write into, and the files that they wrote.
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleInterchanges } from '#channels';
import { type NewCompany, PartnerStore, type Tx } from '#store';
import { type TradeStandard, usualAgreement } from '#tickets';

const PARTNERS: readonly { key: string; name: string; standard: TradeStandard; qualifier: string; id: string }[] = [
  { key: 'harbor-pump', name: 'Harbor Pump Supply', standard: 'x12', qualifier: 'ZZ', id: 'HARBORPUMP' },
  { key: 'hafentechnik', name: 'Hafentechnik Möller', standard: 'edifact', qualifier: 'ZZZ', id: 'HAFENTECHNIK' },
];

export const demoEdiChannel = (path: string): NewCompany['channels'][number] => ({
  key: 'customer-service-edi',
  kind: 'edi',
  name: 'Orders by EDI',
  departmentKey: 'customer-service',
  settings: { folder: { path, pollSeconds: 1 } },
});

export async function demoPartners(tx: Tx): Promise<void> {
  const store = new PartnerStore();
  for (const { key, name, standard, qualifier, id } of PARTNERS) {
    const made = await store.create(tx, {
      ...{ key, name, enabled: true, identities: [{ qualifier, id }], ownIdentities: [] },
      ...usualAgreement(standard),
    });
    if (made.outcome !== 'saved') throw new Error(`The demo's partner ${key} cannot be stored: ${made.outcome}`);
  }
}

/** As a careful partner does: under a name that is ignored first. Each a second after the one before, so that an order is older than what changes it. */
export async function feedInterchanges(folder: string): Promise<number> {
  const inbox = join(folder, 'in');
  await mkdir(inbox, { recursive: true });
  const files = await sampleInterchanges();
  const now = Date.now() / 1_000;
  for (const [i, { name, bytes }] of files.entries()) {
    const waiting = join(inbox, `${name}.tmp`);
    await writeFile(waiting, bytes);
    const written = now - (files.length - i);
    await utimes(waiting, written, written);
    await rename(waiting, join(inbox, name));
  }
  return files.length;
}
