// A document of ours for a trading partner: an interchange that another system of the house wrote. POST /partners/:id/documents (admin, or a key of an admin)
import { z } from 'zod';

export const SendDocument = z.strictObject({
  /** The EDI channel that it leaves by. */
  channelId: z.int(),
  /** The ticket that it belongs to: a rejection, or silence, is linked to it. */
  ticketId: z.int().nullable().default(null),
  /** One whole interchange, ISA to IEA or UNB to UNZ, in base64. */
  interchange: z.base64().min(1).max(4_000_000),
});
export type SendDocument = z.infer<typeof SendDocument>;

export const DocumentSent = z.object({
  id: z.int(),
  outboundId: z.int(),
  /** ISA13 / UNB 0020, by which the acknowledgement names it. */
  interchangeRef: z.string(),
  documents: z.array(z.object({ documentType: z.string(), documentNumber: z.string(), messageRef: z.string() })),
  /** Until then it must be acknowledged; after that a ticket is opened. */
  dueAt: z.string(),
});
export type DocumentSent = z.infer<typeof DocumentSent>;
