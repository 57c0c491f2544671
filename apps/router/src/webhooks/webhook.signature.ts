// Signatures of webhooks, after the convention of Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over id, time and the body as it is sent.
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The three headers. Two secrets sign both, separated by a space: a receiver takes either while it changes over.
 * @param secrets `whsec_<base64>`, the current one first
 * @param at seconds since 1970 count
 */
export function signedHeaders(id: string, at: Date, body: string, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map(secret => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
