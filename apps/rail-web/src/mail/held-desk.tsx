// What can be done with messages of unverified senders: by the buttons at each, and by keys for the newest. The dialog for the reason stands here.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Entry, Ticket } from '#api';
import { useActs } from '../act/use-acts.js';
import { useCommand } from '../keys/commands.js';
import { DiscardDialog } from './discard-dialog.js';

export interface HeldActs {
  approve(entry: Entry): void;
  split(entry: Entry): void;
  discard(entry: Entry): void;
}

const Acts = createContext<HeldActs | null>(null);

/** Null where the reader may not decide. */
export const useHeldActs = (): HeldActs | null => useContext(Acts);

export const isUndecided = (entry: Entry): boolean => entry.held && entry.verdict === null;

export function HeldDesk({ ticket, children }: { ticket: Ticket; children: ReactNode }) {
  const { approveHeld, splitHeld, discardHeld } = useActs(ticket);
  const [shut, setShut] = useState<Entry | null>(null);
  const may = ticket.actions.includes('decide-held');
  const acts = useMemo(
    (): HeldActs | null =>
      may ? { approve: entry => approveHeld(entry.id), split: entry => splitHeld(entry.id), discard: setShut } : null,
    [may, approveHeld, splitHeld],
  );
  const newest = ticket.entries.findLast(isUndecided);
  const on = acts !== null && newest !== undefined;
  useCommand('held-approve', () => newest && acts?.approve(newest), on);
  useCommand('held-split', () => newest && acts?.split(newest), on);
  useCommand('held-discard', () => newest && acts?.discard(newest), on);
  return (
    <Acts value={acts}>
      {children}
      {shut && (
        <DiscardDialog
          name={shut.author.name || shut.author.address || 'an unknown sender'}
          onClose={() => setShut(null)}
          onDiscard={reason => {
            setShut(null);
            // The dialog goes first, so that focus is back before the page moves on.
            window.setTimeout(() => discardHeld(shut.id, reason), 0);
          }}
        />
      )}
    </Acts>
  );
}
