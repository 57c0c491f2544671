// The key by which two copies of one mail are known as one, whatever way they came. Guarantees: the same for CR, LF and CRLF, for
// each mailbox that got a copy; different as soon as a reader would see a difference.
import { createHash } from 'node:crypto';

export interface Seen {
  /** Address of the author, or the name where there is none. */
  author: string;
  subject: string;
  sentAt: string | null;
  text: string;
  /** Content hashes of the attachments, in their order. */
  attachments: readonly string[];
}

/** Hex SHA-256 over what a reader sees. */
export function contentKey(seen: Seen): string {
  // Relays strip blanks at line ends; a reader does not see them.
  const text = seen.text
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .trimEnd();
  const canonical = JSON.stringify([seen.author.toLowerCase(), seen.subject, seen.sentAt, text, seen.attachments]);
  return createHash('sha256').update(canonical).digest('hex');
}
