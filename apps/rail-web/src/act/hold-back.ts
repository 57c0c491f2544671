// Moves and merges cannot be taken back on the server (a move back would count as a second misroute), so they are held
// for the undo time: the slip leaves the list at once, the server hears of it when nobody called it back, or when the page is left.
import type { QueryClient } from '@tanstack/react-query';
import type { Ticket } from '#api';
import { dropSlip, snapshot } from '../api/ticket/slip-cache.js';
import { said } from './say.js';
import { offerUndo } from './undo.js';

type Held = {
  id: number;
  words: string;
  commit: (keepalive: boolean) => Promise<Ticket>;
  onUndone: () => void;
};

export function holdBack(client: QueryClient, held: Held): void {
  const putBack = snapshot(client, held.id);
  dropSlip(client, held.id);
  offerUndo({
    words: held.words,
    undo: () => {
      putBack();
      held.onUndone();
    },
    onExpire: async leaving => {
      try {
        await held.commit(leaving);
        await client.invalidateQueries({ queryKey: ['numbers'] });
      } catch (error) {
        said(error);
        putBack();
      }
    },
  });
}
