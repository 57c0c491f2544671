// Kinds and contracts of a document, saved by the same desks as the console's: their checks, and a new version only where something differs.
import type { DefinitionReport, DeskOutcome, Tx } from '#store';
import { type Findings, refuseLost } from '../document.change.js';
import { pointerOf } from '../document.place.js';

interface Desk<D> {
  report(on: Tx, definition: D & { key: string }): Promise<DefinitionReport>;
  save(tx: Tx, definition: D & { key: string }, by: { basedOn: number; userId: null }): Promise<DeskOutcome>;
}

export async function importDefinitions<D extends object>(
  tx: Tx,
  part: 'kinds' | 'contracts',
  definitions: Readonly<Record<string, D>>,
  desk: Desk<D>,
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  for (const [key, rest] of Object.entries(definitions)) {
    const definition = { ...rest, key };
    const what = `${part.slice(0, -1)} ${key}`;
    const { faults, currentVersion, differences } = await desk.report(tx, definition);
    for (const { pointer, detail } of faults)
      found.faults.push({ pointer: `${pointerOf([part, key])}${pointer === '/key' ? '' : pointer}`, detail });
    if (faults.length > 0 || (currentVersion > 0 && differences.length === 0)) continue;
    refuseLost(await desk.save(tx, definition, { basedOn: currentVersion, userId: null }), what);
    const title =
      currentVersion === 0 ? `${what} is new` : `${what}: version ${currentVersion} becomes ${currentVersion + 1}`;
    found.changes.push({ title, lines: differences.map(one => one.words) });
  }
  return found;
}
