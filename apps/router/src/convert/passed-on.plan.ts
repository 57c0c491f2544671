// EDI that a mail brings: passed on to the EDI channel of the mailbox, as messages of their own, in the commit that decides the mail. What a person wrote
// beside it still becomes a ticket. Pure.
import { ediEnvelopes } from '#channels';
import { ediAttachments } from '#channels/contract';
import type { ConversionPlan } from '#store';
import type { TicketDraft } from '#tickets';
import type { Converted } from './planning.js';

/** A line or two that mail programs and gateways put beside a file; more than this somebody has written. */
const COVER_CHARACTERS = 300;

/** Null where the mail goes its usual way: it brought no EDI, or its text is for a person to read. */
export function passOn(
  { message, conversion, channel }: Converted,
  draft: TicketDraft,
  plan: ConversionPlan,
): { reason: string; detail: string } | null {
  const to = channel.passesEdiTo;
  const carried = to ? ediAttachments(conversion) : [];
  if (!to || carried.length === 0) return null;
  const mail = {
    messageId: message.id,
    channelId: channel.id,
    from: draft.author?.address || draft.requester.address || null,
    answers: draft.messageId,
    subject: draft.subject,
  };
  const envelopes = carried.flatMap(({ filename, sha256, bytes }) =>
    ediEnvelopes(
      {
        channelId: to.channelId,
        via: 'mail',
        name: filename,
        bytes: bytes.length,
        sha256,
        // The mail is stored once, and so is what it brought: done again it passes on nothing twice.
        identity: `mail ${message.id} ${sha256}`,
        receivedAt: message.receivedAt,
        more: { mail },
      },
      bytes,
      to.interchangeBytes,
    ),
  );
  plan.passedOn.push(...envelopes.map(envelope => ({ departmentId: message.departmentId, envelope })));
  const files = new Set(carried.map(file => file.sha256));
  const others = draft.attachments.some(file => !files.has(file.sha256));
  if (others || draft.text.trim().length > COVER_CHARACTERS) return null;
  const names = carried.map(file => file.filename).join(', ');
  return { reason: 'edi.passed-on', detail: `Brought EDI (${names}): ${envelopes.length} passed on to its channel` };
}
