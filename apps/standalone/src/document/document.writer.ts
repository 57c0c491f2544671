// Writes a company's document as YAML. Guarantee: the same company gives the same text, byte by byte: keys by the alphabet, rows by department and title.
// The order of fields in a schema is kept, as it is the order of the form.
import { stringify } from 'yaml';
import { type CompanyDocument, nameOf } from './company.document.js';

const HEADER = `# Ticket Rail: how the company is set up. Secrets are not in it: they are entered in the console.
# Read it in with: rail import FILE (with --dry-run to see first what it would change)
`;

/** What others name comes first, for whoever reads it from the top. */
const PARTS = [
  'company',
  'departments',
  'kinds',
  'contracts',
  'templates',
  'macros',
  'partners',
  'channels',
  'rules',
  'webhooks',
  'members',
] as const satisfies readonly (keyof CompanyDocument)[];

export function writeDocument(document: CompanyDocument): string {
  const byName = <T extends { department: string | null; title: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => order(a.department ?? '', b.department ?? '') || order(nameOf(a), nameOf(b)));
  const { templates, macros, ...rest } = document;
  const parts = { ...rest, templates: byName(templates), macros: byName(macros) };
  const sorted = PARTS.map(name => [name, arranged(parts[name])]);
  // Quoted for readers of YAML 1.1, too, to whom 17:00 is a number and NO is false.
  const how = { schema: 'core', compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;
  return HEADER + stringify(Object.fromEntries(sorted), how);
}

/** By the alphabet at every depth, but for the fields of a schema. */
function arranged(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map(item => arranged(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (key !== 'properties') entries.sort(([a], [b]) => order(a, b));
  return Object.fromEntries(entries.map(([name, item]) => [name, arranged(item, name)]));
}

// By code unit: the machine's language has no say in it.
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
