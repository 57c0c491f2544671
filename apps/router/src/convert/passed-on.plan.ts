// EDI that a mail brings: passed on to the EDI channel of the mailbox, as messages of their own, in the commit that decides the mail. What a person wrote
// beside it still becomes a ticket. Pure.
import { looksLikeEdi, splitInterchanges } from '#channels';
import type { ConversionPlan } from '#store';
import type { TicketDraft } from '#tickets';
import type { Converted } from './batch.planner.js';

/** A line or two that mail programs and gateways put beside a file; more than this somebody has written. */
const COVER_CHARACTERS = 300;

/** Null where the mail goes its usual way: it brought no EDI, or its text is for a person to read. */
export function passOn(
  { message, conversion, channel }: Converted,
  draft: TicketDraft,
  plan: ConversionPlan,
): { reason: string; detail: string } | null {
  const channelId = channel.passesEdiTo;
  if (channelId === null) return null;
  const carried = draft.attachments.filter(file => {
    const bytes = conversion.blobs.get(file.sha256);
    return bytes !== undefined && looksLikeEdi(bytes);
  });
  if (carried.length === 0) return null;
  let slices = 0;
  for (const file of carried) {
    for (const { bytes, byteStart } of splitInterchanges(conversion.blobs.get(file.sha256)!)) {
      slices += 1;
      plan.passedOn.push({
        departmentId: message.departmentId,
        envelope: {
          channelId,
          // The mail is stored once, and so is what it brought: done again it passes on nothing twice.
          sourceIdentity: `mail ${message.id} ${file.sha256} ${byteStart}`,
          raw: Buffer.from(bytes),
          receivedAt: message.receivedAt,
          conversationKey: `edi ${channelId}`,
          transport: {
            file: file.filename,
            byteStart,
            mail: {
              messageId: message.id,
              channelId: channel.id,
              from: draft.author?.address || draft.requester.address || null,
              answers: draft.messageId,
              subject: draft.subject,
            },
          },
        },
      });
    }
  }
  const others = draft.attachments.length > carried.length;
  if (others || draft.text.trim().length > COVER_CHARACTERS) return null;
  const files = carried.map(file => file.filename).join(', ');
  return { reason: 'edi.passed-on', detail: `Brought EDI (${files}): ${slices} passed on to its channel` };
}
