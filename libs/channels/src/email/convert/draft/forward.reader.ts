// A customer's mail that a colleague forwarded as an attachment (message/rfc822). Guarantee: only mail from the own organisation
// with exactly one message inside counts, so that a stranger cannot speak in another's name.
import type { AttachedPart } from '../body/attachment.list.js';
import type { Warn } from '../charset/charset.decoder.js';
import type { ConvertLimits } from '../convert.limits.js';
import { UniqueNames } from '../mime/part.namer.js';
import { type ReadMail, readMail } from './mail.reader.js';
import { isInDomains } from './sender.reader.js';

export interface Forward {
  /** The customer's mail. */
  mail: ReadMail;
  /** What the colleague typed above it, '' where nothing: for colleagues only. */
  note: string;
  /** Attachments that the colleague added, with names that differ from the customer's. */
  otherAttachments: AttachedPart[];
}

/**
 * The forward that this mail is, or null.
 * @throws LimitExceeded where the mail inside is beyond a limit
 */
export function readForward(
  outer: ReadMail,
  domains: readonly string[],
  limits: ConvertLimits,
  warn: Warn,
): Forward | null {
  if (!isInDomains(outer.sender.address, domains)) return null;
  const { automatic } = outer;
  if (automatic.isBounce || automatic.isComplaint || automatic.isAutoReply) return null;
  const messages = outer.attachments.filter(
    part => part.contentType === 'message/rfc822' || part.contentType === 'message/global',
  );
  if (messages.length !== 1) return null;
  const mail = readMail(messages[0]!.bytes, {}, limits, warn);
  if (mail.sender.address === '') return null;
  const names = new UniqueNames();
  for (const part of mail.attachments) names.take(part.filename);
  const otherAttachments = outer.attachments
    .filter(part => part !== messages[0])
    .map(part => ({ ...part, filename: names.take(part.filename) }));
  return { mail, note: outer.text.trim(), otherAttachments };
}
