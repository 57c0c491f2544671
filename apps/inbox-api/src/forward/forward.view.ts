// From a row to the forward that the contract shows. Pure.
import type { Forward } from '#api';
import type { ForwardRow, Library } from '#store';

export function forwardView(row: ForwardRow, library: Library): Forward {
  const state = row.state ?? (row.messageState === 'pending' ? 'taken' : 'aside');
  const runs = row.ticketId !== null && state !== 'done' && row.stands !== true;
  return {
    id: row.id,
    at: row.at.toISOString(),
    way: row.way === 'page' ? 'page' : 'mail',
    who: row.who,
    about: row.about,
    state,
    ticketId: row.ticketId,
    departmentName: row.departmentName,
    promisedAt: (runs && row.dueAt?.toISOString()) || null,
    doneAt: row.doneAt?.toISOString() ?? null,
    outcome: outcomeOf(row, library),
    reply: replyOf(row.reply),
    replyAt: row.replyAt?.toISOString() ?? null,
  };
}

function outcomeOf({ kind, kindVersion, outcome }: ForwardRow, library: Library): string | null {
  if (kind === null || kindVersion === null || outcome === null) return null;
  return library.kindOf({ kind, kindVersion }).outcomes.find(({ code }) => code === outcome)?.title ?? outcome;
}

function replyOf(state: ForwardRow['reply']): Forward['reply'] {
  switch (state) {
    case 'queued':
    case 'sending':
      return 'leaving';
    case 'sent':
    case 'failed':
    case 'unknown':
      return state;
    default:
      return 'none';
  }
}
