// Which channels a mail is for, by its RCPT addresses. A sub-address (RFC 5233) belongs to its plain address.
import { createHash } from 'node:crypto';
import type { Envelope } from '#channels/contract';
import { conversationKey } from '../conversation-key.js';

/** The channel of an own address, or null. Called with a lower-case address. */
export type ResolveRecipient = (address: string) => { channelId: number } | null;

/** `support+t123-abc@example.com` -> `support@example.com`; unchanged where there is no sub-address. */
export function plainAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const plus = address.indexOf('+');
  return plus > 0 && plus < at ? address.slice(0, plus) + address.slice(at) : address;
}

/** The whole address wins, so that a channel may own `sales+eu@...` itself. */
export function channelOf(address: string, resolve: ResolveRecipient): number | null {
  const lower = address.toLowerCase();
  const found = resolve(lower) ?? resolve(plainAddress(lower));
  return found?.channelId ?? null;
}

export interface ReceivedMail {
  raw: Buffer;
  /** RFC 5321 reverse-path; '' for the null sender of bounces. */
  mailFrom: string;
  recipients: { address: string; channelId: number }[];
  remoteAddress: string;
  receivedAt: Date;
}

/** One envelope for each channel that the mail is for; each names only its own recipients. */
export function envelopesOf(mail: ReceivedMail): Envelope[] {
  const identity = createHash('sha256').update(mail.raw).digest('hex');
  const key = conversationKey(mail.raw, identity);
  const byChannel = new Map<number, string[]>();
  for (const { address, channelId } of mail.recipients) {
    const addresses = byChannel.get(channelId);
    if (addresses) addresses.push(address);
    else byChannel.set(channelId, [address]);
  }
  return [...byChannel].map(([channelId, rcptTo]) => ({
    channelId,
    sourceIdentity: identity,
    raw: mail.raw,
    receivedAt: mail.receivedAt,
    conversationKey: key,
    transport: { via: 'smtp', mailFrom: mail.mailFrom, rcptTo, remoteAddress: mail.remoteAddress },
  }));
}
