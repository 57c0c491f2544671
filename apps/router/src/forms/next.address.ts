// Where a form leads on to, by `_next`: only to an address that the channel names, so that nobody makes a redirect of ours into one of theirs. Pure.
import type { FormSettings } from '#channels';

/** With the reference as a parameter; null where the channel does not name it. */
export function nextAddress({ next }: FormSettings, wanted: string, reference: string): string | null {
  if (!URL.canParse(wanted)) return null;
  const url = new URL(wanted);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (!next.some(one => allows(new URL(one), url))) return null;
  url.searchParams.set('reference', reference);
  return url.href;
}

function allows(named: URL, url: URL): boolean {
  if (named.origin !== url.origin) return false;
  if (!named.pathname.endsWith('/*')) return named.pathname === url.pathname;
  // An escaped slash or dot could lead out again, for a server that reads it otherwise.
  return url.pathname.startsWith(named.pathname.slice(0, -1)) && !/%2f|%5c|%2e/i.test(url.pathname);
}

/** Origins that a page of ours may lead on to, for its Content-Security-Policy. */
export const nextOrigins = ({ next }: FormSettings): string[] => [...new Set(next.map(one => new URL(one).origin))];
