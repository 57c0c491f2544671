// Looks at the days on which mailboxes lose their access, so that somebody is told in time; also of those that only send, which no connector watches.
import { type EmailSettings, endOfAccess } from '#channels';
import type { SecretBox } from '#runtime';
import { ChannelStore, type Database, raiseSignInEnds, type SignInEnd } from '#store';
import { openChannel } from '../connect/channel.supervisor.js';
import type { SweepStep } from '../sweep/sweeper.js';

const EVERY_MS = 60_000;

interface Deps {
  database: Database;
  secrets: SecretBox;
  log: { warn(fields: object, text: string): void };
}

export const signInEndStep = (deps: Deps): SweepStep => ({
  name: 'ends of sign-ins',
  everyMs: EVERY_MS,
  run: () => tellSignInEnds(deps, new Date()),
});

/** Returns how many alerts are new. */
export async function tellSignInEnds({ database, secrets, log }: Deps, now: Date): Promise<number> {
  const ends: SignInEnd[] = [];
  for (const row of await new ChannelStore().list(database, null)) {
    if (!row.enabled || row.kind !== 'email' || !row.secretsSet.includes('oauth.refreshToken')) continue;
    try {
      const channel = await openChannel<EmailSettings>({ database, secrets }, row);
      const end = endOfAccess(channel, now);
      if (!end) continue;
      const text = `${row.name}: the access to ${end.user} ends on ${end.at.toISOString().slice(0, 10)}. Open the channel and press Sign in`;
      ends.push({ channelId: row.id, departmentId: row.departmentId, text, endsAt: end.at });
    } catch (error) {
      // Settings or secrets that do not open are told of on the channel.
      log.warn({ err: error, channelId: row.id }, 'when the access of a channel ends could not be read');
    }
  }
  return raiseSignInEnds(database, ends);
}
