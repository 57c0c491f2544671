// Is this webhook from Ticket Rail, and from just now? Standard Webhooks: HMAC-SHA256 over "<id>.<timestamp>.<body>". To be copied into any receiver.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or newer than this by our clock: somebody may have kept it. */
const OLDEST_SECONDS = 5 * 60;

/**
 * `unsigned`: one of the three headers is missing or no such thing. `forged`: no signature is by one of our secrets, or id, time or body were changed.
 * `stale`: genuine, but not from now.
 * @param {{ headers: Record<string, string | string[] | undefined>, body: Buffer }} request  the body as it came, before anybody parsed it
 * @param {readonly string[]} secrets  whsec_…; one of them is enough
 * @param {Date} now
 * @returns {'good' | 'unsigned' | 'forged' | 'stale'}
 */
export function checkWebhook({ headers, body }, secrets, now) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return 'unsigned';
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return 'unsigned';
  const given = signatures.split(' ').filter(one => one.startsWith('v1,'));
  const expected = secrets.map(secret => signatureOf(secret, `${id}.${timestamp}.`, body));
  if (!given.some(one => expected.some(right => same(one, right)))) return 'forged';
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) > OLDEST_SECONDS ? 'stale' : 'good';
}

/** @param {string} secret @param {string} head @param {Buffer} body */
function signatureOf(secret, head, body) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(head).update(body).digest('base64')}`;
}

/** As texts: decoded, two spellings of one signature would both pass. @param {string} given @param {string} right */
function same(given, right) {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
