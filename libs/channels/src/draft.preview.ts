// A draft as `rail preview` prints it, whatever the channel: the command line promises this shape.
import type { TicketDraft } from '#tickets';

export function previewDraft(draft: TicketDraft) {
  const { requester, automatic } = draft;
  return {
    kind: draft.kind,
    subject: draft.subject,
    requester:
      requester.phone === undefined
        ? { name: requester.name, address: requester.address ?? '' }
        : { name: requester.name, phone: requester.phone },
    to: draft.to,
    cc: draft.cc,
    text: draft.text,
    html: draft.html,
    attachments: draft.attachments.map(({ filename, contentType, size, sha256 }) => ({
      filename,
      contentType,
      size,
      sha256,
    })),
    messageId: draft.messageId,
    inReplyTo: draft.inReplyTo,
    references: draft.references,
    automatic: {
      isBounce: automatic.isBounce,
      isAutoReply: automatic.isAutoReply,
      isBulk: automatic.isBulk,
      isComplaint: automatic.isComplaint,
      reports: automatic.reports.map(({ recipient, status, action }) => ({ recipient, status, action })),
      originalMessageId: automatic.originalMessageId ?? null,
    },
    forwardedBy: draft.forwardedBy,
    ...(draft.forward
      ? { forward: { confidence: draft.forward.confidence, how: draft.forward.how, note: draft.forward.note } }
      : {}),
    fields: draft.fields,
  };
}
