// A mailbox as a sign-in sees it: its settings read by its kind, its provider judged before anything is sent there.
import { type EmailSettings, emailChannel, type SignInAccess, signInAccess } from '#channels';
import type { GuardedFetch } from '#channels/contract';
import { type PrivateHost, readOutsideUrl } from '#runtime';
import { checkedSettings, kindFor } from '../channel/save-channel.action.js';
import { invalid, pointerOf } from '../http/request.fault.js';

interface Mailbox {
  kind: string;
  key: string;
  name: string;
  settings: Record<string, unknown>;
}

/** @throws RequestFault that names the setting */
export function mailboxAccess(
  { kind, key, name, settings }: Mailbox,
  secrets: Record<string, string>,
  { fetch, privateHosts }: { fetch: GuardedFetch; privateHosts: readonly PrivateHost[] },
): SignInAccess {
  if (kind !== emailChannel.kind)
    throw invalid([{ pointer: '/kind', detail: 'Only a mailbox signs in at a provider' }]);
  const read = checkedSettings(kindFor(kind), { settings, secrets }) as unknown as EmailSettings;
  const found = signInAccess({ ...{ id: 0, key, kind, name, departmentId: 0 }, settings: read, secrets });
  if (found.outcome === 'lacking')
    throw invalid([{ pointer: pointerOf(['settings', ...found.path]), detail: found.detail }]);
  const { access } = found;
  const judged = readOutsideUrl(access.tokens.endpoint.href, privateHosts);
  if (judged.outcome === 'refused')
    throw invalid([
      {
        pointer: '/settings/oauth/tokenEndpoint',
        detail: `The address ${judged.why}. A server of your own network has to be listed in CHANNEL_PRIVATE_HOSTS`,
      },
    ]);
  return { ...access, tokens: { ...access.tokens, fetch } };
}
