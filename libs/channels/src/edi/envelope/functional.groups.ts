// Which functional group a set of X12 belongs into (GS01, data element 479). Only sets are named of which every version says the same.

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['810', 'IN'],
  ['824', 'AG'],
  ['840', 'RQ'],
  ['843', 'RR'],
  ['850', 'PO'],
  ['855', 'PR'],
  ['856', 'SH'],
  ['860', 'PC'],
  ['864', 'TX'],
  ['865', 'CA'],
  ['869', 'RS'],
  ['997', 'FA'],
]);

/** Undefined where none is known. */
export const functionalGroupOf = (set: string): string | undefined => GROUPS.get(set);
