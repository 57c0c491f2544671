// Which handoff lies open beside the conversation: one of the ticket, or the choice of a contract. Shared by the bar, the notices and
// the lists of the ticket.
import { createContext, useContext } from 'react';

export type DeskView = { show: 'choice' } | { show: 'handoff'; id: number } | { show: 'contract'; contract: string };
export type HandoffDesk = { view: DeskView | null; put: (view: DeskView | null) => void };

const Desk = createContext<HandoffDesk | null>(null);
export const HandoffDeskProvider = Desk.Provider;

export function useHandoffDesk(): HandoffDesk {
  const desk = useContext(Desk);
  if (!desk) throw new Error('A handoff is used outside of a ticket');
  return desk;
}
