// What no converter can read, and a person wants on the rail all the same: one draft that says what came, why it was held and by whom it was released, with the
// bytes as a file. Pure. Guarantee: a message that can be read by now is read, and nobody's release is in its way.
import { createHash } from 'node:crypto';
import type { Conversion } from '#channels/contract';
import type { PendingMessage } from '#store';
import { notAutomatic, type Quarantine, type TicketDraft } from '#tickets';

/** Who wants it read by hand, and why. */
type Wish = { by: string; reason: string };

/** The conversion as it is, but where it is held as a whole. @param release of a person who wants it read by hand */
export function orByHand(conversion: Conversion, message: PendingMessage, release: Wish): Conversion {
  const fault = conversion.quarantined[0];
  if (!fault || conversion.drafts.length > 0) return conversion;
  const sha256 = createHash('sha256').update(message.raw).digest('hex');
  return {
    drafts: [draftOf(message, fault, release, sha256)],
    blobs: new Map([[sha256, message.raw]]),
    suppressed: null,
    quarantined: [],
  };
}

function draftOf({ id, raw }: PendingMessage, fault: Quarantine, { by, reason }: Wish, sha256: string): TicketDraft {
  const place = Object.entries(fault.position ?? {})
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  return {
    kind: 'inquiry',
    subject: `To be read by hand: message ${id}`,
    requester: { name: `Sender of message ${id}` },
    to: [],
    cc: [],
    text: [
      `No program could read this message; its bytes are attached, as they came.`,
      `Why: ${fault.detail ?? fault.reason} (${fault.reason})`,
      ...(place ? [`Where: ${place}`] : []),
      `Released by ${by}: ${reason}`,
    ].join('\n'),
    html: null,
    attachments:
      raw.length === 0
        ? []
        : [{ filename: `message-${id}.bin`, contentType: 'application/octet-stream', size: raw.length, sha256 }],
    messageId: null,
    inReplyTo: null,
    references: [],
    automatic: notAutomatic(),
    forwardedBy: null,
    sentAt: null,
    deliveredTo: [],
    // Each release is a ticket of its own: two that nobody can read are not known to be the same.
    contentKey: createHash('sha256').update(`by hand ${id}`).digest('hex'),
    fields: {},
    warnings: [`held for ${fault.reason}, and released by ${by}: ${reason}`],
  };
}
