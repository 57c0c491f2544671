// The company as a document: what stands in the database now, in the document's own words, and the rows that saving needs. Guarantee: nothing but what
// CompanyDocument can say, so no secret, no customer and no ticket.
import type { z } from 'zod';
import { MacroSteps } from '#api';
import {
  allMacros,
  allTemplates,
  contractStore,
  type Database,
  type Definition,
  type DepartmentRow,
  DepartmentStore,
  kindStore,
  PartnerStore,
  type Stored,
} from '#store';
import type { TradingPartner } from '#tickets';
import {
  CompanyDocument,
  type DocumentMacro,
  type DocumentPartner,
  type DocumentSettings,
  type DocumentTemplate,
  nameOf,
} from './company.document.js';
import { readSources } from './source.reader.js';

export interface House {
  document: CompanyDocument;
  departments: DepartmentRow[];
}

type Row = { id: number; version: number };
export type KnownTemplate = DocumentTemplate & { row: Row };
export type KnownMacro = DocumentMacro & { row: Row };

/** Throws where the database holds what no document can name: two templates or two macros with one title in one department. */
export async function readHouse(database: Database): Promise<House> {
  const departments = await new DepartmentStore().list(database, null);
  const { templates, macros } = await database.transaction(tx => readStandardWork(tx, departments));
  const document: z.input<typeof CompanyDocument> = {
    departments: Object.fromEntries(departments.map(row => [row.key, settingsOf(row)])),
    kinds: current(await kindStore.all(database)),
    contracts: current(await contractStore.all(database)),
    templates: templates.map(({ row: _, ...template }) => template),
    macros: macros.map(({ row: _, ...macro }) => macro),
    partners: Object.fromEntries(
      (await new PartnerStore().list(database)).map(partner => [partner.key, documentPartner(partner)]),
    ),
    ...(await readSources(database, departments)),
  };
  return { document: CompanyDocument.parse(document), departments };
}

export async function readStandardWork(
  on: Parameters<typeof allTemplates>[0],
  departments: readonly DepartmentRow[],
): Promise<{ templates: KnownTemplate[]; macros: KnownMacro[] }> {
  const keyOf = (id: number | null) => departments.find(one => one.id === id)?.key ?? null;
  const templateRows = await allTemplates(on);
  const templates = templateRows.map(({ id, version, departmentId, ...template }) => ({
    ...template,
    department: keyOf(departmentId),
    row: { id, version },
  }));
  const macros = (await allMacros(on)).map(({ id, version, departmentId, steps, ...macro }) => {
    const { reply, ...rest } = MacroSteps.parse(steps);
    // A template that was deleted since is gone from the macro, too.
    const template = templates.find(one => one.row.id === reply);
    const named = template ? { department: template.department, title: template.title } : null;
    return { ...macro, department: keyOf(departmentId), steps: { ...rest, reply: named }, row: { id, version } };
  });
  refuseTwins(templates, 'templates');
  refuseTwins(macros, 'macros');
  return { templates, macros };
}

export function settingsOf(row: DepartmentRow): DocumentSettings {
  const { name, timeZone, workHours, holidayRegion, closures, claimLimit, railLimit, kindLimits, expediteBudget } = row;
  return {
    name,
    timeZone,
    workHours: workHours as DocumentSettings['workHours'],
    holidayRegion,
    closures: [...closures],
    claimLimit,
    railLimit,
    kindLimits,
    expediteBudget,
  };
}

export const documentPartner = ({ id: _, version: __, key: ___, ...partner }: TradingPartner): DocumentPartner => ({
  ...partner,
  versions: [...partner.versions],
  identities: [...partner.identities],
  ownIdentities: [...partner.ownIdentities],
});

/** The newest version of each, without what only the database knows. */
function current<D extends Definition>(all: readonly Stored<D>[]) {
  const newest = all.filter((one, i) => all[i + 1]?.key !== one.key);
  return Object.fromEntries(
    newest.map(({ key, version: _, createdAt: __, createdByName: ___, ...definition }) => [key, definition as never]),
  );
}

function refuseTwins(rows: readonly (DocumentTemplate | DocumentMacro)[], what: string): void {
  const twin = rows.find((row, i) => rows.findIndex(one => nameOf(one) === nameOf(row)) < i);
  if (twin) throw new Error(`Two ${what} are called ${nameOf(twin)}: give one of them another title first`);
}
