// Which trade document lies open as it was received, beside the conversation, and where in it; and which paper somebody wants to see. Shared by the papers of
// a ticket, its timeline and the panel.
import { createContext, useContext } from 'react';
import type { PaperPlace } from '../api/trade/document.api.js';

/** `at`: `byte=…` or `segment=…`; '': from its beginning. */
export type RawView = { place: PaperPlace; title: string; at: string };
export type PaperDesk = {
  raw: RawView | null;
  show: (raw: RawView | null) => void;
  /** The paper to open and go to; a new object each time that somebody asks. */
  wanted: PaperPlace | null;
  want: (place: PaperPlace) => void;
};

const Desk = createContext<PaperDesk | null>(null);
export const PaperDeskProvider = Desk.Provider;

export function usePaperDesk(): PaperDesk {
  const desk = useContext(Desk);
  if (!desk) throw new Error('A trade document is used outside of a ticket');
  return desk;
}
