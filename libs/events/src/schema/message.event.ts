// Events of rail.messages: what the ledger accepted. Keyed by conversation.
import { z } from 'zod';

/** A message stands in the ledger, and waits to be converted. */
export const MessageReceived = z.looseObject({
  messageId: z.int().positive(),
  channelId: z.int().positive(),
  departmentId: z.int().positive(),
});
