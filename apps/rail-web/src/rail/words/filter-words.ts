// What a filtered list holds, in the words of the figure that opened it. Pure.
import type { RailView } from '../../api/query-keys.js';

const VIEW: Record<RailView, string> = {
  rail: 'On the rail',
  waiting: 'Waiting',
  done: 'Done',
  mine: 'Mine',
  all: 'All',
};
const ON_TIME: Record<string, string> = { yes: 'Done on time', no: 'Done late', none: 'Ended without a promise' };
const LATE: Record<string, string> = { yes: 'Late', likely: 'Likely late' };
const BUSINESS: Record<string, string> = { repeat: 'repeat business', new: 'new business', stranger: 'strangers' };

/** `Done late, order, last 7 days`. @param filter as in the address */
export function filterWords(view: RailView, filter: string): string {
  const query = new URLSearchParams(filter);
  const late = LATE[query.get('late') ?? ''];
  const lead = late ? (view === 'waiting' ? `Waiting and ${late.toLowerCase()}` : late) : VIEW[view];
  const days = query.get('days');
  const words = [
    ON_TIME[query.get('onTime') ?? ''] ?? lead,
    query.get('kind')?.replaceAll('-', ' '),
    query.get('tag') && `tagged “${query.get('tag')}”`,
    BUSINESS[query.get('business') ?? ''],
    days && (days === '1' ? 'today' : `last ${days} days`),
  ];
  return words.filter(Boolean).join(', ');
}
