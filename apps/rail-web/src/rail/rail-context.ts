// Where the person stands: which department, which view, which ticket is open, and how to go somewhere else.
import { createContext, useContext } from 'react';
import type { Department, Slip } from '#api';
import type { RailView } from '../api/query-keys.js';

export type RailPlace = {
  department: Department;
  departments: Department[];
  view: RailView;
  q: string;
  /** What a figure counted; '' none. */
  filter: string;
  openId: number | null;
  slips: readonly Slip[];
  /** `replace`: no new step in the browser's history (J/K). */
  open: (id: number | null, options?: { replace?: boolean }) => void;
  show: (view: RailView, q?: string, options?: { replace?: boolean }) => void;
  pathOf: (id: number | null) => string;
};

const Place = createContext<RailPlace | null>(null);
export const RailPlaceProvider = Place.Provider;

export function useRailPlace(): RailPlace {
  const place = useContext(Place);
  if (!place) throw new Error('The rail is used outside of a department');
  return place;
}
