// A sign-in as its page sees it. Secrets are named, never shown.
import type { SignInView } from '#api';
import type { SignInRow } from '#store';

export function signInView({ id, channelId, draft, secretsSet, ending }: SignInRow): SignInView {
  const failed = ending?.outcome === 'failed' ? ending : null;
  return {
    id,
    channelId,
    draft: channelId === null ? draft : null,
    secretsSet,
    state: ending?.outcome ?? 'under-way',
    account: ending?.outcome === 'signed-in' ? ending.account : null,
    code: failed?.code ?? null,
    words: failed?.words ?? null,
    next: failed?.next ?? null,
  };
}
