// A person as admins see them.
import type { Member } from '#api';
import type { MemberRow } from '#store';

export function memberView({ disabledAt, createdAt, lastSeenAt, linkExpiresAt, ...row }: MemberRow): Member {
  const hasBeenHere = row.hasPassword || lastSeenAt !== null;
  return {
    ...row,
    state: disabledAt ? 'deactivated' : hasBeenHere ? 'active' : 'invited',
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    linkExpiresAt: linkExpiresAt?.toISOString() ?? null,
  };
}
