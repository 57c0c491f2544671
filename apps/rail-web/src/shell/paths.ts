// Addresses of the pages. Pure.
import type { RailView } from '../api/query-keys.js';

export const departmentPath = (key: string): string => `/d/${encodeURIComponent(key)}`;

/** The view and the words looked for stay in the address, so that a reload and a shared link show the same. */
export function ticketPath(key: string, id: number | null, view: RailView, q: string): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  else if (view !== 'rail') query.set('view', view);
  const asked = query.toString();
  return `${departmentPath(key)}${id === null ? '' : `/t/${id}`}${asked ? `?${asked}` : ''}`;
}

const VIEWS: readonly RailView[] = ['rail', 'waiting', 'done', 'mine', 'all'];

export function readAsked(search: string): { view: RailView; q: string } {
  const query = new URLSearchParams(search);
  const q = (query.get('q') ?? '').slice(0, 200);
  const view = VIEWS.find(known => known === query.get('view')) ?? 'rail';
  return { view: q ? 'all' : view, q };
}

/** Where to go after sign-in: only a path of this page, never another site (`//evil`, `https:`). */
export function safeReturn(path: string | null): string {
  return path && /^\/(?![/\\])[^\s]*$/.test(path) && !path.startsWith('/sign-in') ? path : '/';
}
