// Titles of what is coded in the defect log. Pure. Reasons of a contract are titled by the contract; our own codes are words already.
import type { DefectGroup, Library } from '#store';

export interface DefectTitles {
  reason: string;
  contract: string | null;
  field: string | null;
}

/** A code that nothing titles any more is read as it is written: `needs-a-specialist` is "Needs a specialist". */
export function defectTitles(group: DefectGroup, library: Library): DefectTitles {
  const { contract: key, contractVersion, reason } = group;
  const contract =
    key === null
      ? undefined
      : (contractVersion && library.contractAt(key, contractVersion)) || library.contracts.get(key);
  return {
    reason: contract?.returnReasons.find(({ code }) => code === reason)?.title ?? wordsOf(reason),
    contract: contract?.title ?? key,
    field: group.field === null ? null : fieldTitle(group, library),
  };
}

function fieldTitle({ field, handoffKind, handoffKindVersion }: DefectGroup, library: Library): string {
  // As a return names it: /fields/<name>, deeper where a list is at fault, or /attachments/<rule>.
  const [part = '', ...names] = (field ?? '').split('/').slice(1).map(unescaped);
  const name = names[0] ?? '';
  if (name === '') return 'The whole form';
  const kind = handoffKind && library.kindOf({ kind: handoffKind, kindVersion: handoffKindVersion ?? 0 });
  const title =
    kind &&
    (part === 'attachments' ? kind.attachments.find(({ key }) => key === name)?.title : titleIn(kind.schema, name));
  // What lies deeper than a field of the form is named by where it stands.
  return [title || wordsOf(name), ...names.slice(1)].join(' / ');
}

function titleIn(schema: Readonly<Record<string, unknown>>, name: string): string | null {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, name)) return null;
  const { title } = (properties as Record<string, { title?: unknown }>)[name] ?? {};
  return typeof title === 'string' && title !== '' ? title : null;
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

export function wordsOf(code: string): string {
  const words = code
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replace(/[-_.]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
