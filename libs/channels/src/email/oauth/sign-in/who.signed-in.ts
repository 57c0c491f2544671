// Who signed in, as the provider says it in an ID token (OpenID Connect Core, section 2). Pure. It was received from the token endpoint itself, so that its
// signature proves nothing more (section 3.1.3.7); it only tells ops that they chose another account, and lets nobody in.

/** Addresses by which the account is called, the plainest first; none where the token does not say, or is for somebody else. */
export function namedAccounts(idToken: string | null, clientId: string): string[] {
  const claims = claimsOf(idToken);
  if (!claims || ![claims.aud].flat().includes(clientId)) return [];
  const names = [claims.email, claims.preferred_username, claims.upn].filter(
    (one): one is string => typeof one === 'string' && /^[^\s@<>"]{1,200}@[^\s@<>"]{1,200}$/.test(one),
  );
  return [...new Set(names)];
}

function claimsOf(idToken: string | null): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null; // no token, or none of this kind
  }
}
