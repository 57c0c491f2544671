// The files of one pad, in one list: those that lie on the server, those on their way, and those that did not get there.
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Ticket } from '#api';
import { readUploads } from '../../api/ticket/upload.api.js';
import type { Draft, Mode } from '../draft/draft.js';
import { refusalWords } from './pad-file.js';
import { bring, broughtHere, cancel, forget, onTransfers, type Place, transfers, tryAgain } from './transfers.js';

export type Chip = {
  key: string;
  filename: string;
  size: number;
  /** Share that is there, 0 to 1; null: not on its way from here. */
  share: number | null;
  problem: string | null;
  remove: () => void;
  /** Null where trying again cannot help. */
  again: (() => void) | null;
};

const GONE = 'Not kept any more. Remove it, and add it again.';
const HALF = 'Not here yet: another tab is bringing it, or it broke off. If it stays so, add it again.';

export type PadFiles = {
  chips: readonly Chip[];
  /** Of what lies ready, in its order. */
  ids: readonly number[];
  /** Why it cannot be sent just now; empty: nothing. */
  fault: string;
  /** `names`: where they are to be called otherwise. */
  add: (files: readonly File[], names?: readonly string[]) => void;
  place: Place;
};

export function usePadFiles(ticket: Ticket, draft: Draft, draftKey: string, mode: Mode): PadFiles {
  const place: Place = { draftKey, mode, ticketId: ticket.id };
  const all = useSyncExternalStore(onTransfers, transfers);
  const under = all.filter(one => one.draftKey === draftKey && one.mode === mode);
  const files = draft.files[mode];
  const gone = useGone(
    ticket.id,
    files.filter(file => file.ready && !broughtHere.has(file.id)).map(file => file.id),
  );
  const lying = files.filter(file => !under.some(one => one.id === file.id));
  const chips: Chip[] = [
    ...lying.map(file => ({
      key: `file-${file.id}`,
      filename: file.filename,
      size: file.size,
      share: null,
      problem: gone.has(file.id) ? GONE : file.ready ? null : HALF,
      remove: () => forget(place, file.id),
      again: null,
    })),
    ...under.map(one => ({
      key: `transfer-${one.key}`,
      filename: one.filename,
      size: one.size,
      share: one.problem === null ? one.sent / Math.max(one.size, 1) : null,
      problem: one.problem,
      remove: () => cancel(one.key),
      again: one.again ? () => tryAgain(one.key) : null,
    })),
  ];
  const add = (added: readonly File[], names: readonly string[] = added.map(file => file.name)): void => {
    const sofar: { size: number }[] = chips.filter(chip => chip.problem === null);
    for (const [n, file] of added.entries()) {
      const refused = refusalWords(file, sofar, ticket.uploadLimits);
      if (!refused) sofar.push(file);
      bring(place, file, names[n] || 'without a name', refused);
    }
  };
  return { chips, ids: files.filter(file => file.ready).map(file => file.id), fault: faultOf(chips), add, place };
}

function faultOf(chips: readonly Chip[]): string {
  const failed = chips.find(chip => chip.problem !== null);
  if (failed) return `${failed.filename} is not here: remove it, or add it again.`;
  const late = chips.find(chip => chip.share !== null);
  return late ? `${late.filename} is still on its way.` : '';
}

/** Of those that an earlier page left in the draft: which the server does not have any more. Nothing is said while it does not answer. */
function useGone(ticketId: number, ids: readonly number[]): ReadonlySet<number> {
  const { data } = useQuery({
    queryKey: ['uploads', ticketId, ...ids],
    queryFn: ({ signal }) => readUploads(ticketId, signal),
    enabled: ids.length > 0,
    staleTime: 0,
  });
  return new Set(data ? ids.filter(id => !data.some(upload => upload.id === id)) : []);
}
