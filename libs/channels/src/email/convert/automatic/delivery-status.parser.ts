// Delivery reports (RFC 3464): one result for each recipient of a message/delivery-status part. Guarantee: never throws; what is
// missing is ''.
import type { DeliveryReport } from '#tickets';
import { decodeBytes } from '../charset/charset.decoder.js';
import { usableAddress } from '../header/address.parser.js';

/** Recipients of one report that are kept. */
const MOST_REPORTS = 500;
const LONGEST_DIAGNOSTIC = 1_000;

export interface StatusFields {
  reports: DeliveryReport[];
  /** `Original-Message-ID` and the like of the per-message block, raw, or null. */
  originalMessageId: string | null;
}

/** Reads the decoded body of a message/delivery-status part: blocks of fields, a blank line between them. */
export function parseDeliveryStatus(body: Buffer): StatusFields {
  const text = decodeBytes(body, null, () => undefined).replace(/\r\n?/g, '\n');
  const reports: DeliveryReport[] = [];
  let originalMessageId: string | null = null;
  for (const block of text.split(/\n[ \t]*\n/)) {
    const fields = readFields(block);
    originalMessageId ??= fields.get('original-message-id') ?? fields.get('x-original-message-id') ?? null;
    const original = addressOf(fields.get('original-recipient'));
    const recipient = addressOf(fields.get('final-recipient')) || original;
    if (!recipient || reports.length >= MOST_REPORTS) continue;
    const diagnostic = afterType(fields.get('diagnostic-code')).slice(0, LONGEST_DIAGNOSTIC);
    reports.push({
      recipient,
      ...(original && original.toLowerCase() !== recipient.toLowerCase() ? { originalRecipient: original } : {}),
      status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? '',
      action: (fields.get('action') ?? '').trim().split(/[\s(]/)[0]!.toLowerCase(),
      ...(diagnostic ? { diagnostic } : {}),
    });
  }
  return { reports, originalMessageId };
}

/** Fields of one block, unfolded, the first of each name. */
export function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

function addressOf(value: string | undefined): string {
  const recipient = afterType(value).replace(/^<(.*)>$/, '$1');
  return usableAddress(recipient) || recipient.slice(0, 320);
}

/** `rfc822; a@b` and `smtp; 550 no` carry a type before the semicolon. */
function afterType(value: string | undefined): string {
  if (value === undefined) return '';
  return value.replace(/^\s*[\w-]+\s*;\s*/, '').trim();
}
