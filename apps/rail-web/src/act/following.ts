// Where somebody goes who finished a ticket that was opened by browsing. Pure.
type Hung = { id: number; holder: { id: number } | null };

/** The slip after this one, else the one before. */
export function followingOf(slips: readonly { id: number }[], id: number): number | null {
  const at = slips.findIndex(slip => slip.id === id);
  if (at < 0) return null;
  return slips[at + 1]?.id ?? slips[at - 1]?.id ?? null;
}

/**
 * `following`, unless a colleague holds it: then the next slip down the list that none of them holds, else the nearest above it; null where there is
 * none. What is finished is never gone back to. `following` that is not listed any more stays.
 */
export function freeFrom(
  slips: readonly Hung[],
  following: number | null,
  { finished, me }: { finished: number; me: number },
): number | null {
  const at = slips.findIndex(slip => slip.id === following);
  if (at < 0) return following;
  const free = ({ id, holder }: Hung): boolean => id !== finished && (holder === null || holder.id === me);
  const below = slips.slice(at).find(free);
  return (below ?? slips.slice(0, at).reverse().find(free))?.id ?? null;
}
