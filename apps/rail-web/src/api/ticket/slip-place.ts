// Where a slip belongs, and lists changed without moving what the reader looks at. Pure.
import type { FoundSlip, Page, Slip, Ticket } from '#api';
import type { RailView } from '../query-keys.js';

export type Pages = { pages: Page<FoundSlip>[]; pageParams: unknown[] };

/** Is the slip part of this view of this department? */
export function belongs(slip: Slip, departmentId: number, view: RailView, myId: number): boolean {
  if (view === 'mine')
    return (slip.holder?.id === myId || slip.assignee?.id === myId) && slip.state !== 'done' && slip.state !== 'merged';
  if (slip.departmentId !== departmentId) return false;
  if (view === 'rail') return slip.state === 'open' || slip.state === 'claimed';
  if (view === 'waiting') return slip.state === 'waiting';
  if (view === 'done') return slip.state === 'done' || slip.state === 'merged';
  return true;
}

/** The slip as it now is, in its old place, and found where it was found. Not in the list: unchanged. */
export function replaceSlip(list: Pages, slip: Slip): Pages {
  const pages = list.pages.map(page => {
    const at = page.items.findIndex(item => item.id === slip.id);
    const old = page.items[at];
    if (!old || old.version > slip.version) return page;
    return { ...page, items: page.items.with(at, { ...slip, found: old.found }) };
  });
  return { ...list, pages };
}

export function removeSlip(list: Pages, id: number): Pages {
  if (!holds(list, id)) return list;
  return { ...list, pages: list.pages.map(page => ({ ...page, items: page.items.filter(item => item.id !== id) })) };
}

export function putOnTop(list: Pages, slip: Slip): Pages {
  const [first, ...rest] = list.pages;
  if (!first) return list;
  return { ...list, pages: [{ ...first, items: [{ ...slip, found: null }, ...first.items] }, ...rest] };
}

export const holds = (list: Pages, id: number): boolean =>
  list.pages.some(page => page.items.some(item => item.id === id));

/**
 * The first page as it now stands, laid over the list: known slips change in their place, unknown ones are only named.
 * `whole`: the page is all there is, so what it does not name has left; `keep` stays whatever happens (it is open).
 */
export function layOver(
  list: Pages,
  fresh: FoundSlip[],
  whole: boolean,
  keep?: number,
): { list: Pages; unknown: number[] } {
  const now = new Map(fresh.map(slip => [slip.id, slip]));
  const known = new Set<number>();
  const pages = list.pages.map(page => ({
    ...page,
    items: page.items.flatMap(item => {
      const slip = now.get(item.id);
      known.add(item.id);
      if (slip) return [slip.version >= item.version ? slip : item];
      return whole && item.id !== keep ? [] : [item];
    }),
  }));
  return { list: { ...list, pages }, unknown: fresh.filter(slip => !known.has(slip.id)).map(slip => slip.id) };
}

/** The slip of a ticket: what the list keeps of it. */
export function slipOf(ticket: Ticket): Slip {
  const {
    entries,
    hasEarlier,
    outcomes,
    participants,
    replyTo,
    links,
    others,
    origin,
    canReply,
    actions,
    people,
    kindVersion,
    kindCurrentVersion,
    schema,
    fields,
    linesLeftOut,
    documents,
    requiredToClose,
    attachmentRules,
    checklistItems,
    closeFaults,
    followUpNote,
    handoffs,
    received,
    offers,
    promiseNotice,
    forecast,
    ...slip
  } = ticket;
  return slip;
}
