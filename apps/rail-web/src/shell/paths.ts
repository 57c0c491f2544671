// Addresses of the pages. Pure.
import type { RailView } from '../api/query-keys.js';

export const departmentPath = (key: string): string => `/d/${encodeURIComponent(key)}`;

/** What a figure counted, as the API names it: the list that the figure opens holds just that. */
export type RailFilter = {
  kind?: string;
  tag?: string;
  onTime?: 'yes' | 'no' | 'none';
  days?: number;
  late?: 'yes' | 'likely';
  business?: string;
};

const FILTERS = ['kind', 'tag', 'onTime', 'days', 'late', 'business'] as const;

/** In one order, so that equal filters are equal texts; '' is none. */
export function filterText(filter: RailFilter): string {
  const query = new URLSearchParams();
  for (const name of FILTERS) if (filter[name] !== undefined) query.set(name, String(filter[name]));
  return query.toString();
}

/** The list of a rail that a figure opens. */
export const listPath = (key: string, view: RailView, filter: RailFilter): string =>
  ticketPath(key, null, view, '', filterText(filter));

/** Handoffs of a department; what is received and open is not named in the address. */
export function handoffsPath(
  key: string,
  side: 'received' | 'sent' = 'received',
  state: 'open' | 'ended' = 'open',
): string {
  const query = new URLSearchParams();
  if (side !== 'received') query.set('side', side);
  if (state !== 'open') query.set('state', state);
  const asked = query.toString();
  return `${departmentPath(key)}/handoffs${asked ? `?${asked}` : ''}`;
}

export const flowPath = (key?: string): string => (key ? `/flow?d=${encodeURIComponent(key)}` : '/flow');

/** The view, the words looked for and the filter stay in the address, so that a reload and a shared link show the same. */
export function ticketPath(key: string, id: number | null, view: RailView, q: string, filter = ''): string {
  const query = new URLSearchParams(q ? '' : filter);
  if (q) query.set('q', q);
  else if (view !== 'rail') query.set('view', view);
  const asked = query.toString();
  return `${departmentPath(key)}${id === null ? '' : `/t/${id}`}${asked ? `?${asked}` : ''}`;
}

const VIEWS: readonly RailView[] = ['rail', 'waiting', 'done', 'mine', 'all'];

export function readAsked(search: string): { view: RailView; q: string; filter: string } {
  const query = new URLSearchParams(search);
  const q = (query.get('q') ?? '').replaceAll('\0', '').slice(0, 200);
  const view = VIEWS.find(known => known === query.get('view')) ?? 'rail';
  const given = Object.fromEntries(FILTERS.map(name => [name, query.get(name)?.slice(0, 61) || undefined]));
  return { view: q ? 'all' : view, q, filter: q ? '' : filterText(given) };
}

/** Where to go after sign-in: only a path of this page, never another site (`//evil`, `https:`). */
export function safeReturn(path: string | null): string {
  return path && /^\/(?![/\\])[^\s]*$/.test(path) && !path.startsWith('/sign-in') ? path : '/';
}
